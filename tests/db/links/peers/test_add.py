from __future__ import annotations

import pytest
from django.db.models import BinaryField

from cast import HARBOUR, LANTERN
from post_of_tests import KEYS, knows_lantern, public
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers import face as peers
from varde.links.peers.models import PeerStation

pytestmark = pytest.mark.django_db
KEY, PASSWORD = public(KEYS["mirror"]), "harbour: password"


def harbour(name: str = HARBOUR, *, user: str = "harbour", role: StationRole = StationRole.PLATFORM) -> peers.Peer:
    return peers.add(name, role=role, url="http://127.0.0.1:1/", key=KEY, ispws_user=user, ispws_password=PASSWORD)


def test_a_peer_is_known_from_now_on() -> None:
    added = knows_lantern()
    assert peers.peer(LANTERN) == added
    assert [each.name for each in peers.peers()] == [LANTERN]
    assert not harbour().url.endswith("/")


def test_its_log_in_opens_and_no_other_does() -> None:
    harbour()
    for _ in range(2):  # asked of the digest first, of the memory then
        found = peers.by_ispws_log_in("harbour", PASSWORD)
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
        assert peers.by_ispws_log_in(user, password) is None


def test_a_removed_peer_is_a_stranger_at_once() -> None:
    harbour()
    assert peers.by_ispws_log_in("harbour", PASSWORD)
    assert peers.remove(PeerName(HARBOUR))
    assert peers.by_ispws_log_in("harbour", PASSWORD) is None
    with pytest.raises(peers.UnknownPeer):
        peers.peer(HARBOUR)


def test_a_clearinghouse_does_not_log_in_here() -> None:
    harbour(LANTERN, user="harbour", role=StationRole.CLEARINGHOUSE)
    assert peers.by_ispws_log_in("harbour", PASSWORD) is None
    assert peers.clearinghouse_log_in()[1:] == ("harbour", PASSWORD)


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
    row = PeerStation.objects.get()
    stored = [getattr(row, field.attname) for field in PeerStation._meta.concrete_fields]
    assert PASSWORD not in str([bytes(each) if isinstance(each, memoryview) else each for each in stored])
    assert isinstance(PeerStation._meta.get_field("ispws_sealed"), BinaryField)


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
