"""A live station is asked at random what its document allows, and what not: nothing fails, no answer is undocumented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from varde.doors.api.openapi.document import document_for
from varde.keeps.parties import face as parties
from varde.keeps.vault import registry
from varde.kernels.terms.roles import StationRole

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BUSY = 503  # documented where it may come: a queue is full, an index is being loaded
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
URLS = {
    StationRole.PLATFORM: "urls_of_harbour",
    StationRole.CLEARINGHOUSE: "urls_of_lantern",
    StationRole.AGENCY: "urls_of_fjord",
}
TOKENS = (parties.Right.LOOK_UP, parties.Right.SEND_REPORTS, parties.Right.SEND_SHARE_RECORDS, parties.Right.READ_COUNTS)


@schemathesis.serializer("application/x-ndjson")
def _lines(_context: Any, value: Any) -> bytes:  # noqa: ANN401  whatever was generated
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@pytest.fixture(autouse=True)
def vault_dir(tmp_path: Path) -> Iterator[None]:
    """A vault of this test's own."""
    before = registry.configured()
    registry.configure(directory=tmp_path / "vault", key_file=tmp_path / "secrets" / "station.key")
    yield
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])


def operations(role: StationRole, *, but: StationRole | None = None) -> Iterator[Any]:
    """The operations of that role, without those that another role has too."""
    known = document_for(but)["paths"] if but else {}
    document = document_for(role)
    mine = {path: told for path, told in document["paths"].items() if path not in known}
    schema = schemathesis.openapi.from_dict({**document, "paths": mine})
    for found in schema.get_all_operations():
        yield found.ok()


def asked(operation: Any, *, mode: GenerationMode, url: str, examples: int) -> int:  # noqa: ANN401
    """Ask so often, half of it with a token; how often it was asked."""
    token = parties.issue_token(f"asker of {operation.label} {mode.value}"[:100], rights=TOKENS)
    heads = [{"Authorization": f"Bearer {token}"}] * 3 + [{}]
    count = 0

    @hypothesis.seed(20260504)
    @hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:  # noqa: ANN401
        nonlocal count
        answer = case.call(base_url=url, headers=heads[count % len(heads)])
        checks = CHECKS if answer.status_code != BUSY else CHECKS[1:]
        case.validate_response(answer, checks=checks)
        count += 1

    ask()
    return count


def played(role: StationRole, *, but: StationRole | None, url: str, examples: int) -> int:
    count = 0
    for operation in operations(role, but=but):
        for mode in MODES:
            try:
                count += asked(operation, mode=mode, url=url, examples=examples)
            except hypothesis.errors.Unsatisfiable:  # nothing that could be wrong about it
                assert mode is GenerationMode.NEGATIVE
    return count


@pytest.mark.parametrize(
    ("role", "but"),
    [
        (StationRole.PLATFORM, None),
        (StationRole.CLEARINGHOUSE, StationRole.PLATFORM),
        (StationRole.AGENCY, StationRole.PLATFORM),
    ],
)
def test_a_station_answers_as_its_document_says(
    role: StationRole,
    but: StationRole | None,
    live_server: Any,  # noqa: ANN401
    settings: Any,  # noqa: ANN401
) -> None:
    settings.ROOT_URLCONF = URLS[role]
    count = played(role, but=but, url=live_server.url, examples=6)
    assert count > 0 or role is StationRole.CLEARINGHOUSE  # which has no JSON door of its own alone


@pytest.mark.soak
@pytest.mark.parametrize("role", list(StationRole))
def test_a_station_answers_so_for_long(role: StationRole, live_server: Any, settings: Any) -> None:  # noqa: ANN401
    settings.ROOT_URLCONF = URLS[role]
    assert played(role, but=None, url=live_server.url, examples=300) > 0
