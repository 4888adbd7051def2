"""POST /api/v1/match: the whole finding, and never "no match" where it could not be told."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from harbour_of_tests import landscape
from varde.doors.api.matching import places, uploads
from varde.doors.api.matching.places import Places
from varde.keeps.hashlists import face as hashlists
from varde.keeps.hashlists import near_index
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.search.saved.errors import IndexDamaged
from varde.kernels.terms.errors import VardeError

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]
ADDRESS = "/api/v1/match"


def flat() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), (90, 90, 90)).save(out, "PNG")
    return out.getvalue()


def of_file(ask: Ask, data: bytes, *, field: str = "file") -> Any:  # noqa: ANN401
    return ask(ADDRESS, {field: SimpleUploadedFile("hills.jpg", data)})


def of_values(ask: Ask, **asked: object) -> Any:  # noqa: ANN401
    return ask(ADDRESS, asked, content_type="application/json")


def test_a_re_encoded_picture_is_found_with_everything_that_is_known(ask: Ask, known: dict[str, Any]) -> None:
    told = of_file(ask, landscape(1, quality=40)).json()
    [hit] = told["hits"]
    assert (hit["list"], hit["entry"], hit["algorithm"]) == ("lantern", str(known["by_looks"]), "pdq")
    assert (hit["attested_by"], hit["classification"]) == (["lantern"], "B2")
    assert 0 <= hit["bits_apart"] <= 31
    assert told["digests"]["sha256"] == hashlib.sha256(landscape(1, quality=40)).hexdigest()
    assert (told["media"]["kind"], told["media"]["width"]) == ("picture", 256)
    assert [one["compared"] for one in told["fingerprints"]] == [True]
    assert told["index"]["edition"]
    assert told["index"]["entries"] == 1
    assert {way["way"]: way["not_gone"] for way in told["ways"]} == dict.fromkeys(("sha256", "sha1", "md5", "pdq"))


def test_an_unknown_picture_has_no_hit_and_every_way_was_gone(ask: Ask, known: dict[str, Any]) -> None:
    assert known
    told = of_file(ask, landscape(7)).json()
    assert (told["hits"], [way["not_gone"] for way in told["ways"]]) == ([], [None] * 4)


def test_nobody_asks_without_a_token() -> None:
    answer = Client().post(ADDRESS, {})
    assert (answer.status_code, answer.json()["error"], answer["WWW-Authenticate"]) == (401, "token_missing", "Bearer")


def test_a_token_without_the_right_is_refused_and_recorded() -> None:
    token = parties.issue_token("reader", rights=(parties.Right.READ_COUNTS,))
    answer = Client(headers={"Authorization": f"Bearer {token}"}).post(ADDRESS, {})
    assert (answer.status_code, answer.json()["error"]) == (403, "not_allowed")
    assert [entry.about for entry in ledger.entries((ledger.Kind.ACCESS_REFUSED,))] == [ADDRESS]


def test_what_cannot_be_decoded_is_an_error_unless_its_digest_is_known(ask: Ask, known: dict[str, Any]) -> None:
    answer = of_file(ask, b"something else that is no picture")
    assert (answer.status_code, answer.json()["error"]) == (422, "undecodable")
    told = of_file(ask, b"not a picture").json()
    assert [hit["entry"] for hit in told["hits"]] == [str(known["by_bytes"])]
    assert told["ways"][-1] == {"way": "pdq", "not_gone": "undecodable: unknown_format"}


def test_a_flat_picture_is_an_error_and_not_an_unknown_one(ask: Ask, known: dict[str, Any]) -> None:
    assert known
    answer = of_file(ask, flat())
    assert (answer.status_code, answer.json()["error"]) == (422, "quality_too_low")


def test_digests_and_fingerprints_are_asked_without_a_file(ask: Ask, known: dict[str, Any]) -> None:
    looks = {"algorithm": "pdq", "value": known["pdq"].hex(), "quality_percent": 90}
    told = of_values(ask, sha256=hashlib.sha256(b"not a picture").hexdigest(), fingerprints=[looks]).json()
    assert {hit["entry"] for hit in told["hits"]} == {str(known["by_bytes"]), str(known["by_looks"])}
    assert told["ways"][1] == {"way": "sha1", "not_gone": "not_asked"}
    assert of_values(ask, sha1="00" * 20).json()["hits"] == []


def test_an_md5_is_compared_without_a_size_too(ask: Ask) -> None:
    hashlists.add_list("old", "fjord")
    hashlists.add_entry("old", algorithm=hashlists.Algorithm.MD5, value=bytes(16), size=7)
    assert [hit["algorithm"] for hit in of_values(ask, md5="00" * 16).json()["hits"]] == ["md5_without_size"]
    assert [hit["algorithm"] for hit in of_values(ask, md5="00" * 16, size=7).json()["hits"]] == ["md5"]
    assert of_values(ask, md5="00" * 16, size=8).json()["hits"] == []


def test_a_fingerprint_of_low_quality_is_an_error(ask: Ask, known: dict[str, Any]) -> None:
    looks = {"algorithm": "pdq", "value": known["pdq"].hex(), "quality_percent": 10}
    answer = of_values(ask, fingerprints=[looks])
    assert (answer.status_code, answer.json()["error"]) == (422, "quality_too_low")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "$"),
        ({"sha256": "zz"}, "$.sha256"),
        ({"colour": "red"}, "$.colour"),
        ({"fingerprints": [{"algorithm": "photodna", "value": "00" * 32}]}, "$.fingerprints[0].algorithm"),
        ({"fingerprints": [{"algorithm": "pdq", "value": "00"}]}, "$.fingerprints[0].value"),
        ([], "$"),
    ],
)
def test_bad_input_is_told_where(ask: Ask, body: object, path: str) -> None:
    answer = ask(ADDRESS, body, content_type="application/json")
    assert (answer.status_code, answer.json()["error"], answer.json()["path"]) == (422, "body_unreadable", path)


def test_forms_without_exactly_one_file_are_refused(ask: Ask) -> None:
    assert ask(ADDRESS, {"file": "words"}).json()["error"] == "file_missing"
    assert of_file(ask, b"x", field="picture").json()["error"] == "file_missing"
    torn = ask(ADDRESS, b"--x\r\n", content_type="multipart/form-data")
    assert (torn.status_code, torn.json()["error"]) == (400, "form_unreadable")
    assert ask(ADDRESS, b"x", content_type="text/plain").status_code == 415


def test_a_file_over_the_limit_is_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_BYTES", 1000)
    answer = of_file(ask, landscape())
    assert (answer.status_code, answer.json()["error"]) == (413, "file_too_large")


def test_a_full_queue_is_an_error_with_a_time_to_come_again(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "FOR_FILES", Places(0, patience_seconds=0))
    answer = of_file(ask, landscape())
    assert (answer.status_code, answer.json()["error"], answer["Retry-After"]) == (503, "queue_full", "5")


def test_an_index_that_another_thread_still_loads_is_an_error(
    ask: Ask, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("varde.keeps.hashlists.asked.PATIENCE_SECONDS", 0)
    with near_index._lock:
        answer = of_values(ask, fingerprints=[{"algorithm": "pdq", "value": known["pdq"].hex()}])
    assert (answer.status_code, answer.json()["error"], answer["Retry-After"]) == (503, "index_not_loaded", "5")


def test_a_damaged_index_is_an_error_and_is_made_anew(ask: Ask, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> VardeError:
        raise IndexDamaged

    looks = [{"algorithm": "pdq", "value": known["pdq"].hex()}]
    with monkeypatch.context() as patch:
        patch.setattr(near_index.InMemory, "near", broken)
        answer = of_values(ask, fingerprints=looks)
    assert (answer.status_code, answer.json()["error"]) == (503, "index_unusable")
    assert len(of_values(ask, fingerprints=looks).json()["hits"]) == 1


def test_a_withdrawn_entry_hits_no_more_and_the_edition_says_so(ask: Ask, known: dict[str, Any]) -> None:
    before = of_values(ask, fingerprints=[{"algorithm": "pdq", "value": known["pdq"].hex()}]).json()
    hashlists.withdraw(known["by_looks"], reason="not what it was taken for")
    after = of_values(ask, fingerprints=[{"algorithm": "pdq", "value": known["pdq"].hex()}]).json()
    assert (len(before["hits"]), after["hits"]) == (1, [])
    assert before["index"]["edition"] != after["index"]["edition"]


def test_nothing_that_was_asked_stands_in_the_ledger(ask: Ask, known: dict[str, Any]) -> None:
    assert known
    before = len(list(ledger.entries()))
    of_file(ask, landscape(1))
    assert len(list(ledger.entries())) == before
