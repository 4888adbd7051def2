"""Who passed what to whom: every sharer received it first from an earlier one, up to the roots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from rehearsal.crowd import Crowd
from rehearsal.plan import Plan
from rehearsal.truth import Act


@dataclass(frozen=True, slots=True)
class Sender:
    """An account's part: when it sends, and what it holds from the start, given by nobody. `is_feed`: it posts to followers."""

    account: str
    platform: str
    times: tuple[datetime, ...]
    ips: tuple[str, ...]
    holds: tuple[str, ...] = ()
    is_feed: bool = False


def senders(plan: Plan, crowd: Crowd, *, holds: tuple[str, ...] = (), is_feed: bool = False) -> list[Sender]:
    """Each account of a person with its part of the acts; a second account begins later and holds nothing of its own."""
    accounts = crowd.accounts[plan.number]
    parts = [tuple(plan.times[part :: len(accounts)]) for part in range(len(accounts))]
    own = [holds] + [() for _ in accounts[1:]]
    return [
        Sender(account.id, account.platform, times, account.ips, held, is_feed)
        for account, times, held in zip(accounts, parts, own, strict=True)
    ]


@dataclass(slots=True)
class _Sent:
    act: str
    sender: Sender
    copy: str
    recipients: list[str]
    at: datetime
    ip: str
    port: int
    conversation: str


@dataclass(slots=True)
class Spreading:
    """The state while time passes: what each account holds, what was sent on each platform, who spoke to whom."""

    rng: Random
    alike: Mapping[str, Sequence[str]]  # each copy: the copies of its item
    outsiders: Mapping[str, Sequence[str]]  # per platform
    brought: str  # the copy brought in by an account that begins on a platform where nobody was before it
    roots: list[str] = field(default_factory=list)
    held: dict[str, list[str]] = field(default_factory=dict)
    sent: dict[str, list[_Sent]] = field(default_factory=lambda: defaultdict(list))
    of_items: dict[str, dict[str, list[_Sent]]] = field(default_factory=lambda: defaultdict(dict))
    circles: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    uses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    turns: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def run(self, senders: Sequence[Sender]) -> tuple[Act, ...]:
        """All acts, in the order of time."""
        self.held = {sender.account: list(sender.holds) for sender in senders}
        self.roots = [sender.account for sender in senders if sender.holds]
        events = sorted(((at, sender) for sender in senders for at in sender.times), key=lambda event: event[0])
        done = [self._send(f"m-{number:06d}", sender, at) for number, (at, sender) in enumerate(events, 1)]
        return tuple(_finished(sent) for sent in done)

    def _send(self, name: str, sender: Sender, at: datetime) -> _Sent:
        if not self.held[sender.account]:
            self._begin(sender)
        if self.rng.random() < 0.3:
            self._receive(sender)
        recipients, conversation = self._recipients(sender)
        ip, port = self.rng.choice(sender.ips), self.rng.randrange(1024, 65536)
        sent = _Sent(name, sender, self._copy(sender), recipients, at, ip, port, conversation)
        self.sent[sender.platform].append(sent)
        self.of_items[sender.platform].setdefault(self.alike[sent.copy][0], []).append(sent)
        return sent

    def _begin(self, sender: Sender) -> None:
        self._receive(sender)
        if not self.held[sender.account]:
            self.held[sender.account].append(self.brought)
            self.roots.append(sender.account)

    def _receive(self, sender: Sender) -> None:
        """Somebody sent it to them before: a recent act more likely than an old one."""
        earlier = [sent for sent in self._around(sender.platform) if sent.sender.account != sender.account]
        if not earlier:
            return
        source = earlier[int(len(earlier) * max(self.rng.random(), self.rng.random()))]
        if sender.account not in source.recipients:
            source.recipients.append(sender.account)
        if source.copy not in self.held[sender.account]:
            self.held[sender.account].append(source.copy)

    def _around(self, platform: str) -> list[_Sent]:
        """What went around lately: of everything, or of one item, so that none dies out by chance."""
        if self.rng.random() < 0.6:
            return self.sent[platform][-400:]
        of_items = self.of_items[platform]
        return self.rng.choice(list(of_items.values()))[-100:] if of_items else []

    def _copy(self, sender: Sender) -> str:
        """At first each thing held in turn, later any; now and then it is saved and encoded anew on the way."""
        held, turn = self.held[sender.account], self.turns[sender.account]
        self.turns[sender.account] += 1
        copy = held[turn] if turn < len(sender.holds) else self.rng.choice(held)
        if self.rng.random() < 0.15 and turn >= len(sender.holds):
            copy = min(self.alike[copy], key=lambda name: (self.uses[name], name))
            if copy not in held:
                held.append(copy)
        self.uses[copy] += 1
        return copy

    def _recipients(self, sender: Sender) -> tuple[list[str], str]:
        circles = self.circles[sender.account]
        if circles and (sender.is_feed or self.rng.random() < 0.25):
            number = self.rng.randrange(len(circles))
        else:
            circles.append(self._circle(sender))
            number = len(circles) - 1
        return list(circles[number]), f"t-{sender.account}-{number}"

    def _circle(self, sender: Sender) -> list[str]:
        low, high = self.rng.choices(((1, 1), (2, 4), (5, 20)), weights=(70, 20, 10))[0]
        return self.rng.sample(self.outsiders[sender.platform], self.rng.randint(low, high) + 3 * sender.is_feed)


def _finished(sent: _Sent) -> Act:
    return Act(
        id=sent.act,
        account=sent.sender.account,
        copy=sent.copy,
        recipients=tuple(sent.recipients),
        at=sent.at,
        ip=sent.ip,
        port=sent.port,
        conversation=sent.conversation,
    )
