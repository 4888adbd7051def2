"""The operation as it happens: reports arrive, Ada looks, records follow, the chain runs, Liv joins accounts of one person."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rehearsal.errors import NeverQuiet
from rehearsal.playing.chain import Chain
from rehearsal.playing.fleet import PlayedStation
from rehearsal.playing.machines import Machine
from rehearsal.playing.people import Console, marked
from rehearsal.reconcile import unreconciled
from rehearsal.truth import Account, Act, Report, Truth

BASIS = "made-up order for the rehearsal: preservation of records of a confirmed item"
CLASSIFICATION = "B2"  # the rehearsal's pictures are landscapes; some code has to stand there
POLL_SECONDS = 0.25
PILOTS = 3
Say = Callable[[str], None]


@dataclass(slots=True)
class Platform:
    """One platform in the rehearsal: its machine, its moderator, and which files its station holds."""

    name: str
    station: PlayedStation
    machine: Machine
    moderator: Console
    files: dict[str, dict[str, Any]] = field(default_factory=dict)  # by copy id: the station's answer


@dataclass(slots=True)
class Replay:
    """One run. `patience_seconds`: how long the chain may take to fall quiet at each wait."""

    truth: Truth
    chain: Chain
    media: dict[str, Path]
    say: Say
    patience_seconds: float = 900
    platforms: dict[str, Platform] = field(default_factory=dict)
    unreconciled: list[dict[str, Any]] = field(default_factory=list)  # act by act, once the replay has run

    def run(self) -> dict[str, Any]:
        """Play the whole operation; answers what the agency counted."""
        self._open()
        late = [report for report in self.truth.reports if report.late]
        self._report([report for report in self.truth.reports if not report.late], what="reports arrive and are reviewed")
        self._offer_copies()
        cut = self.truth.header.second_wave_from
        first = [act for act in self.truth.acts if cut is None or act.at < cut]
        second = [act for act in self.truth.acts if cut is not None and act.at >= cut]
        self._import(first, what="share records of the first wave")
        self._report(late, what="late reports")
        if second:
            self._import(second, what="share records of the second wave")
        self._file_what_waits()
        return self.at_the_agency()

    def _open(self) -> None:
        for name, station in self.chain.platforms.items():
            token = station.tokens[f"{station.name}-backend"]
            moderator = Console(station.url, self.chain.people[station.name][0])
            moderator.log_in()
            self.platforms[name] = Platform(name, station, Machine(station.url, token), moderator)

    # reports

    def _report(self, reports: Iterable[Report], *, what: str) -> None:
        waiting = list(reports)
        if not waiting:
            return
        self.say(f"{what}: {len(waiting)}")
        for report in waiting:
            platform = self._platform_of(self.truth.act_by_id[report.acts[0]])
            body = self._body(report, platform)
            for _ in range(report.deliveries):
                platform.machine.send_report(body, key=report.id)
        for platform in self.platforms.values():
            self._review(platform)

    def _body(self, report: Report, platform: Platform) -> dict[str, Any]:
        acts = [self.truth.act_by_id[act] for act in report.acts]
        return {
            "reporter": report.reporter,
            "conversation": acts[0].conversation,
            "note": report.note,
            "messages": [self._message(act, platform, attach=report.attach) for act in acts],
        }

    def _message(self, act: Act, platform: Platform, *, attach: bool) -> dict[str, Any]:
        attachments = [{"file": self._file(act.copy, platform)["file"], "name": None}] if attach else []
        return {
            "id": act.id,
            "sender": act.account,
            "recipients": list(act.recipients),
            "sent_at": act.at.isoformat(),
            "text": None,
            "attachments": attachments,
        }

    def _file(self, copy: str, platform: Platform) -> dict[str, Any]:
        if copy not in platform.files:
            platform.files[copy] = platform.machine.send_file(self.media[copy])
        return platform.files[copy]

    def _review(self, platform: Platform) -> None:
        """Ada works until her queue is empty and nothing is on its way to it."""
        until = time.monotonic() + self.patience_seconds
        while True:
            reviews = marked(platform.moderator.get("/queue/"), "review")
            for review in reviews:
                decide(platform.moderator, review)
            if not reviews and platform.machine.pending()["handovers"] == 0:
                return
            if time.monotonic() > until:
                raise NeverQuiet(f"{platform.name}: the queue")
            if not reviews:
                time.sleep(POLL_SECONDS)

    def _offer_copies(self) -> None:
        """Copies in the platform's records that nobody has reported yet are offered, and reviewed like a report."""
        for platform in self.platforms.values():
            mine = [act for act in self.truth.acts if self._platform_of(act) is platform]
            missing = [copy for copy in dict.fromkeys(act.copy for act in mine) if copy not in platform.files]
            self.say(f"{platform.name}: copies of confirmed items found in the records: {len(missing)}")
            for copy in missing:
                platform.machine.offer_copy(self._file(copy, platform)["file"])
            self._review(platform)

    # records

    def _import(self, acts: list[Act], *, what: str) -> None:
        self.say(f"{what}: {len(acts)}")
        for platform in self.platforms.values():
            mine = [act for act in acts if self._platform_of(act) is platform]
            accounts = dict.fromkeys(act.account for act in mine)
            lines = [_account_line(self.truth.account_by_id[each]) for each in accounts]
            lines += [self._record_line(act, platform) for act in mine]
            if lines:
                platform.machine.send_share_records(lines, basis=BASIS)
        self.wait_until_quiet()

    def _file_what_waits(self) -> None:
        """Late reports on accounts whose records are all in wait for more; Ada knows that none will come."""
        for platform in self.platforms.values():
            for tip in marked(platform.moderator.get("/tips/?state=awaiting_share_records"), "tip"):
                platform.moderator.post(f"/tips/{tip}/file-now", {})
        self.wait_until_quiet()

    def _record_line(self, act: Act, platform: Platform) -> dict[str, Any]:
        return {
            "message": act.id,
            "sender": act.account,
            "recipients": list(act.recipients),
            "sent_at": act.at.isoformat(),
            "item": platform.files[act.copy]["sha256"],
            "ip": act.ip,
            "port": act.port,
            "conversation": act.conversation,
        }

    def _platform_of(self, act: Act) -> Platform:
        return self.platforms[self.truth.account_by_id[act.account].platform]

    # waiting

    def machines(self) -> list[Machine]:
        """One machine at each station, in the order of the journey."""
        others = [Machine(station.url, station.tokens["rehearsal"]) for station in (self.chain.clearinghouse, self.chain.agency)]
        return [*(platform.machine for platform in self.platforms.values()), *others]

    def wait_until_quiet(self) -> None:
        """Until nothing is on its way anywhere; asked twice in the journey's order, since a step may hand over while we ask."""
        until = time.monotonic() + self.patience_seconds
        machines, quiet_rounds = self.machines(), 0
        while quiet_rounds < 2:
            states = [machine.pending() for machine in machines]
            busy = any(state["handovers"] or state["letters"] for state in states)
            quiet_rounds = 0 if busy else quiet_rounds + 1
            if time.monotonic() > until:
                raise NeverQuiet("; ".join(str(state) for state in states))
            if busy:
                time.sleep(POLL_SECONDS)

    # the agency

    def at_the_agency(self) -> dict[str, Any]:
        """Liv joins accounts that belong to one person, cuts the waves, decides some cases; then the counting."""
        lead = Console(self.chain.agency.url, self.chain.people[self.chain.agency.name][0])
        lead.log_in()
        incidents = marked(lead.get("/incidents/"), "incident")
        self.say(f"the agency has {len(incidents)} incident{'s' if len(incidents) != 1 else ''}")
        cut = self.truth.header.second_wave_from
        for incident in incidents:
            if cut is not None:
                lead.post(f"/incidents/{incident}/wave-cuts", {"cut": cut.isoformat()})
            if self.truth.header.publicity_at is not None:
                lead.post(f"/incidents/{incident}/publicity", {"at": self.truth.header.publicity_at.isoformat()})
            self._link(lead, incident)
        self._decide_some(lead, incidents[0])
        self.wait_until_quiet()
        machine = Machine(self.chain.agency.url, self.chain.agency.tokens["rehearsal"])
        counted = machine.counts()
        self.unreconciled = unreconciled(self.truth, machine.act_digests())
        lead.close()
        return counted

    def _link(self, lead: Console, incident: str) -> None:
        """Confirm the candidates whose evidence is strong: the same verified number or address."""
        page = lead.get(f"/incidents/{incident}/candidates/")
        strong = marked(page, "candidate-strong")
        if strong:
            self.say(f"accounts that belong to one person: {len(strong)} candidates confirmed")
            reason = "the same verified number or address, name and birth date"
            lead.post(f"/incidents/{incident}/candidates/link", {"candidate": strong, "reason": reason})

    def _decide_some(self, lead: Console, incident: str) -> None:
        """The first cases are chosen as pilot cases; what came of them travels back to the platform."""
        suspects = marked(lead.get(f"/incidents/{incident}/"), "suspect")[:PILOTS]
        self.say(f"pilot cases decided by the lead: {len(suspects)}")
        for suspect in suspects:
            reason = {"incident": incident, "reason": "made-up decision of the rehearsal"}
            lead.post(f"/suspects/{suspect}/lane", reason | {"lane": "procedure"})
            lead.post(f"/suspects/{suspect}/disposition", reason | {"disposition": "pilot_case"})

    def outcomes_at_platforms(self) -> int:
        """How many tips the moderators see an outcome on."""
        pages = [platform.moderator.get("/tips/?state=finished") for platform in self.platforms.values()]
        return sum(len(re.findall(r'data-outcome="', page)) for page in pages)


def decide(moderator: Console, review: str) -> None:
    """Ada looks at each file in the clear and confirms it; what cannot be decoded stays sealed and is left out."""
    page = moderator.get(f"/review/{review}/")
    sealed = marked(page, "sealed")
    files = [file for file in marked(page, "file") if file not in sealed]
    for file in files:
        moderator.post(f"/review/{review}/look", {"object": file})
    classified = {f"classification-{file}": CLASSIFICATION for file in files}
    moderator.post(f"/review/{review}/confirm", classified | {"reason": "seen; the rehearsal's item"})


def _account_line(account: Account) -> dict[str, Any]:
    address = account.address
    return {
        "account": account.id,
        "screen_name": account.screen_name,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "birth_date": account.birth_date.isoformat() if account.birth_date else None,
        "sex": account.sex.value,
        "emails": [{"address": each.address, "verified": each.verified} for each in account.emails],
        "phones": [{"number": each.number, "verified": each.verified} for each in account.phones],
        "address": {"street": address.street, "city": address.city, "postcode": address.postcode, "country": address.country}
        if address
        else None,
        "service": account.platform,
        "registered_ip": account.ips[0] if account.ips else None,
    }
