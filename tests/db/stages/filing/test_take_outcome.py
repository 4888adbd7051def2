from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cast import ADA, LANTERN
from harbour_of_tests import accepted, all_confirmed, only, run
from ispws_of_tests import Lantern
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import new_uuid
from varde.kernels.terms.outcomes import OutcomeCode
from varde.kernels.terms.topics import LetterArrived, LetterKind, Topic
from varde.kernels.wire.letters import Outcome, OutcomeAccount, render_letter
from varde.stages.filing import face as filing
from varde.stages.filing.errors import NotAnOutcome

pytestmark = pytest.mark.django_db


def letter(*references: str) -> LetterArrived:
    outcome = Outcome(
        outcome_id=new_uuid(),
        platform="Harbour",
        account=OutcomeAccount(esp_identifier="kestrel"),
        tip_references=references,
        code=OutcomeCode.CLOSED_OTHER,
        decided_on=date(2026, 6, 1),
        as_of=datetime(2026, 6, 2, tzinfo=UTC),
    )
    return arrived(render_letter(outcome))


def arrived(data: bytes) -> LetterArrived:
    document = vault.put_document(data, by=THE_STATION)
    return LetterArrived(LANTERN, LetterKind.OUTCOME, new_uuid(), document)


@pytest.fixture
def number(clearinghouse: Lantern) -> str:
    accepted()
    all_confirmed()
    filing.file_now(only(filing.tips(by=ADA)).id, by=ADA)
    run(Topic.TIP_READY, lambda told: filing.file(told, over=clearinghouse.client()))
    return str(only(list(clearinghouse.reports)))


def test_a_coded_outcome_stands_with_its_tip(number: str) -> None:
    filing.take_outcome(letter(number))
    line = only(filing.tips(by=ADA))
    assert line.outcome == "closed_other"
    assert only(filing.one_tip(line.id, by=ADA).outcomes).decided_on == date(2026, 6, 1)


def test_an_outcome_of_no_tip_of_ours_is_on_record(number: str) -> None:
    filing.take_outcome(letter("424242"))
    assert only(list(ledger.entries((ledger.Kind.OUTCOME_TAKEN,)))).facts["unknown"] == 1


def test_another_letter_is_refused() -> None:
    with pytest.raises(NotAnOutcome):
        filing.take_outcome(arrived(b'{"version": "varde-outcome/2"}'))


def test_the_same_outcome_twice_is_once(number: str) -> None:
    same = letter(number)
    filing.take_outcome(same)
    filing.take_outcome(same)
    assert len(list(ledger.entries((ledger.Kind.OUTCOME_TAKEN,)))) == 1
