"""A live station is asked at random what its document allows, and what not: nothing fails, no answer is undocumented."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
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
    return of_document({**document, "paths": mine})


def of_document(document: dict[str, Any]) -> Iterator[Any]:
    """Its operations; a schema that is none fails here."""
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        assert isinstance(found, Ok)
        yield found.ok()


def asked(operation: Any, *, mode: GenerationMode, url: str, examples: int) -> list[int]:  # noqa: ANN401
    """Ask so often, three times of four with a token; which statuses were answered."""
    token = parties.issue_token(f"asker of {operation.label} {mode.value}"[:100], rights=TOKENS)
    heads = [{"Authorization": f"Bearer {token}"}] * 3 + [{}]
    answered: list[int] = []

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
        answer = case.call(base_url=url, headers=heads[len(answered) % len(heads)])
        checks = CHECKS if answer.status_code != BUSY else CHECKS[1:]
        case.validate_response(answer, checks=checks)
        answered.append(answer.status_code)

    ask()
    return answered


def played(role: StationRole, *, but: StationRole | None, url: str, examples: int) -> list[int]:
    answered: list[int] = []
    for operation in operations(role, but=but):
        for mode in MODES:
            try:
                answered += asked(operation, mode=mode, url=url, examples=examples)
            except hypothesis.errors.Unsatisfiable:  # nothing that could be wrong about it
                assert mode is GenerationMode.NEGATIVE
    return answered


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
    answered = played(role, but=but, url=live_server.url, examples=6)
    has_own = role is not StationRole.CLEARINGHOUSE  # whose own doors all speak XML
    assert ({200, 401} <= set(answered)) is has_own


@pytest.mark.parametrize("status", ["401", "200"])
def test_an_answer_that_the_document_does_not_say_is_found(status: str, live_server: Any, settings: Any) -> None:  # noqa: ANN401
    settings.ROOT_URLCONF = URLS[StationRole.AGENCY]
    document = copy.deepcopy(document_for(StationRole.AGENCY))
    told = document["paths"]["/hma/c/banks"]
    del told["get"]["responses"][status]
    [operation] = of_document({**document, "paths": {"/hma/c/banks": told}})
    with pytest.raises(FailureGroup):
        asked(operation, mode=GenerationMode.POSITIVE, url=live_server.url, examples=6)


@pytest.mark.soak
@pytest.mark.parametrize("role", list(StationRole))
def test_a_station_answers_so_for_long(role: StationRole, live_server: Any, settings: Any) -> None:  # noqa: ANN401
    settings.ROOT_URLCONF = URLS[role]
    assert {200, 401} <= set(played(role, but=None, url=live_server.url, examples=300))
