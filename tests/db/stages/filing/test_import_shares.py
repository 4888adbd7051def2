from __future__ import annotations

import pytest

from cast import ADA, HARBOURS_SYSTEM
from harbour_of_tests import accepted, account, all_confirmed, landscape, left_for, lines, only, sent_in, share
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.people import Sex
from varde.kernels.terms.topics import Topic
from varde.kernels.wire.strict import BodyRefused
from varde.stages.filing import face as filing
from varde.stages.filing.models import Account, Act

pytestmark = pytest.mark.django_db
BASIS = "terms of service, section 9"


@pytest.fixture
def item() -> str:
    accepted()
    all_confirmed()
    return sent_in(landscape()).sha256.hex()


def taken(*records: dict[str, object]) -> filing.Imported:
    return filing.import_shares(lines(*records), basis=BASIS, by=HARBOURS_SYSTEM)


def tip_of(name: str) -> filing.OneTip:
    return filing.one_tip(only([row.id for row in filing.tips(by=ADA) if row.account == name]), by=ADA)


def test_who_sent_the_item_on_gets_a_tip_that_is_ready(item: str) -> None:
    outcome = taken(share(item, id_="m-2", sender="heron"), share(item, id_="m-3", sender="heron"), account("heron"))
    assert outcome == filing.Imported(imported=2, already_known=0, accounts=1)
    heron = tip_of("heron")
    assert (heron.row.state, heron.row.acts, heron.bases) == (filing.TipState.READY, 2, (BASIS,))
    assert (heron.facts.account.sex, str(heron.facts.account.birth_date)) == (Sex.MALE, "2008-02-29")
    assert only(list(left_for(Topic.TIP_READY))).tip == heron.row.id


def test_a_reported_account_waits_no_longer(item: str) -> None:
    taken(share(item, id_="m-1"), account("kestrel"))
    kestrel = tip_of("kestrel")
    assert (kestrel.row.state, kestrel.row.acts) == (filing.TipState.READY, 1)
    assert only(kestrel.facts.acts).ip == "192.0.2.7"


def test_a_record_of_an_unconfirmed_item_refuses_the_whole_import(item: str) -> None:
    with pytest.raises(filing.SharesRefused) as refused:
        taken(share(item, id_="m-2", sender="heron"), share("0" * 64, id_="m-3"), account("heron"), share("1" * 64, id_="m-4"))
    assert refused.value.lines == [2, 4]
    assert Act.objects.count() == 1
    assert Account.objects.count() == 1
    entry = only(list(ledger.entries((ledger.Kind.SHARES_REFUSED,))))
    assert entry.facts == {"lines": [2, 4], "refused": 2}


def test_without_a_basis_nothing_is_imported(item: str) -> None:
    with pytest.raises(filing.BasisMissing):
        filing.import_shares(lines(share(item, id_="m-2")), basis="  ", by=HARBOURS_SYSTEM)


def test_a_line_that_cannot_be_read_is_named(item: str) -> None:
    with pytest.raises(BodyRefused) as refused:
        taken(share(item, id_="m-2"), share(item, id_="m-3", colour="red"))
    assert (refused.value.line, "colour" in refused.value.path) == (2, True)


def test_the_same_records_twice_are_once(item: str) -> None:
    records = [share(item, id_=f"m-{number}", sender="heron") for number in range(2, 6)]
    taken(*records, records[0])
    assert taken(*records) == filing.Imported(imported=0, already_known=4, accounts=1)
    assert Act.objects.count() == 5
    assert len(list(left_for(Topic.TIP_READY))) == 1


def test_a_later_statement_takes_nothing_away(item: str) -> None:
    taken(share(item, id_="m-2", sender="heron"), account("heron", emails=[{"address": "heron@example.org", "verified": True}]))
    taken({"account": "heron", "first_name": "Hedda"})
    known = tip_of("heron").facts.account
    assert (known.first_name, known.screen_name, known.emails[0].address) == ("Hedda", "Heron", "heron@example.org")


def test_no_name_and_no_address_stands_in_a_table(item: str) -> None:
    taken(share(item, id_="m-2", sender="heron"), account("heron"))
    columns = str([list(model.objects.values()) for model in (Account, Act)]).encode()
    for secret in (b"heron", b"192.0.2.7", b"finch", b"m-2"):
        assert secret not in columns


def test_the_ledger_counts_and_names_no_one(item: str) -> None:
    taken(share(item, id_="m-2", sender="heron"))
    entry = only(list(ledger.entries((ledger.Kind.SHARES_IMPORTED,))))
    assert entry.facts == {"imported": 1, "already_known": 0, "accounts": 1, "tips": 1}
