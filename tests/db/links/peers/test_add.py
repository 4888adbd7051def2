from __future__ import annotations

import pytest
from django.db.models import BinaryField

from cast import HARBOUR, LANTERN
from post_of_tests import KEYS, knows_lantern, public
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers import face as peers
from varde.links.peers.models import LogIn

pytestmark = pytest.mark.django_db
KEY, PASSWORD = public(KEYS["mirror"]), "harbour: password"


def ispws(user: str) -> peers.NewLogIn:
    return peers.NewLogIn(peers.Protocol.ISPWS, user, PASSWORD)


def harbour(name: str = HARBOUR, *, user: str = "harbour", role: StationRole = StationRole.PLATFORM) -> peers.Peer:
    return peers.add(name, role=role, url="http://127.0.0.1:1/", key=KEY, log_ins=[ispws(user)])


def test_a_peer_is_known_from_now_on() -> None:
    added = knows_lantern()
    assert peers.peer(LANTERN) == added
    assert [each.name for each in peers.peers()] == [LANTERN]
    assert not harbour().url.endswith("/")


def test_its_log_in_opens_and_no_other_does() -> None:
    harbour()
    for _ in range(2):  # asked of the digest first, of the memory then
        found = peers.by_log_in(peers.Protocol.ISPWS, "harbour", PASSWORD)
        assert found is not None
        assert found.name == HARBOUR
    for user, password in (
        ("harbour", "guess"),
        ("harbour", ""),
        ("", ""),
        ("nobody", PASSWORD),
        ("a\x00", "b"),
        ("harbour", "\x00"),
    ):
        assert peers.by_log_in(peers.Protocol.ISPWS, user, password) is None


def test_a_removed_peer_is_a_stranger_at_once() -> None:
    harbour()
    assert peers.by_log_in(peers.Protocol.ISPWS, "harbour", PASSWORD)
    assert peers.remove(PeerName(HARBOUR))
    assert peers.by_log_in(peers.Protocol.ISPWS, "harbour", PASSWORD) is None
    with pytest.raises(peers.UnknownPeer):
        peers.peer(HARBOUR)


def test_a_clearinghouse_does_not_log_in_here() -> None:
    harbour(LANTERN, user="harbour", role=StationRole.CLEARINGHOUSE)
    assert peers.by_log_in(peers.Protocol.ISPWS, "harbour", PASSWORD) is None
    ours = peers.clearinghouse_log_in()
    assert (ours.root, ours.user, ours.password) == ("http://127.0.0.1:1/ispws", "harbour", PASSWORD)


def test_without_a_clearinghouse_nothing_can_be_filed() -> None:
    harbour()
    with pytest.raises(peers.NoClearinghouse):
        peers.clearinghouse_log_in()


@pytest.mark.parametrize("key", ["", "x", KEY[:-4], KEY + "AAAA", "é" * 44], ids=["empty", "short", "cut", "longer", "not ascii"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(peers.NotAKey):
        peers.add(LANTERN, role=StationRole.CLEARINGHOUSE, url="http://127.0.0.1:1", key=key)


def test_two_platforms_may_not_share_a_log_in() -> None:
    harbour()
    with pytest.raises(peers.LogInTaken):
        harbour("gull")
    peers.remove(PeerName(HARBOUR))
    harbour("gull")


def test_passwords_lie_hashed_and_sealed() -> None:
    harbour()
    row = LogIn.objects.get()
    stored = [getattr(row, field.attname) for field in LogIn._meta.concrete_fields]
    assert PASSWORD not in str([bytes(each) if isinstance(each, memoryview) else each for each in stored])
    assert isinstance(LogIn._meta.get_field("sealed"), BinaryField)


def test_a_name_is_given_once_and_may_be_given_again() -> None:
    knows_lantern()
    with pytest.raises(peers.PeerExists):
        knows_lantern()
    assert [peers.remove(LANTERN) for _ in range(2)] == [True, False]
    knows_lantern()


def test_the_ledger_says_both_and_the_key_but_no_password() -> None:
    harbour()
    peers.remove(PeerName(HARBOUR))
    told = list(ledger.entries([ledger.Kind.PEER_ADDED, ledger.Kind.PEER_REMOVED]))
    assert [entry.kind for entry in told] == ["peer_added", "peer_removed"]
    assert told[0].facts["key"] == KEYS["mirror"].public_key().public_bytes_raw().hex()
    assert PASSWORD not in str(told)


def test_an_organisation_without_a_station_reports_and_gets_no_letters() -> None:
    peers.add("gull", role=StationRole.PLATFORM, log_ins=[ispws("gull")])
    assert peers.by_log_in(peers.Protocol.ISPWS, "gull", PASSWORD) is not None
    with pytest.raises(peers.PeerHasNoKey):
        peers.peer(PeerName("gull")).verifier()


def test_a_clearinghouse_needs_its_address() -> None:
    with pytest.raises(peers.AddressNeeded):
        peers.add(LANTERN, role=StationRole.CLEARINGHOUSE, log_ins=[ispws("harbour")])


def test_a_log_in_opens_its_own_protocol_only_and_an_agency_may_fetch_lists() -> None:
    harbour()
    assert peers.by_log_in(peers.Protocol.HASHSHARING, "harbour", PASSWORD) is None
    lists = peers.NewLogIn(peers.Protocol.HASHSHARING, "fjord", PASSWORD)
    peers.add("fjord", role=StationRole.AGENCY, log_ins=[lists])
    assert peers.by_log_in(peers.Protocol.HASHSHARING, "fjord", PASSWORD) is not None
    assert peers.by_log_in(peers.Protocol.ISPWS, "fjord", PASSWORD) is None


def test_where_a_partner_has_its_protocol_elsewhere_that_is_said() -> None:
    there = peers.NewLogIn(peers.Protocol.HASHSHARING, "harbour", PASSWORD, "https://lists.example/npo/")
    peers.add(LANTERN, role=StationRole.CLEARINGHOUSE, url="https://lantern.example", log_ins=[there])
    assert [one.root for one in peers.own_log_ins(peers.Protocol.HASHSHARING)] == ["https://lists.example/npo"]
