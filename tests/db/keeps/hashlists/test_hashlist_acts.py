from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from cast import ADA, LANTERN_AS_PEER, MALLORY, UNA
from varde.keeps.hashlists import errors
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties

pytestmark = pytest.mark.django_db
LAKE = b"\x07" * 32
Kind = ledger.Kind


@pytest.fixture
def entry() -> UUID:
    hashlists.add_list("lantern-known", "lantern", by=UNA)
    return hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.SHA256, value=LAKE, by=UNA)


def test_two_organisations_make_an_entry_attested(entry: UUID) -> None:
    assert hashlists.entry(entry).state == hashlists.EntryState.PROPOSED
    hashlists.attest(entry, organisation="fjord", by=UNA)
    assert hashlists.entry(entry).state == hashlists.EntryState.ATTESTED
    assert hashlists.entry(entry).attested_by == ("fjord", "lantern")


def test_one_organisation_twice_counts_once(entry: UUID) -> None:
    hashlists.attest(entry, organisation="lantern", by=UNA)
    assert hashlists.entry(entry).state == hashlists.EntryState.PROPOSED
    assert list(ledger.entries((Kind.LIST_ENTRY_ATTESTED,))) == []


def test_a_list_may_bring_its_attestations() -> None:
    hashlists.add_list("hotlines", "lantern")
    both = hashlists.add_entry("hotlines", algorithm=hashlists.Algorithm.PDQ, value=LAKE, attested_by=("lantern", "fjord"))
    assert hashlists.entry(both).state == hashlists.EntryState.ATTESTED


ACTS: list[Callable[[UUID], object]] = [
    lambda _: hashlists.add_list("mallorys", "mallory", by=MALLORY),
    lambda _: hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.PDQ, value=LAKE, by=ADA),
    lambda entry: hashlists.attest(entry, organisation="fjord", by=ADA),
    lambda entry: hashlists.dispute(entry, organisation="fjord", reason="no", by=MALLORY),
    lambda entry: hashlists.withdraw(entry, reason="no", by=ADA),
    lambda _: hashlists.import_list("lantern-known", [], by=MALLORY),
]


@pytest.mark.parametrize("act", ACTS)
def test_a_list_is_not_changed_without_a_second_persons_right(entry: UUID, act: Callable[[UUID], object]) -> None:
    before = ledger.head_seq()
    with pytest.raises(parties.NotAllowed):
        act(entry)
    assert ledger.head_seq() == before


def test_a_peer_speaks_for_itself_only(entry: UUID) -> None:
    with pytest.raises(errors.NotYourVoice):
        hashlists.attest(entry, organisation="fjord", by=LANTERN_AS_PEER)
    hashlists.dispute(entry, organisation="lantern", reason="a landscape", by=LANTERN_AS_PEER)
    assert hashlists.entry(entry).state == hashlists.EntryState.DISPUTED


def test_what_cannot_be_compared_is_refused(entry: UUID) -> None:
    with pytest.raises(errors.EntryUnreadable):
        hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.PDQ, value=b"short")
    with pytest.raises(errors.EntryUnreadable):
        hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.MD5, value=bytes(16))
    with pytest.raises(errors.NoSuchList):
        hashlists.add_entry("nobodys", algorithm=hashlists.Algorithm.PDQ, value=LAKE)
    with pytest.raises(errors.NoSuchEntry):
        hashlists.attest(uuid4(), organisation="fjord")
    with pytest.raises(errors.ListExists):
        hashlists.add_list("lantern-known", "fjord")


def test_a_dispute_is_settled_by_the_one_who_raised_it(entry: UUID) -> None:
    hashlists.dispute(entry, organisation="fjord", reason="a landscape", by=UNA)
    with pytest.raises(errors.EntryDisputed):
        hashlists.attest(entry, organisation="harbour", by=UNA)
    hashlists.attest(entry, organisation="fjord", by=UNA)
    assert hashlists.entry(entry).state == hashlists.EntryState.ATTESTED


def test_withdrawn_is_for_good_and_the_value_may_be_proposed_anew(entry: UUID) -> None:
    hashlists.withdraw(entry, reason="a landscape", by=UNA)
    with pytest.raises(errors.EntryWithdrawn):
        hashlists.attest(entry, organisation="fjord", by=UNA)
    again = hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.SHA256, value=LAKE, by=UNA)
    assert again != entry


def test_twice_is_once(entry: UUID) -> None:
    before = ledger.head_seq()
    hashlists.add_list("lantern-known", "lantern", by=UNA)
    assert hashlists.add_entry("lantern-known", algorithm=hashlists.Algorithm.SHA256, value=LAKE, by=UNA) == entry
    assert ledger.head_seq() == before
    for _ in range(2):
        hashlists.dispute(entry, organisation="fjord", reason="a landscape", by=UNA)
    for _ in range(2):
        hashlists.withdraw(entry, reason="a landscape", by=UNA)
    assert ledger.head_seq() == before + 2


def test_the_ledger_says_who_vouched_and_why_it_went(entry: UUID) -> None:
    hashlists.attest(entry, organisation="fjord", by=UNA)
    hashlists.withdraw(entry, reason="a landscape", by=UNA)
    told = [(one.kind, one.by, dict(one.facts)) for one in ledger.entries(about=entry)]
    assert told == [
        (Kind.LIST_ENTRY_ADDED, str(UNA), {"list": "lantern-known", "algorithm": "sha256", "state": "proposed"}),
        (Kind.LIST_ENTRY_ATTESTED, str(UNA), {"organisation": "fjord", "state": "attested"}),
        (Kind.LIST_ENTRY_WITHDRAWN, str(UNA), {"reason": "a landscape"}),
    ]


def test_a_csv_list_is_taken_whole(entry: UUID) -> None:
    lines = ["algorithm,value,classification,size,attested_by", f"sha256,{LAKE.hex()},,,", f"md5,{bytes(16).hex()},a-lake,9,a;b"]
    imported = hashlists.import_list("lantern-known", lines, by=UNA)
    assert (imported.added, imported.already_known) == (1, 1)
    [known] = hashlists.lists()
    assert (known.version, known.entries) == (2, 2)
    [told] = ledger.entries((Kind.LIST_IMPORTED,))
    assert dict(told.facts) == {"added": 1, "version": 2}


def test_a_json_list_is_taken_once(entry: UUID) -> None:
    lines = [json.dumps({"algorithm": "PDQ", "value": LAKE.hex(), "attested_by": ["lantern", "fjord"]}), ""]
    assert hashlists.import_list("lantern-known", lines, by=UNA).added == 1
    assert hashlists.import_list("lantern-known", lines, by=UNA).added == 0
    assert len(list(ledger.entries((Kind.LIST_IMPORTED,)))) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "{",
        '{"algorithm": "pdq"}',
        '{"algorithm": "pdq", "value": "00"}',
        '{"algorithm": "x", "value": ""}',
        '{"more": 1}',
        "[]",
        "7",
    ],
)
def test_of_a_list_with_a_wrong_line_nothing_is_taken(entry: UUID, wrong: str) -> None:
    right = json.dumps({"algorithm": "pdq", "value": LAKE.hex()})
    with pytest.raises(errors.ListUnreadable, match=r"lines 2\b"):
        hashlists.import_list("lantern-known", [right, wrong, right], by=UNA)
    assert hashlists.lists()[0].entries == 1
