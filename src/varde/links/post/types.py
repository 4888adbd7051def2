from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from varde.kernels.terms.topics import LetterKind

Target = Literal["inbox/files", "inbox/letters"]
Sha256Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Letter(BaseModel):
    """A letter on the wire, `varde-letter/1`. `document` is the text of a varde-referral/1 or varde-outcome/1.

    `to` names the receiver, so that whoever got a letter cannot pass it on to a third station as if it were meant for that one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    letter: Literal["varde-letter/1"] = "varde-letter/1"
    id: UUID
    to: str
    kind: LetterKind
    reference: UUID
    document: str
    files: tuple[Sha256Hex, ...] = ()


class Receipt(BaseModel):
    """What the receiver answers, `varde-receipt/1`: signed over everything but the signature."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    receipt: Literal["varde-receipt/1"] = "varde-receipt/1"
    letter_id: UUID
    digest: Sha256Hex
    receiver: str
    received_at: str
    signature: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the signature library wants to see it."""

    method: str
    url: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as shown to people."""

    reference: UUID
    peer: str
    kind: str
    state: str
    attempts: int
    last_error: str
