"""Tips for Harbour to file in tests of its crashes, the rounds of its runner, and what must hold when all is over."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta

from cast import ADA, HARBOURS_SYSTEM, LANTERN
from harbour_of_tests import NOON, landscape, only
from ispws_of_tests import Lantern, Report
from varde.flow import runner
from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.ids import ReportId, TipId, new_uuid
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.submission import Submission, SubmittedFile, SubmittedMessage, written
from varde.kernels.terms.topics import ConfirmedFile, ReportConfirmed, SubmissionKind, Topic
from varde.links.peers import face as peers
from varde.stages.filing import face as filing

FILES = tuple(landscape(seed) for seed in (1, 2, 3))
LEASE = timedelta(minutes=3)  # longer than a lease, so that a dead worker's handover is free
ROUNDS = 12


def harbour_files_with(lantern: Lantern) -> None:
    """Harbour knows Lantern, and waits for no share records."""
    filing.configure(platform=filing.Platform("Harbour", "child-safety@harbour.example"), hold=timedelta())
    log_in = peers.NewLogIn(peers.Protocol.ISPWS, "harbour", "made up", lantern.root)
    peers.add(LANTERN, role=StationRole.CLEARINGHOUSE, url=lantern.root, log_ins=[log_in])


def confirmed(account: str, *, files: Sequence[bytes] = FILES) -> ReportId:
    """Ada has confirmed a report of pictures that `account` sent: what review leaves for filing."""
    objects = [vault.put(io.BytesIO(data), by=HARBOURS_SYSTEM).id for data in files]
    attached = tuple(SubmittedFile(id_, f"hills-{place}.jpg") for place, id_ in enumerate(objects))
    message = SubmittedMessage(f"m-{account}", account, ("wren",), NOON, "look at this", attached, by_reporter=False)
    report = ReportId(new_uuid())
    said = Submission(report, SubmissionKind.REPORT, f"{abs(hash(report)) % 10**8}", NOON, "c-1", None, (message,))
    document = vault.put_document(written(said), by=HARBOURS_SYSTEM)
    viewed = tuple(ConfirmedFile(id_, "B2", viewed=True) for id_ in objects)
    handover.put(Topic.REPORT_CONFIRMED, ReportConfirmed(report, SubmissionKind.REPORT, viewed, document))
    return report


def goes_on(*, rounds: int = ROUNDS) -> None:
    """The station's runner comes round, later each time, until nothing is left to do or a person is needed."""
    begun = clock.now()
    for turn in range(rounds):
        with clock.frozen(begun + turn * timedelta(minutes=20)):
            runner.run_due(StationRole.PLATFORM)
        if not handover.count_pending():
            return


def tip_on(account: str) -> filing.OneTip:
    """The one tip about an account."""
    rows = [row for row in filing.tips(by=ADA, at_most=1000) if row.account == account]
    return filing.one_tip(only(rows).id, by=ADA)


def reports_on(account: str, lantern: Lantern) -> dict[int, Report]:
    """What Lantern has about an account, in whatever state."""
    return {
        number: report
        for number, report in lantern.reports.items()
        if only(report.document.person_or_user_reported).esp_identifier == account
    }


def kinds_on(tip: TipId) -> list[ledger.Kind]:
    """What the ledger tells of a tip."""
    return [entry.kind for entry in ledger.entries(about=tip)]


def filed_exactly_once(account: str, lantern: Lantern, *, files: Sequence[bytes] = FILES) -> None:
    """One finished report with every file, each described, none doubled; one entry of it; and nothing left to do."""
    tip, reports = tip_on(account), reports_on(account, lantern)
    finished = [number for number, report in reports.items() if report.state == "finished"]
    assert finished == [tip.row.report_number]
    report = reports[finished[0]]
    assert sorted(report.files.values()) == sorted(files)
    assert set(report.details) == set(report.files)
    assert tip.row.state is filing.TipState.FINISHED
    assert tip.receipt
    assert tip.kept_until is not None
    kinds = kinds_on(tip.row.id)
    assert [kinds.count(kind) for kind in (ledger.Kind.TIP_FILED, ledger.Kind.TIP_RETAINED)] == [1, 1]
    assert handover.count_pending() == 0


def left_open(account: str, lantern: Lantern) -> list[int]:
    """Reports that nobody finished or took back: Lantern's own clock removes them. Harbour never learned their numbers."""
    tip = tip_on(account).row.id
    known = {entry.facts["report_number"] for entry in ledger.entries((ledger.Kind.TIP_OPENED,), about=tip)}
    numbers = [number for number, report in reports_on(account, lantern).items() if report.state == "opened"]
    assert not known & set(numbers)
    return numbers
