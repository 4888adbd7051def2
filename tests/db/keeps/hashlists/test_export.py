from __future__ import annotations

import pytest

from cast import MALLORY, UNA
from hashsharing_of_tests import some
from unit.kernels.wire.lists.lists_of_tests import md5, read
from varde.keeps.hashlists import errors
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shared() -> None:
    hashlists.take_shared("lantern", some(3))


def test_active_entries_leave_those_of_one_file_behind_each_other() -> None:
    found = list(hashlists.export("shared-lantern", form="vics", by=UNA))
    assert [found[place].id for place in (0, 3, 6)] == [found[place].id for place in (2, 5, 8)]
    assert len({one.id for one in found}) == 3
    assert {one.value.hex() for one in found if one.algorithm == "md5"} == {md5(number) for number in range(3)}


def test_mallory_may_not() -> None:
    with pytest.raises(parties.NotAllowed):
        hashlists.export("shared-lantern", form="csv", by=MALLORY)
    assert not list(ledger.entries((ledger.Kind.LIST_EXPORTED,)))


def test_what_is_withdrawn_or_disputed_stays_and_a_list_that_is_not_there_is_refused() -> None:
    first, second, *_ = hashlists.entries("shared-lantern")
    hashlists.withdraw(first.id, reason="wrong-fingerprint")
    hashlists.dispute(second.id, organisation="harbour", reason="wrong-fingerprint")
    assert len(list(hashlists.export("shared-lantern", form="csv"))) == 7
    with pytest.raises(errors.NoSuchList):
        hashlists.export("no-list", form="csv")


def test_the_ledger_says_who_took_what_out_and_how() -> None:
    hashlists.import_read(_own(), read(f"md5\n{md5(9)}\n", algorithm="md5"))
    hashlists.export("harbours-own", form="plain-md5", by=UNA)
    (said,) = ledger.entries((ledger.Kind.LIST_EXPORTED,))
    assert said.facts == {"list": "harbours-own", "version": 1, "entries": 1, "format": "plain-md5"}


def _own() -> str:
    hashlists.add_list("harbours-own", "harbour")
    return "harbours-own"
