from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import Actor
from varde.kernels.wire.cybertip import WireRefused


@contextmanager
def refused_documents(endpoint: str, *, by: Actor) -> Iterator[None]:
    """Write down that a document was refused, with the code and the element's path; what it said is not kept."""
    try:
        yield
    except WireRefused as error:
        with transaction.atomic():
            facts = {"code": error.response_code, "path": error.path[:200]}
            ledger.record(ledger.Kind.SUBMISSION_REFUSED, about=f"ispws/{endpoint}", by=by, facts=facts)
        raise
