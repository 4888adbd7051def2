from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from cast import ADA, UNA
from varde.keeps.ledger import face as ledger
from varde.keeps.ledger.errors import LedgerOutsideTransaction

pytestmark = pytest.mark.django_db


def record(kind: ledger.Kind = ledger.Kind.LOGGED_IN, about: str = "ada") -> int:
    with transaction.atomic():
        return ledger.record(kind, about=about, by=ADA, facts={"n": 1})


def test_entries_are_numbered_without_gaps_and_chained() -> None:
    first, second = record(), record(about="bo")
    assert second == first + 1
    assert ledger.head_seq() == second
    assert ledger.verify().holds


def test_an_entry_says_who_did_what_to_what() -> None:
    seq = record()
    (entry,) = ledger.entries((ledger.Kind.LOGGED_IN,), about="ada")
    assert (entry.seq, entry.by, entry.facts) == (seq, "person:ada", {"n": 1})


@pytest.mark.parametrize(
    ("about", "facts"),
    [
        ("ada", {}),
        ('a "quoted" \\ name', {"why": 'he said "no" \\ and went', "where": "Ærø, 서울, \N{FIRE}"}),
        ("seq", {"seq": 7, "list": [1, None, True, {"b": 2, "a": 1}], "share": 0.25, "large": 2**53}),
        ("percent %s", {"%s": "%(x)s", "brace": "}"}),
    ],
)
def test_whatever_it_tells_the_chain_that_the_database_made_holds_for_python(about: str, facts: dict[str, object]) -> None:
    with transaction.atomic():
        seq = ledger.record(ledger.Kind.LOGGED_IN, about=about, by=ADA, facts=facts)
    record()
    assert ledger.verify().holds
    (entry,) = ledger.entries((ledger.Kind.LOGGED_IN,), about=about) if about != "ada" else list(ledger.entries())[-2:-1]
    assert (entry.seq, entry.about, entry.facts) == (seq, about, facts)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(LedgerOutsideTransaction):
        ledger.record(ledger.Kind.LOGGED_IN, about="ada", by=UNA)


@pytest.mark.parametrize("wish", ["UPDATE ledger_ledgerentry SET kind = 'x'", "DELETE FROM ledger_ledgerentry"])
def test_the_database_itself_refuses_change(wish: str) -> None:
    record()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(wish)


def test_a_superuser_who_rewrites_history_is_found_out() -> None:
    record()
    seq = record(about="bo")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_ledgerentry DISABLE TRIGGER ledger_refuse_change")
        cursor.execute("UPDATE ledger_ledgerentry SET facts = '{}' WHERE seq = %s", [seq])
    assert ledger.verify().broken_at == seq


def test_an_entry_that_was_cut_off_is_missed() -> None:
    seq = record()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_ledgerentry DISABLE TRIGGER ledger_refuse_change")
        cursor.execute("DELETE FROM ledger_ledgerentry WHERE seq = %s", [seq])
    assert not ledger.verify().holds
