"""The same in HMA's words: paths, parameters and answers as its public documentation has them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from harbour_of_tests import landscape
from varde.keeps.hashlists import near_index

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


def content_id(entry: Any) -> int:  # noqa: ANN401
    return int(entry.int & (2**53 - 1))


def photo(data: bytes) -> dict[str, SimpleUploadedFile]:
    return {"photo": SimpleUploadedFile("hills.jpg", data)}


def test_a_picture_is_hashed_and_its_hash_looked_up(ask: Ask, known: dict[str, Any]) -> None:
    hashes = ask("/hma/h/hash", photo(landscape(1))).json()
    assert hashes["pdq"] == known["pdq"].hex()
    assert hashes["sha256"] == hashlib.sha256(landscape(1)).hexdigest()
    told = ask("/hma/m/lookup", method="get", query_params={"signal_type": "pdq", "signal": hashes["pdq"]}).json()
    assert told == {"lantern": [{"bank_content_id": content_id(known["by_looks"]), "distance": "0"}]}


def test_a_posted_file_is_looked_up_by_signal_type(ask: Ask, known: dict[str, Any]) -> None:
    told = ask("/hma/m/lookup?bypass_coinflip=true&seed=7", photo(landscape(1, quality=50))).json()
    [found] = told["pdq"]["lantern"]
    assert found["bank_content_id"] == content_id(known["by_looks"])
    assert told["sha256"] == {}


def test_a_video_is_hashed_by_its_bytes(ask: Ask) -> None:
    hashes = ask("/hma/h/hash?types=video_md5", {"video": SimpleUploadedFile("a.mp4", b"made up")}).json()
    assert hashes == {"video_md5": hashlib.md5(b"made up").hexdigest()}


def test_raw_lookups_give_whole_numbers(ask: Ask, known: dict[str, Any]) -> None:
    address = f"/hma/m/raw_lookup?signal_type=pdq&signal={known['pdq'].hex()}"
    assert ask(address).json() == {"matches": [content_id(known["by_looks"])]}
    with_distance = ask(f"{address}&include_distance=true").json()
    assert with_distance == {"matches": [{"bank_content_id": content_id(known["by_looks"]), "distance": "0"}]}
    assert ask(f"{address}&banks=empty+one").json() == {"matches": []}


def test_pairs_are_compared(ask: Ask, known: dict[str, Any]) -> None:
    near = (int.from_bytes(known["pdq"]) ^ 0b111).to_bytes(32)
    pairs = {"pdq": [known["pdq"].hex(), near.hex()], "sha256": ["00" * 32, "01" * 32]}
    told = ask("/hma/m/compare", pairs, content_type="application/json").json()
    assert told == {"pdq": [True, {"distance": 3}], "sha256": [False, {}]}


def test_banks_are_our_lists(ask: Ask, known: dict[str, Any]) -> None:
    assert known
    assert [bank["name"] for bank in ask("/hma/c/banks").json()] == ["empty one", "lantern"]
    assert ask("/hma/c/bank/lantern").json() == {"name": "lantern", "matching_enabled_ratio": 1.0}
    assert ask("/hma/c/bank/other").status_code == 404
    assert {"name": "pdq", "enabled_ratio": 1.0} in ask("/hma/c/signal_type").json()


def test_health_is_told_in_hmas_words(ask: Ask, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert known
    assert (ask("/hma/status").content, ask("/hma/readyz").content) == (b"I-AM-ALIVE", b"READY")
    assert ask("/hma/m/index/status?signal_type=pdq").json()["pdq"]["size"] == 1
    monkeypatch.setattr("varde.keeps.hashlists.asked.PATIENCE_SECONDS", 0)
    with near_index._lock:
        answer = ask("/hma/status")
    assert (answer.status_code, answer.content) == (503, b"INDEX-NOT-LOADED")
    assert ask("/hma/livez").content == b"OK"


ADDRESSES = ("h/hash", "m/lookup", "m/raw_lookup", "m/index/status", "c/banks", "c/bank/x", "c/signal_type", "status")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_asks_without_a_token(address: str) -> None:
    answer = Client().get(f"/hma/{address}")
    assert (answer.status_code, answer.json()["error"]) == (401, "token_missing")


@pytest.mark.parametrize(
    ("address", "status", "error"),
    [
        ("h/hash?url=http://192.0.2.1/x.jpg", 403, "url_not_fetched"),
        ("m/lookup?url=http://192.0.2.1/x.jpg", 403, "url_not_fetched"),
        ("h/hash", 400, "parameter_missing"),
        ("m/raw_lookup?signal_type=pdq", 400, "parameter_missing"),
        ("m/raw_lookup?signal_type=clip&signal=00", 400, "no_such_signal_type"),
        ("m/lookup?signal_type=vpdq&signal=00", 400, "no_such_signal_type"),
        ("m/raw_lookup?signal_type=pdq&signal=00", 400, "parameter_unreadable"),
        (f"m/raw_lookup?signal_type=pdq&signal={'00' * 32}&include_distance=perhaps", 400, "parameter_unreadable"),
        (f"m/raw_lookup?signal_type=pdq&signal={'00' * 32}&banks=nowhere", 404, "no_such_list"),
    ],
)
def test_what_cannot_be_told_is_an_error(ask: Ask, address: str, status: int, error: str) -> None:
    answer = ask(f"/hma/{address}")
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_files_that_cannot_be_told_are_errors(ask: Ask, known: dict[str, Any]) -> None:
    assert known
    undecodable = ask("/hma/m/lookup", photo(b"no picture at all"))
    assert (undecodable.status_code, undecodable.json()["error"]) == (422, "undecodable")
    assert ask("/hma/h/hash", photo(b"no picture at all")).status_code == 422
    assert ask("/hma/h/hash", {"sound": SimpleUploadedFile("a", b"x")}).json()["error"] == "no_such_content_type"
    assert ask("/hma/h/hash?types=clip", photo(landscape())).json()["error"] == "no_such_signal_type"


def test_an_undecodable_file_with_a_known_digest_is_a_hit_without_a_word_on_its_looks(ask: Ask, known: dict[str, Any]) -> None:
    told = ask("/hma/m/lookup", photo(b"not a picture")).json()
    assert "pdq" not in told
    assert told["sha256"]["lantern"][0]["bank_content_id"] == content_id(known["by_bytes"])


@pytest.mark.parametrize("pairs", [[], {"pdq": ["00"]}, {"pdq": "00"}, {"pdq": [1, 2]}, {"clip": ["0", "0"]}])
def test_pairs_that_are_none_are_refused(ask: Ask, pairs: object) -> None:
    assert ask("/hma/m/compare", pairs, content_type="application/json").status_code in {400, 422}


def test_nothing_is_written_through_this_door(ask: Ask) -> None:
    answer = ask("/hma/c/banks", {"name": "MINE"}, content_type="application/json")
    assert (answer.status_code, answer.json()["error"], answer["Allow"]) == (405, "get_only", "GET")
