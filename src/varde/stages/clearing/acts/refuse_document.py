from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import Actor
from varde.kernels.wire.cybertip import SCHEMA, WireRefused

WORDS = frozenset(re.findall(r'name="([A-Za-z0-9]+)"', SCHEMA.decode()))


@contextmanager
def refused_documents(endpoint: str, *, by: Actor) -> Iterator[None]:
    """Write down that a document was refused, with the code and the element's path; what it said is not kept."""
    try:
        yield
    except WireRefused as error:
        with transaction.atomic():
            facts = {"code": error.response_code, "path": _known(error.path)}
            ledger.record(ledger.Kind.SUBMISSION_REFUSED, about=f"ispws/{endpoint}", by=by, facts=facts)
        raise


def _known(path: str) -> str | None:
    """The path if it is made of the schema's own names; others were made up by the sender and are not kept."""
    return path if WORDS.issuperset(re.split(r"[/@]", re.sub(r"\[\d+\]", "", path).strip("/"))) else None
