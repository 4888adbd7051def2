"""`varde-acts/1`: who sent which item to whom, carried as lines in a CyberTip's chatImIncident.content.

The first line is the header; each further line is one JSON object with one key that says what it is: `account`, `report` or
`act`. Lines that this version does not know or cannot read are kept as they stand and shown, so that nothing is lost in silence.
"""

from __future__ import annotations

import re

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from varde.kernels.terms.people import Sex
from varde.kernels.wire.strict import (
    STRICT,
    BodyRefused,
    Ip,
    Label,
    Name,
    Port,
    Recipients,
    Sha256Hex,
    Time,
    canonical,
    loaded,
    parse,
)

HEADER = "varde-acts/1"
LINE_LIMIT_BYTES = 8 << 20
_NOT_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ShareAct:
    """One act: the account sent the item to the recipients in the message. `port` is the sender's source port."""

    message: Name
    item_sha256: Sha256Hex
    sent_at: Time
    recipients: Recipients = ()
    ip: Ip | None = None
    port: Port | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ReportRef:
    """A participant's report that the tip rests on."""

    case_number: Name
    received_at: Time


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class AccountFacts:
    """What the platform knows of the account and CyberTip has no element for."""

    sex: Sex = Sex.UNKNOWN
    service: Label | None = None
    registered_ip: Ip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    """A line kept as it stands; `number` counts the header as 1, `cause` names a path and no content."""

    number: int
    text: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsBlock:
    """Everything a tip says about the acts of one account."""

    reports: tuple[ReportRef, ...] = ()
    acts: tuple[ShareAct, ...] = ()
    account: AccountFacts = AccountFacts()
    unread: tuple[UnreadLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _AccountLine:
    account: AccountFacts


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _ReportLine:
    report: ReportRef


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _ActLine:
    act: ShareAct


_ACCOUNT = TypeAdapter(_AccountLine)
_REPORT = TypeAdapter(_ReportLine)
_ACT = TypeAdapter(_ActLine)


def render_block(block: ActsBlock) -> str:
    """The block as text that XML can carry; unread lines stand last, as they came."""
    lines = [HEADER, _line(canonical(_AccountLine(account=block.account), _ACCOUNT))]
    lines += [_line(canonical(_ReportLine(report=report), _REPORT)) for report in block.reports]
    lines += [_line(canonical(_ActLine(act=act), _ACT)) for act in block.acts]
    lines += [unread.text for unread in block.unread]
    return "\n".join(lines) + "\n"


def parse_block(text: str) -> ActsBlock | None:
    """The block, or None when the text does not begin with the header line."""
    header, *lines = text.replace("\r\n", "\n").split("\n")
    if header != HEADER:
        return None
    found = _Found()
    for number, line in enumerate(lines, start=2):
        if line.strip():
            found.take(number, line)
    return ActsBlock(reports=tuple(found.reports), acts=tuple(found.acts), account=found.account, unread=tuple(found.unread))


class _Found:
    """What was read so far."""

    def __init__(self) -> None:
        self.account, self.has_account = AccountFacts(), False
        self.reports: list[ReportRef] = []
        self.acts: list[ShareAct] = []
        self.unread: list[UnreadLine] = []

    def take(self, number: int, line: str) -> None:
        """One line, into its place or among the unread."""
        try:
            self._read(line.encode("utf-8", "surrogatepass"))
        except BodyRefused as refused:
            self.unread.append(UnreadLine(number=number, text=line, cause=f"{refused.path} {refused.cause}"))

    def _read(self, line: bytes) -> None:
        kind = _kind(line)
        if kind == "act":
            self.acts.append(parse(line, _ACT, limit_bytes=LINE_LIMIT_BYTES).act)
        elif kind == "report":
            self.reports.append(parse(line, _REPORT, limit_bytes=LINE_LIMIT_BYTES).report)
        elif kind == "account" and not self.has_account:
            self.account, self.has_account = parse(line, _ACCOUNT, limit_bytes=LINE_LIMIT_BYTES).account, True
        else:
            raise BodyRefused("$", "is not a kind of line that this version reads")


def _kind(line: bytes) -> str | None:
    plain = loaded(line, limit_bytes=LINE_LIMIT_BYTES)
    return next(iter(plain)) if isinstance(plain, dict) and len(plain) == 1 else None


def _line(data: bytes) -> str:
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", data.decode())
