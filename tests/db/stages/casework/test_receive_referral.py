from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cast import CATO, LIV, MALLORY, SUNNIVA
from made_referrals import NOON, OTHER_BUNDLE, SOUTH, account, act, arrived, file, referral, take_in
from varde.keeps.ledger import face as ledger
from varde.keeps.parties.errors import NotAllowed
from varde.kernels.terms.ids import IncidentId
from varde.kernels.wire.account import PostalAddress
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]


def test_a_bundle_opens_one_incident_with_its_suspects(the_incident: Only) -> None:
    take_in("anna", act("m1", to=("bent", "carl")), act("m2"))
    take_in("bent", act("m3", to=("carl",)))
    rows = casework.suspects(the_incident(), by=LIV).rows
    assert [(row.label, row.acts, row.recipients) for row in rows] == [("Anna Testesen", 2, 3), ("Bent Testesen", 1, 1)]


def test_another_bundle_opens_another_incident() -> None:
    take_in("anna", act("m1"))
    take_in("bent", act("m2", item="picture"), bundle_id=OTHER_BUNDLE)
    assert [line.number for line in casework.incidents(by=LIV)] == [2, 1]


def test_age_is_reckoned_on_the_local_day_of_the_act(row_of: RowOf) -> None:
    late = NOON.replace(month=5, day=9, hour=22, minute=30)  # half past midnight on the tenth in Copenhagen
    take_in(account("anna", birth_date=date(2001, 5, 10)), act("m1", at=late))
    assert (row_of("anna").age_at_first_act, row_of("anna").below_line_acts) == (15, 0)


def test_a_child_below_the_line_is_proposed_for_protection(row_of: RowOf) -> None:
    take_in(account("anna", birth_date=date(2003, 1, 1)), act("m1"))
    row = row_of("anna")
    assert (row.lane_proposed, row.lane_decided) == ("below_age_line", None)
    assert row.lane_reasons


def test_without_a_birth_date_facts_are_needed(row_of: RowOf) -> None:
    take_in(account("anna", birth_date=None), act("m1"))
    assert (row_of("anna").lane_proposed, row_of("anna").age_at_first_act) == ("needs_facts", None)


def test_residence_gives_the_district_and_no_residence_none(row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    take_in(account("bent", address=SOUTH), act("m2"))
    take_in(account("carl", address=None), act("m3"))
    assert [row_of(name).district for name in ("anna", "bent", "carl")] == [CATO.district, SUNNIVA.district, None]


def test_contradicting_statements_stand_side_by_side_with_their_sources(the_incident: Only, row_of: RowOf) -> None:
    first = take_in(account("anna", birth_date=date(1999, 5, 10)), act("m1"))
    second = take_in(account("anna", birth_date=date(2000, 5, 10)), act("m2"))
    known = casework.suspect(the_incident(), person=row_of("anna").person, by=LIV)
    stated = {each.source: each.value for each in known.accounts[0].statements if each.field is casework.Field.BIRTH_DATE}
    assert stated == {f"tip:{first.tip_reference}": "1999-05-10", f"tip:{second.tip_reference}": "2000-05-10"}
    assert known.birth_date == date(2000, 5, 10)  # nobody is taken for older than they may be


def test_reencoded_copies_are_one_item(the_incident: Only) -> None:
    take_in("anna", act("m1", item="clip"), act("m2", item="smaller"), files=(file("clip"), file("smaller", of="clip")))
    (item,) = casework.items(the_incident(), by=LIV)
    assert (item.copies, item.acts) == (2, 2)


def test_items_that_turn_out_to_be_one_are_joined(the_incident: Only) -> None:
    take_in("anna", act("m1", item="clip"), act("m2", item="smaller"), files=(file("clip"), file("smaller")))
    take_in("bent", act("m3", item="smaller"), files=(file("smaller", of="clip"),))
    (item,) = casework.items(the_incident(), by=LIV)
    assert (item.copies, item.acts) == (2, 3)


def test_a_stranger_sees_nothing_and_other_districts_see_only_theirs(the_incident: Only) -> None:
    take_in("anna", act("m1"))
    assert [casework.suspects(the_incident(), by=who).total for who in (LIV, CATO, SUNNIVA)] == [1, 1, 0]
    with pytest.raises(NotAllowed):
        casework.suspects(the_incident(), by=MALLORY)


def test_an_officer_of_another_district_is_refused(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    with pytest.raises(casework.NotYourCase):
        casework.suspect(the_incident(), person=row_of("anna").person, by=SUNNIVA)


def test_the_same_letter_twice_is_one_referral(the_incident: Only) -> None:
    letter = arrived(referral("anna", act("m1")))
    casework.receive(letter)
    before = ledger.head_seq()
    casework.receive(letter)
    assert ledger.head_seq() == before
    assert casework.incident_overview(the_incident(), by=LIV).referrals == 1


def test_the_same_act_from_two_tips_is_one_act_with_two_sources(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    take_in("anna", act("m1"), act("m2", at=NOON + timedelta(days=1)))
    known = casework.suspect(the_incident(), person=row_of("anna").person, by=LIV)
    assert [(each.message, each.sources) for each in known.acts] == [("m1", 2), ("m2", 1)]


def test_the_ledger_says_what_came_without_names() -> None:
    letter = take_in("anna", act("m1"))
    (entry,) = ledger.entries((ledger.Kind.REFERRAL_RECEIVED,))
    (known,) = ledger.entries((ledger.Kind.PERSON_KNOWN,))
    assert entry.facts["referral"] == str(letter.referral_id)
    assert (known.facts["age_at_first_act"], known.facts["sex"], known.facts["acts"]) == (17, "female", 1)
    assert not any(word in str([entry.facts, known.facts]).casefold() for word in ("anna", "testesen", "strandvejen"))


def test_an_account_without_acts_is_kept_and_counted_but_no_suspect(the_incident: Only) -> None:
    take_in("anna", act("m1"))
    take_in("bent")
    overview = casework.incident_overview(the_incident(), by=LIV)
    assert (overview.suspects, overview.accounts_without_acts, overview.referrals) == (1, 1, 2)


def test_what_is_stated_in_one_incident_is_known_in_the_other() -> None:
    take_in(account("anna", birth_date=None), act("m1"))
    take_in("anna", act("m2", item="picture"), bundle_id=OTHER_BUNDLE)
    first = casework.incidents(by=LIV)[-1]
    assert casework.suspects(first.id, by=LIV).rows[0].age_at_first_act == 17


def test_a_country_written_as_a_name_or_not_at_all_still_gives_the_district(row_of: RowOf) -> None:
    take_in(account("anna", address=PostalAddress(postcode="3000", country="Denmark")), act("m1"))
    take_in(account("bent", address=PostalAddress(postcode="3000")), act("m2"))
    take_in(account("carl", address=PostalAddress(postcode="3000", country="Atlantis, beyond the sea")), act("m3"))
    assert {row_of(name).district for name in ("anna", "bent", "carl")} == {CATO.district}


def test_hostile_lengths_and_signs_are_held(the_incident: Only) -> None:
    longest = "æ" * 256
    hostile = replace(account(service=longest, screen_name="a\x00b", first_name=longest), esp_identifier=longest)
    letter = take_in(hostile, act(longest, to=(longest,)), platform=longest, tip_reference=longest, handling="ø" * 3000)
    (row,) = casework.suspects(the_incident(), by=LIV).rows
    assert row.acts == len(letter.acts)
