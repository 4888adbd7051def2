from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from harbour_of_tests import account, all_confirmed, landscape, lines, only, share
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.keeps.vault import registry
from varde.stages.intake import face as intake

pytestmark = pytest.mark.django_db
Post = Callable[..., Any]
RIGHTS = (parties.Right.SEND_REPORTS, parties.Right.SEND_SHARE_RECORDS)


@pytest.fixture(autouse=True)
def vault_dir(tmp_path: Path) -> Iterator[None]:
    """A vault of this test's own."""
    before = registry.configured()
    registry.configure(directory=tmp_path / "vault", key_file=tmp_path / "secrets" / "station.key")
    yield
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])


def poster(token: str) -> Post:
    client = Client(enforce_csrf_checks=True)

    def post(path: str, body: object, *, kind: str = "application/json", **headers: str) -> Any:  # noqa: ANN401
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {token}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return client.post(f"/api/v1/{path}", data, content_type=kind, headers=sent)

    return post


@pytest.fixture
def post() -> Post:
    """Harbour's backend, with its token."""
    return poster(parties.issue_token("harbour-backend", rights=RIGHTS))


def sent(post: Post, data: bytes | None = None) -> str:
    answer = post("files", landscape() if data is None else data, kind="application/octet-stream")
    return str(answer.json()["file"])


def report(*files: str, id_: str = "m-1", **more: object) -> dict[str, object]:
    attached = [{"file": file, "name": None} for file in files]
    said = {"id": id_, "sender": "kestrel", "recipients": ["wren"], "sent_at": "2026-05-04T12:00:00+02:00", "text": None}
    return {"reporter": None, "conversation": "c-1", "note": None, "messages": [said | {"attachments": attached}]} | more


def test_a_file_then_a_report_then_its_case_number(post: Post) -> None:
    answer = post("files", landscape(), kind="image/jpeg")
    assert answer.json()["sha256"] == hashlib.sha256(landscape()).hexdigest()
    assert answer.json()["bytes"] == len(landscape())
    given = post("reports", report(answer.json()["file"]), Idempotency_Key="k-1")
    assert (given.status_code, given.json()["joined"]) == (201, False)
    assert intake.follow(given.json()["case_number"], pin=given.json()["pin"]).progress is intake.Progress.RECEIVED


@pytest.mark.parametrize("path", ["files", "reports", "copies", "share-records"])
def test_without_a_token_nothing_is_taken(path: str) -> None:
    answer = poster("varde_made-up")(path, {})
    assert (answer.status_code, answer.json()["error"], answer["WWW-Authenticate"]) == (401, "token_missing", "Bearer")


@pytest.mark.parametrize("path", ["reports", "share-records"])
def test_a_token_without_the_right_is_refused_and_recorded(path: str) -> None:
    answer = poster(parties.issue_token("reader", rights=(parties.Right.READ_COUNTS,)))(path, report())
    assert (answer.status_code, answer.json()["error"]) == (403, "not_allowed")
    assert only(list(ledger.entries((ledger.Kind.ACCESS_REFUSED,)))).by == "machine:reader"


def test_only_post_is_answered() -> None:
    assert Client().get("/api/v1/reports").status_code == 405


@pytest.mark.parametrize(
    ("body", "status", "path"),
    [
        (b"{not json", 422, "$"),
        (b"", 422, "$"),
        (report() | {"colour": "red"}, 422, "$.colour"),
        ({"conversation": "c-1"}, 422, "$.messages"),
        (report() | {"messages": []}, 422, "$.messages"),
        (report() | {"messages": [{"id": "m"}]}, 422, "$.messages[0]"),
    ],
)
def test_bad_input_is_told_where(post: Post, body: object, status: int, path: str) -> None:
    answer = post("reports", body)
    assert answer.status_code == status
    assert answer.json()["path"].startswith(path)
    assert answer.json()["message"]


def test_a_time_without_an_offset_is_refused(post: Post) -> None:
    body = report()
    body["messages"][0]["sent_at"] = "2026-05-04T12:00:00"  # type: ignore[index]
    assert "offset" in post("reports", body).json()["message"]


def test_an_unknown_file_is_refused(post: Post) -> None:
    answer = post("reports", report(str(uuid4())), Idempotency_Key="k-1")
    assert (answer.status_code, answer.json()["error"]) == (422, "attachment_unknown")


def test_an_empty_file_is_refused(post: Post) -> None:
    assert post("files", b"", kind="image/jpeg").json()["error"] == "file_empty"


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(post: Post) -> None:
    body = report(sent(post))
    first = post("reports", body, Idempotency_Key="k-1")
    assert post("reports", body, Idempotency_Key="k-1").json() == first.json()
    other = post("reports", body | {"note": "more"}, Idempotency_Key="k-1")
    assert (other.status_code, other.json()["error"]) == (409, "idempotency_conflict")


def test_a_copy_is_offered_once(post: Post) -> None:
    first, again = (post("copies", {"file": sent(post), "note": None}) for _ in range(2))
    assert (first.status_code, first.json()["is_new"], again.json()["is_new"]) == (201, True, False)


def test_share_records_are_imported_on_a_basis(post: Post) -> None:
    post("reports", report(sent(post)), Idempotency_Key="k-1")
    all_confirmed()
    item = hashlib.sha256(landscape()).hexdigest()
    body = b"".join(lines(share(item, id_="m-2", sender="heron"), account("heron")))
    answer = post("share-records?basis=terms+of+service", body, kind="application/x-ndjson")
    assert (answer.status_code, answer.json()) == (200, {"imported": 1, "already_known": 0, "accounts": 1})
    assert post("share-records", body, kind="application/x-ndjson").json()["error"] == "basis_missing"


def test_records_of_an_unconfirmed_item_are_refused_by_line(post: Post) -> None:
    body = b"".join(lines(share("0" * 64, id_="m-2"), account("heron")))
    answer = post("share-records?basis=terms", body, kind="application/x-ndjson")
    assert (answer.status_code, answer.json()["error"], answer.json()["lines"]) == (409, "shares_refused", [1])


def test_a_bad_line_is_named(post: Post) -> None:
    answer = post("share-records?basis=terms", b'{"account": "heron"}\n{"message": 7}\n', kind="application/x-ndjson")
    assert (answer.status_code, answer.json()["line"]) == (422, 2)


def test_a_basis_that_no_database_writes_down_is_refused(post: Post) -> None:
    answer = post("share-records?basis=terms%00", b"", kind="application/x-ndjson")
    assert (answer.status_code, answer.json()["error"], answer.json()["path"]) == (422, "basis_unreadable", "basis")
