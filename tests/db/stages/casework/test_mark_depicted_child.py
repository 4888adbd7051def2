from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cast import CATO, LIV, SUNNIVA
from made_referrals import NOON, OTHER_BUNDLE, account, act, file, take_in
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.ids import IncidentId, new_uuid
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]


def test_a_sharer_who_is_depicted_is_proposed_for_protection(the_incident: Only, row_of: RowOf) -> None:
    take_in(account("anna", birth_date=date(2000, 1, 1)), act("m1"))
    (item,) = casework.items(the_incident(), by=CATO)
    casework.mark_depicted_child(the_incident(), person=row_of("anna").person, item=item.id, by=CATO)
    assert (row_of("anna").lane_proposed, row_of("anna").depicted) == ("depicted_child", True)


def test_the_first_sender_is_proposed_when_a_child_and_nobody_else_is(the_incident: Only) -> None:
    take_in(account("anna", birth_date=date(2003, 1, 1)), act("m1"))
    take_in(account("bent", birth_date=date(1980, 1, 1)), act("m2", at=NOON + timedelta(hours=1)))
    (row,) = casework.depicted_children(the_incident(), by=LIV)
    assert (row.label, row.marked_by, [ground.code for ground in row.grounds]) == ("Anna Testesen", None, ["child_sent_first"])


def test_a_child_who_sent_a_file_marked_as_self_produced_is_proposed_and_an_adult_is_not(the_incident: Only) -> None:
    take_in(account("anna", birth_date=date(1970, 1, 1)), act("m1"), files=(file("clip", self_produced=True),))
    take_in(account("bent", birth_date=date(2003, 1, 1)), act("m2", at=NOON + timedelta(hours=1)))
    take_in(account("carl", birth_date=date(2003, 1, 1)), act("m3", item="other"), files=(file("other", of="clip"),))
    (row,) = casework.depicted_children(the_incident(), by=LIV)
    assert (row.label, row.marked_by) == ("Bent Testesen", None)
    (ground,) = row.grounds
    assert (ground.code, "13 years old" in ground.sentence) == ("tip_says_self_produced", True)


def test_a_first_sender_of_a_marked_file_has_both_grounds(the_incident: Only) -> None:
    take_in(account("anna", birth_date=date(2003, 1, 1)), act("m1"), files=(file("clip", self_produced=True),))
    (row,) = casework.depicted_children(the_incident(), by=LIV)
    assert {ground.code for ground in row.grounds} == {"child_sent_first", "tip_says_self_produced"}


def test_the_mark_of_a_file_outlives_the_joining_of_incidents() -> None:
    take_in(account("bent", birth_date=date(2003, 1, 1)), act("m2", at=NOON + timedelta(hours=1)))
    marked = (file("clip", self_produced=True),)
    take_in(account("anna", birth_date=date(1970, 1, 1)), act("m1"), files=marked, bundle_id=OTHER_BUNDLE)
    first, second = sorted(casework.incidents(by=LIV), key=lambda line: line.number)
    casework.join_incidents(second.id, into=first.id, by=LIV)
    (row,) = casework.depicted_children(first.id, by=LIV)
    assert (row.label, row.grounds[0].code) == ("Bent Testesen", "tip_says_self_produced")


def test_another_district_may_not_mark_and_an_unknown_item_is_refused(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    with pytest.raises(casework.NotYourCase):
        casework.mark_depicted_child(the_incident(), person=row_of("anna").person, item=new_uuid(), by=SUNNIVA)
    with pytest.raises(casework.ItemUnknown):
        casework.mark_depicted_child(the_incident(), person=row_of("anna").person, item=new_uuid(), by=CATO)


def test_marking_twice_is_once_and_the_ledger_names_the_item(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    (item,) = casework.items(the_incident(), by=CATO)
    for _ in range(2):
        casework.mark_depicted_child(the_incident(), person=row_of("anna").person, item=item.id, by=CATO)
    (entry,) = ledger.entries((ledger.Kind.DEPICTED_CHILD_MARKED,), about=row_of("anna").person)
    assert entry.facts["item"] == str(item.id)
