from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from post_of_tests import KEYS
from varde.kernels.terms import clock
from varde.kernels.terms.ids import new_uuid
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import LetterKind
from varde.links.post import rules
from varde.links.post.errors import SignatureRefused
from varde.links.post.types import Receipt, Request

URL = "https://fjord.example.org/api/inbox/letters"
NONCE = "a-nonce-of-some-length"
KEY = KEYS["lantern"]


def signed(*, nonce: str = NONCE, body: bytes = b"{}") -> Request:
    digest = rules.digest_header(hashlib.sha256(body).digest())
    request = Request("POST", URL, {"Content-Type": "application/json", "Content-Digest": digest})
    rules.sign(request, sender="lantern", key=KEY, nonce=nonce)
    return request


def verified(request: Request) -> str:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return rules.verified_nonce(replace(request, headers=headers), key=KEY.public_key())


def other_nonce(request: Request) -> str:
    return request.headers["Signature-Input"].replace(NONCE, NONCE[::-1])


def test_a_signed_request_verifies_and_names_its_nonce() -> None:
    assert verified(signed()) == NONCE
    assert rules.claimed_sender({"signature-input": signed().headers["Signature-Input"]}) == "lantern"


def test_another_key_does_not() -> None:
    with pytest.raises(SignatureRefused):
        rules.verified_nonce(signed(), key=KEYS["mirror"].public_key())


@pytest.mark.parametrize(
    "altered",
    [
        lambda request: replace(request, method="PUT"),
        lambda request: replace(request, url=URL + "?x=1"),
        lambda request: replace(request, url=URL.replace("fjord", "sound")),
        lambda request: replace(request, url=URL.replace("https", "http")),
        lambda request: replace(request, headers=request.headers | {"Content-Type": "text/plain"}),
        lambda request: replace(request, headers=request.headers | {"Content-Digest": rules.digest_header(bytes(32))}),
        lambda request: replace(request, headers={n: v for n, v in request.headers.items() if n != "Content-Digest"}),
        lambda request: replace(request, headers={n: v for n, v in request.headers.items() if n != "Signature"}),
        lambda request: replace(request, headers=request.headers | {"Signature-Input": other_nonce(request)}),
    ],
)  # fmt: skip
def test_nothing_covered_can_be_altered(altered: object) -> None:
    with pytest.raises(SignatureRefused):
        verified(altered(signed()))  # type: ignore[operator]


@pytest.mark.parametrize("seconds", [-400, 400])
def test_a_request_lives_five_minutes_and_never_in_the_future(seconds: int) -> None:
    with clock.frozen(clock.now() + timedelta(seconds=seconds)):
        request = signed()
    with pytest.raises(SignatureRefused):
        verified(request)


@pytest.mark.parametrize("nonce", ["", "short", "n" * 101])
def test_without_a_decent_nonce_it_is_refused(nonce: str) -> None:
    with pytest.raises(SignatureRefused):
        verified(signed(nonce=nonce))


@pytest.mark.parametrize("given", ["", "sig=()", 'keyid=""', 'keyid="open', "keyid=lantern"])
def test_a_request_without_a_key_id_is_nobodys(given: str) -> None:
    with pytest.raises(SignatureRefused):
        rules.claimed_sender({"signature-input": given})


def receipt() -> Receipt:
    unsigned = Receipt(letter_id=new_uuid(), digest="0" * 64, receiver="fjord", received_at="2026-05-04T12:00:00Z", signature="")
    return rules.signed_receipt(unsigned, key=KEY)


def test_a_receipt_holds_for_its_key_only() -> None:
    given = receipt()
    assert rules.receipt_holds(given, key=KEY.public_key())
    assert not rules.receipt_holds(given, key=KEYS["mirror"].public_key())


@pytest.mark.parametrize(
    "change",
    [
        {"letter_id": new_uuid()},
        {"digest": "1" * 64},
        {"receiver": "sound"},
        {"received_at": "2027"},
        {"signature": ""},
        {"signature": "AAAA"},
        {"signature": "é!"},
    ],
)
def test_no_field_of_a_receipt_can_be_altered(change: dict[str, object]) -> None:
    assert not rules.receipt_holds(receipt().model_copy(update=change), key=KEY.public_key())


def test_fields_of_a_receipt_do_not_run_into_each_other() -> None:
    given = receipt()
    shifted = given.model_copy(update={"receiver": "fjord2", "received_at": given.received_at[1:]})
    assert not rules.receipt_holds(shifted, key=KEY.public_key())


def test_who_writes_what() -> None:
    referral = [role for role in StationRole if rules.may_write(role, LetterKind.REFERRAL)]
    outcome = [role for role in StationRole if rules.may_write(role, LetterKind.OUTCOME)]
    assert (referral, outcome) == ([StationRole.CLEARINGHOUSE], [StationRole.CLEARINGHOUSE, StationRole.AGENCY])
