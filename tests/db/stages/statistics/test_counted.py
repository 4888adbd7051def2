from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from cast import LIV, UNA
from made_referrals import NOON, OTHER_BUNDLE, SOUTH, account, act, file, phone, take_in
from varde.kernels.law.types import Disposition, Lane
from varde.kernels.terms.ids import IncidentId, new_uuid
from varde.kernels.terms.people import Sex
from varde.kernels.wire.acts import ReportRef
from varde.stages.casework import face as casework
from varde.stages.statistics import face as statistics

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
KEYS = [
    "suspects", "accounts", "acts", "items", "reports", "sex", "age_at_first_act", "below_age_line", "unknown_age", "district",
    "acts_per_suspect", "waves",
]  # fmt: skip
SMALL = {
    "suspects": 3,
    "accounts": 3,
    "acts": 4,
    "items": 1,
    "reports": 1,
    "sex": {"female": 2, "male": 1},
    "age_at_first_act": {"14": 1, "17": 1},
    "below_age_line": 1,
    "unknown_age": 1,
    "district": {"dk-nordsjaelland": 1, "dk-syd-og-soenderjylland": 1, "none": 1},
    "acts_per_suspect": [[1, 2], [2, 1]],
    "waves": [{"wave": 1, "suspects": 3}],
}


def small() -> None:
    take_in(account("anna", phones=phone("+4520000001")), act("m1"), act("m2", at=NOON + timedelta(days=90)))
    take_in(account("bent", sex=Sex.MALE, birth_date=date(2001, 5, 11), address=SOUTH), act("m3", at=NOON + timedelta(days=90)))
    take_in(account("carl", birth_date=None, address=None, phones=phone("+4520000001")), act("m4"))


def counted(incident: IncidentId) -> dict[str, Any]:
    return statistics.count_incident(incident).as_dict()


def test_a_small_incident_is_counted(the_incident: Only) -> None:
    small()
    young = {"age_at_first_act": {"15": 1, "17": 1}, "below_age_line": 0}
    assert counted(the_incident()) == SMALL | young
    assert list(counted(the_incident())) == KEYS


def test_below_the_line_and_waves(the_incident: Only) -> None:
    take_in(account("anna", birth_date=date(2001, 5, 11)), act("m1"))
    take_in("bent", act("m2", at=NOON + timedelta(days=90)))
    casework.set_wave_cuts(the_incident(), cuts=[NOON + timedelta(days=30)], by=LIV)
    found = counted(the_incident())
    assert (found["below_age_line"], found["waves"]) == (1, [{"wave": 1, "suspects": 1}, {"wave": 2, "suspects": 1}])


def test_the_same_act_told_twice_counts_once(the_incident: Only) -> None:
    small()
    before = counted(the_incident())
    take_in(account("anna", phones=phone("+4520000001")), act("m1"))
    assert counted(the_incident()) == before


def test_linking_counts_one_suspect_less_and_unlinking_restores_every_count(the_incident: Only) -> None:
    small()
    before = counted(the_incident())
    (candidate,) = casework.candidates(the_incident(), by=LIV)
    casework.link_candidates(the_incident(), candidates=[candidate.id], by=LIV)
    linked = counted(the_incident())
    assert (linked["suspects"], linked["accounts"], linked["acts_per_suspect"]) == (2, 3, [[1, 1], [3, 1]])
    casework.unlink([candidate.one, candidate.other], reason="two people", by=LIV)
    assert counted(the_incident()) == before


def test_decisions_are_counted_with_their_as_of(the_incident: Only) -> None:
    small()
    before = statistics.count_incident(the_incident())
    person = casework.suspects(the_incident(), by=LIV).rows[0].person
    lane = casework.decide_lane(the_incident(), person=person, lane=Lane.PROCEDURE, by=LIV)
    assert lane.in_force_at
    casework.decide_disposition(the_incident(), person=person, disposition=Disposition.FINED, by=LIV)
    after = statistics.count_incident(the_incident())
    assert after.value("dispositions") == {"fined": 1, "open": 2}
    assert after.value("lanes") == {"procedure": 1, "undecided": 2}
    assert after.as_of_seq > before.as_of_seq
    assert next(one for one in after.figures if one.key == "reports").as_of_seq <= before.as_of_seq


def test_the_station_counts_a_person_of_two_incidents_once() -> None:
    take_in("anna", act("m1"))
    take_in("anna", act("m2", item="picture", at=NOON - timedelta(days=365)), bundle_id=OTHER_BUNDLE)
    whole = statistics.count_station().as_dict()
    assert (whole["suspects"], whole["acts"], whole["items"], whole["age_at_first_act"]) == (1, 2, 2, {"16": 1})


def test_joined_incidents_are_counted_as_one() -> None:
    take_in("anna", act("m1"))
    take_in("bent", act("m2", item="again"), files=(file("again", of="clip"),), bundle_id=OTHER_BUNDLE)
    second, first = casework.incidents(by=LIV)
    casework.join_incidents(second.id, into=first.id, by=LIV)
    assert statistics.incidents_told() == (first.id,)
    found = counted(first.id)
    assert counted(second.id) == found
    assert (found["suspects"], found["items"], found["reports"]) == (2, 1, 1)


def test_an_unknown_incident_is_refused() -> None:
    with pytest.raises(statistics.NothingTold):
        statistics.count_incident(IncidentId(new_uuid()))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_ledgers_count_is_the_tables_recount(the_incident: Only, seed: int) -> None:
    generated(random.Random(seed))
    found = casework.candidates(the_incident(), by=UNA)
    casework.link_candidates(the_incident(), candidates=[each.id for each in found], by=UNA)
    assert counted(the_incident()) == recounted()


def generated(rng: random.Random) -> None:
    """Forty tips about twenty accounts, some told twice, some sharing a phone, a birth date or a residence missing."""
    for _ in range(40):
        number = rng.randrange(20)
        born = None if number % 7 == 0 else date(1996 + number % 9, 1 + number % 12, 1 + number)
        home = {} if number % 5 else {"address": None}
        shared = phone(f"+4520000{number // 2 if number < 6 else number:03d}")
        who = account(f"user{number:02d}", birth_date=born, sex=list(Sex)[number % 4], phones=shared, **home)
        acts = [
            act(f"m{number}-{turn}", item=f"item{(number + turn) % 3}", at=NOON + timedelta(hours=37 * turn + number))
            for turn in range(rng.randint(1, 6))
        ]
        take_in(who, *acts, reports=(ReportRef(case_number=f"H-{rng.randrange(9)}", received_at=NOON),))


def recounted() -> dict[str, Any]:
    """The same figures straight from casework's tables, by another way."""
    suspects = rows(
        "SELECT s.sex, s.age_at_first_act, s.birth_date, s.district, count(a.id) FROM casework_act a "
        "JOIN casework_account c ON a.account_id = c.id JOIN casework_suspect s ON s.person_id = c.person_id GROUP BY s.id"
    )
    ages = Counter(age for _, age, *_ in suspects if age is not None)
    return {
        "suspects": len(suspects),
        "accounts": one("SELECT count(DISTINCT account_id) FROM casework_act"),
        "acts": one("SELECT count(*) FROM casework_act"),
        "items": one("SELECT count(DISTINCT item_id) FROM casework_act"),
        "reports": one("SELECT count(*) FROM casework_reportseen"),
        "sex": dict(Counter(sex for sex, *_ in suspects)),
        "age_at_first_act": {str(age): number for age, number in ages.items()},
        "below_age_line": sum(number for age, number in ages.items() if age < 15),
        "unknown_age": sum(born is None for _, _, born, *_ in suspects),
        "district": dict(Counter(row[3] or "none" for row in suspects)),
        "acts_per_suspect": sorted([acts, number] for acts, number in Counter(row[4] for row in suspects).items()),
        "waves": [{"wave": 1, "suspects": len(suspects)}],
    }


def rows(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def one(question: str) -> int:
    return int(rows(question)[0][0])
