"""The truth of a rehearsal: who sent what to whom, which only the rehearsal knows and no station is told.

A truth is made by a generator (`rehearsal.operations`) or written by hand; docs/reference/truth-format.md describes the file.
"""

from __future__ import annotations

from rehearsal.truth.check import check
from rehearsal.truth.file import parse, read, render, write
from rehearsal.truth.types import (
    FORMAT,
    Account,
    Act,
    Address,
    Copy,
    Email,
    Header,
    How,
    Item,
    ItemKind,
    Media,
    Person,
    PersonRole,
    Phone,
    PictureFormat,
    Quirk,
    QuirkName,
    Report,
    Truth,
)

__all__ = [
    "FORMAT",
    "Account",
    "Act",
    "Address",
    "Copy",
    "Email",
    "Header",
    "How",
    "Item",
    "ItemKind",
    "Media",
    "Person",
    "PersonRole",
    "Phone",
    "PictureFormat",
    "Quirk",
    "QuirkName",
    "Report",
    "Truth",
    "check",
    "parse",
    "read",
    "render",
    "write",
]
