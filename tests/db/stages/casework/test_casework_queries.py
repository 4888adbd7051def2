from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cast import CATO, LIV, SUNNIVA
from made_referrals import NOON, SOUTH, account, act, take_in
from varde.kernels.terms.ids import IncidentId
from varde.kernels.terms.people import Sex
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]


@pytest.fixture(autouse=True)
def _three() -> None:
    take_in("anna", act("m1", to=("bent", "outsider")), act("m2", to=("bent",), at=NOON + timedelta(days=1)))
    take_in(account("bent", sex=Sex.MALE, address=SOUTH), act("m3", to=("carl",)))
    take_in(account("carl", birth_date=None, address=None), act("m4", to=("anna",)))


def names(incident: IncidentId, **asked: object) -> list[str]:
    table = casework.suspects(incident, by=LIV, **asked)  # type: ignore[arg-type]
    return [row.label.split()[0] for row in table.rows]


def test_the_table_sorts_either_way_with_the_unknown_last(the_incident: Only) -> None:
    assert names(the_incident(), sort=casework.SortBy.LABEL, descending=False) == ["Anna", "Bent", "Carl"]
    assert names(the_incident(), sort=casework.SortBy.AGE)[-1] == "Carl"
    assert names(the_incident(), sort=casework.SortBy.AGE, descending=False)[-1] == "Carl"


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (casework.SuspectFilter(district=casework.NO_DISTRICT), ["Carl"]),
        (casework.SuspectFilter(sex=Sex.MALE), ["Bent"]),
        (casework.SuspectFilter(unknown_age=True), ["Carl"]),
        (casework.SuspectFilter(acts_at_least=2), ["Anna"]),
        (casework.SuspectFilter(lane="needs_facts"), ["Carl"]),
        (casework.SuspectFilter(lane_decided=True), []),
        (casework.SuspectFilter(text="ent"), ["Bent"]),
        (casework.SuspectFilter(wave=2), []),
    ],
)
def test_the_table_is_filtered(the_incident: Only, only: casework.SuspectFilter, found: list[str]) -> None:
    assert names(the_incident(), only=only) == found


def test_a_page_of_the_table_knows_how_many_there_are(the_incident: Only) -> None:
    table = casework.suspects(the_incident(), by=LIV, limit=1, offset=1)
    assert (len(table.rows), table.total) == (1, 3)


def test_the_table_takes_a_handful_of_queries(the_incident: Only, django_assert_max_num_queries: Callable[[int], object]) -> None:
    incident = the_incident()
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        casework.suspects(incident, by=LIV)


def test_the_overview_counts_what_the_actor_sees(the_incident: Only) -> None:
    seen = {who.name: casework.incident_overview(the_incident(), by=who) for who in (LIV, CATO)}
    assert [(one.suspects, one.acts, one.accounts, one.recipients) for one in seen.values()] == [(3, 4, 3, 4), (1, 2, 1, 2)]
    assert (seen["liv"].without_district, seen["liv"].unknown_age, seen["liv"].lane_undecided) == (1, 1, 3)


def test_the_spread_has_edges_among_suspects_and_counts_the_rest(the_incident: Only, row_of: RowOf) -> None:
    spread = casework.spread(the_incident(), by=LIV)
    ends = {name: str(row_of(name).person) for name in ("anna", "bent", "carl")}
    edges = {(edge.sender, edge.recipient): edge.acts for edge in spread.edges}
    assert edges == {(ends["anna"], ends["bent"]): 2, (ends["bent"], ends["carl"]): 1, (ends["carl"], ends["anna"]): 1}
    assert (len(spread.nodes), spread.outside) == (3, 1)


def test_an_officers_spread_shows_the_own_district_only(the_incident: Only) -> None:
    spread = casework.spread(the_incident(), by=SUNNIVA)
    assert ([node.label for node in spread.nodes], spread.edges, spread.outside) == (["2 Bent Testesen"], (), 1)


def test_days_shares_and_districts(the_incident: Only) -> None:
    assert [(day.acts, day.senders) for day in casework.acts_per_day(the_incident(), by=LIV)] == [(3, 3), (1, 1)]
    assert casework.shares_per_suspect(the_incident(), by=LIV) == [(1, 2), (2, 1)]
    rows = {row.key: row for row in casework.districts(the_incident(), by=LIV)}
    assert {key: (row.suspects, row.acts) for key, row in rows.items()} == {
        CATO.district: (1, 2),
        SUNNIVA.district: (1, 1),
        None: (1, 1),
    }
    north = rows[CATO.district]
    assert north.is_lead
    assert north.name


def test_what_is_new_since_a_moment(the_incident: Only) -> None:
    news = casework.what_is_new(the_incident(), since=NOON, by=CATO)
    assert (news.referrals, news.acts, [row.label for row in news.suspects]) == (1, 2, ["Anna Testesen"])


def test_one_suspect_has_statements_acts_files_and_history(the_incident: Only, row_of: RowOf) -> None:
    known = casework.suspect(the_incident(), person=row_of("anna").person, by=CATO)
    assert (known.birth_date, known.country, known.age_line) == (date(1999, 5, 10), "DK", 15)
    assert [(each.message, each.age, each.below_line) for each in known.acts] == [("m1", 17, False), ("m2", 17, False)]
    assert (len(known.files), known.accounts[0].acts, known.accounts[0].is_own) == (1, 2, True)
    assert "person_known" in [each.kind for each in known.history]
