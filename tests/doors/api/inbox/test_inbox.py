from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.test import Client

from cast import LANTERN
from harbour_of_tests import left_for, only
from post_of_tests import BYTES, HERE, JSON, KEYS, LETTERS, Sender, letter, public
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import new_uuid
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import LetterKind, Topic
from varde.links.peers import face as peers
from varde.links.post import rules
from varde.links.post.types import Receipt

pytestmark = [pytest.mark.django_db, pytest.mark.urls("urls_of_fjord")]
MIRROR = Sender(key=KEYS["mirror"])


def refusals() -> list[tuple[str, str]]:
    return [(entry.by, entry.facts["why"]) for entry in ledger.entries([ledger.Kind.LETTER_REFUSED])]


def test_a_letter_is_receipted_and_handed_on(lantern: Sender) -> None:
    body = letter(document='{"said": 1}')
    answer = lantern.write(body)
    receipt = Receipt.model_validate_json(answer.content)
    handed = only(list(left_for(Topic.REFERRAL_ARRIVED)))
    assert (answer.status_code, receipt.receiver, receipt.digest) == (200, "fjord", hashlib.sha256(body).hexdigest())
    assert rules.receipt_holds(receipt, key=KEYS["fjord"].public_key())
    assert vault.read_document(handed.document, by=THE_STATION) == b'{"said": 1}'


def test_files_go_ahead_of_their_letter(lantern: Sender) -> None:
    assert not lantern.has(b"clip")
    assert lantern.put(b"clip").status_code == 204
    assert lantern.has(b"clip")
    assert lantern.write(letter(b"clip")).status_code == 200
    [file] = only(list(left_for(Topic.REFERRAL_ARRIVED))).files
    assert vault.describe(file).sha256 == hashlib.sha256(b"clip").digest()


def test_an_unsigned_request_is_refused(lantern: Sender) -> None:
    for method, path in (("POST", LETTERS), ("GET", f"/api/inbox/files/{'a' * 64}"), ("PUT", f"/api/inbox/files/{'a' * 64}")):
        assert Client().generic(method, path, b"{}", content_type=JSON).status_code == 401
    assert refusals() == [("peer:unknown", "signature_refused")] * 3


def test_the_ledger_keeps_neither_the_digest_nor_what_a_stranger_wrote_into_an_address(lantern: Sender) -> None:
    for name in ("a" * 64, "anna-of-example-street"):
        assert Client().get(f"/api/inbox/files/{name}").status_code == 401
    Client().post(f"{LETTERS}?anna", b"{}", content_type=JSON)
    lantern.call("PUT", f"/api/inbox/files/{'b' * 64}", b"clip", content_type=BYTES)
    about = [entry.about for entry in ledger.entries([ledger.Kind.LETTER_REFUSED])]
    assert about == ["inbox/files", "inbox/files", "inbox/letters", "inbox/files"]


def test_lanterns_mirror_is_refused_and_lantern_is_not_blamed(lantern: Sender) -> None:
    for answer in (MIRROR.write(letter()), MIRROR.put(b"clip")):
        assert (answer.status_code, answer.json()["error"]) == (401, "signature_refused")
    assert refusals() == [("peer:unknown", "signature_refused")] * 2
    assert {entry.facts["claimed"] for entry in ledger.entries([ledger.Kind.LETTER_REFUSED])} == {LANTERN}
    assert not list(left_for(Topic.REFERRAL_ARRIVED))


def test_a_stranger_and_a_removed_peer_are_refused(lantern: Sender) -> None:
    assert Sender(name="nobody").write(letter()).status_code == 401
    peers.remove(peers.peer(LANTERN).name)
    assert lantern.write(letter()).status_code == 401


def test_a_replayed_request_is_refused_and_recorded(lantern: Sender) -> None:
    body = letter()
    headers = lantern.headers("POST", LETTERS, body=body)
    answers = [lantern.call("POST", LETTERS, body, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert refusals() == [("peer:lantern", "letter_replayed")]
    assert len(list(left_for(Topic.REFERRAL_ARRIVED))) == 1


def test_an_old_request_is_refused_whatever_its_nonce(lantern: Sender) -> None:
    body = letter()
    with clock.frozen(clock.now() - timedelta(seconds=400)):
        headers = lantern.headers("POST", LETTERS, body=body)
    assert lantern.call("POST", LETTERS, body, headers=headers).status_code == 401


def test_an_altered_body_is_refused(lantern: Sender) -> None:
    body = letter()
    answer = lantern.call(
        "POST", LETTERS, body.replace(b"referral", b"Referral"), headers=lantern.headers("POST", LETTERS, body=body)
    )
    assert (answer.status_code, refusals()) == (401, [("peer:lantern", "signature_refused")])


@pytest.mark.parametrize("change", ["Content-Digest", "Content-Type", "method", "target", "host"])
def test_nothing_that_is_signed_can_be_changed(lantern: Sender, change: str) -> None:
    body, path, method = b"clip", f"/api/inbox/files/{hashlib.sha256(b'clip').hexdigest()}", "PUT"
    headers = lantern.headers(method, path, body=body, content_type=BYTES)
    content_type = BYTES
    if change == "Content-Digest":
        body = b"other"
        headers["Content-Digest"] = rules.digest_header(hashlib.sha256(body).digest())
    elif change == "Content-Type":
        content_type = headers["Content-Type"] = "text/plain"
    elif change == "method":
        method = "GET"
    elif change == "target":
        path = f"/api/inbox/files/{'a' * 64}"
    else:
        headers["Host"] = "sound.example.org"
    answer = Client().generic(method, path, body, content_type=content_type, headers=headers)
    assert (answer.status_code, lantern.has(b"clip")) == (401, False)


def test_a_file_with_other_bytes_than_announced_is_refused_and_not_kept(lantern: Sender) -> None:
    name = hashlib.sha256(b"clip").hexdigest()
    path = f"/api/inbox/files/{name}"
    headers = lantern.headers("PUT", path, body=b"clip", content_type=BYTES)
    assert lantern.call("PUT", path, b"altered", content_type=BYTES, headers=headers).json()["error"] == "file_differs"
    assert lantern.put(b"clip", name="a" * 64).json()["error"] == "file_differs"
    assert refusals() == [("peer:lantern", "file_differs")] * 2
    assert not lantern.has(b"clip")
    assert vault.find(hashlib.sha256(b"altered").digest()) is None


@pytest.mark.parametrize("name", ["x", "A" * 64, "a" * 63, "%00", "..%2f..%2fetc", "%C3%A9"])
def test_a_name_that_is_no_digest_is_refused(lantern: Sender, name: str) -> None:
    answer = lantern.put(b"clip", name=name)
    assert answer.status_code in {400, 401, 404}


def test_a_letter_that_names_an_unknown_file_waits_for_it(lantern: Sender) -> None:
    body = letter(b"clip")
    assert lantern.write(body).json()["error"] == "file_missing"
    assert refusals() == [("peer:lantern", "file_missing")]
    lantern.put(b"clip")
    assert lantern.write(body).status_code == 200


def test_what_another_peer_sent_is_never_told(lantern: Sender) -> None:
    peers.add("sound", role=StationRole.CLEARINGHOUSE, url=HERE, key=public(KEYS["mirror"]))
    sound = Sender("sound", KEYS["mirror"])
    lantern.put(b"clip")
    assert (lantern.has(b"clip"), sound.has(b"clip")) == (True, False)
    assert sound.write(letter(b"clip")).json()["error"] == "file_missing"


def test_a_destroyed_file_is_asked_for_again(lantern: Sender) -> None:
    lantern.put(b"clip")
    found = vault.find(hashlib.sha256(b"clip").digest())
    assert found is not None
    vault.destroy(found, by=THE_STATION, reason="police asked for it")
    assert not lantern.has(b"clip")
    assert lantern.put(b"clip").status_code == 204
    assert lantern.write(letter(b"clip")).status_code == 200


def test_the_same_letter_again_gets_the_very_same_receipt(lantern: Sender) -> None:
    body = letter()
    first, again = lantern.write(body), lantern.write(body)
    assert first.content == again.content
    assert len(list(left_for(Topic.REFERRAL_ARRIVED))) == 1


def test_the_same_id_with_other_contents_is_refused(lantern: Sender) -> None:
    id_ = new_uuid()
    lantern.write(letter(id_=id_))
    answer = lantern.write(letter(id_=id_, document="other"))
    assert (answer.status_code, answer.json()["error"]) == (409, "letter_differs")
    assert refusals() == [("peer:lantern", "letter_differs")]


def test_a_letter_for_another_station_is_refused(lantern: Sender) -> None:
    answer = lantern.write(letter(to="sound"))
    assert (answer.status_code, answer.json()["error"]) == (409, "letter_not_for_us")


@pytest.mark.parametrize("role", [StationRole.PLATFORM, StationRole.AGENCY])
def test_only_a_clearinghouse_refers(role: StationRole) -> None:
    peers.add("gull", role=role, url=HERE, key=public(KEYS["mirror"]))
    answer = Sender("gull", KEYS["mirror"]).write(letter())
    assert (answer.status_code, answer.json()["error"]) == (403, "letter_not_yours")


def test_a_platform_writes_no_outcomes() -> None:
    peers.add("gull", role=StationRole.PLATFORM, url=HERE, key=public(KEYS["mirror"]))
    assert Sender("gull", KEYS["mirror"]).write(letter(kind=LetterKind.OUTCOME)).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"junk",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 5000,
        json.dumps({"evidence": "kestrel"}).encode(),
        b'{"letter": "varde-letter/9"}',
    ],
)
def test_junk_is_refused_without_an_echo(lantern: Sender, body: bytes) -> None:
    answer = lantern.write(body)
    assert (answer.status_code, answer.json()["error"]) == (400, "letter_unreadable")
    assert "kestrel" not in answer.content.decode()
    assert "kestrel" not in str(list(ledger.entries()))


def test_text_that_no_letter_can_hold_is_refused(lantern: Sender) -> None:
    assert lantern.write(letter().replace(b'"{}"', b'"\\ud800"')).status_code == 400


def test_too_long_a_letter_is_refused(lantern: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varde.doors.api.inbox.views.LONGEST_LETTER", 1000)
    assert lantern.write(letter(document="x" * 1000)).status_code == 413


@pytest.mark.parametrize(
    "given",
    [
        "",
        'keyid="lantern"',
        'sig=("@method");keyid="lantern"',
        'sig=();created=x;keyid="lantern";nonce="aaaaaaaaaaaaaaaaaaaa";tag="varde-post"',
        'sig=1;keyid="lantern"',
        '\x7f;keyid="lantern"',
        'a=("@method" "@target-uri");created=99999999999999999999;keyid="lantern";tag="varde-post"',
        'keyid="' + "l" * 9000 + '"',
    ],
)
@pytest.mark.parametrize("signature", ["", "sig=:AAAA:", "sig=:!!:", "a=1"])
def test_hostile_signature_headers_are_refused(lantern: Sender, given: str, signature: str) -> None:
    headers = lantern.headers("POST", LETTERS, body=b"{}") | {"Signature-Input": given, "Signature": signature}
    assert lantern.call("POST", LETTERS, b"{}", headers=headers).status_code == 401


@pytest.mark.parametrize("nonce", ["short", "n" * 101])
def test_a_nonce_has_a_decent_length(lantern: Sender, nonce: str) -> None:
    body = letter()
    assert (
        lantern.call("POST", LETTERS, body, headers=lantern.headers("POST", LETTERS, body=body, nonce=nonce)).status_code == 401
    )


@pytest.mark.parametrize(("method", "path"), [("GET", LETTERS), ("POST", f"/api/inbox/files/{'a' * 64}"), ("DELETE", LETTERS)])
def test_other_methods_are_not_answered(lantern: Sender, method: str, path: str) -> None:
    assert lantern.call(method, path).status_code == 405


def test_the_ledger_says_what_came_from_whom(lantern: Sender) -> None:
    body = letter()
    lantern.write(body)
    lantern.write(body)
    entry = only(list(ledger.entries([ledger.Kind.LETTER_RECEIVED])))
    assert (entry.by, entry.facts["kind"], entry.facts["digest"]) == (
        "peer:lantern",
        "referral",
        hashlib.sha256(body).hexdigest(),
    )
