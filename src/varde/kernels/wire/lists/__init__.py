"""Lists of known fingerprints as files: CSV, JSON lines, VICS, plain text; read in a stream, kept in columns.

    seen = read_list(file, name="harbour.csv")     # a ListRead: tables by algorithm, and which lines were bad
    write_jsonl(out, entries)

A bad line is named by its number and left out, the rest loads; what is no list at all is refused. Values of closed algorithms
(PhotoDNA) are carried as they are. The official VICS text is not public: files as observed are read, and only hashes, ids,
categories and sizes of them.

Never: computes a fingerprint; decides what a category means; shows a value in an error.
"""

from __future__ import annotations

from varde.kernels.wire.lists.errors import AlgorithmUnclear, ListDamaged, ListRefused, NotAList
from varde.kernels.wire.lists.exchanged import SCHEMES, Written, write_plain, write_vics
from varde.kernels.wire.lists.reading import read_list
from varde.kernels.wire.lists.types import BadLine, ListEntry, ListFormat, ListRead, Table
from varde.kernels.wire.lists.values import VALUE_BYTES, value_of
from varde.kernels.wire.lists.writing import write_csv, write_jsonl

__all__ = [
    "SCHEMES",
    "VALUE_BYTES",
    "AlgorithmUnclear",
    "BadLine",
    "ListDamaged",
    "ListEntry",
    "ListFormat",
    "ListRead",
    "ListRefused",
    "NotAList",
    "Table",
    "Written",
    "read_list",
    "value_of",
    "write_csv",
    "write_jsonl",
    "write_plain",
    "write_vics",
]
