"""How facts and fingerprints are written before they are sealed: JSON, with a version."""

from __future__ import annotations

import json
from collections.abc import Sequence

from varde.keeps.vault.types import Examined, Sealed
from varde.kernels import hashing
from varde.kernels.hashing import Fingerprint
from varde.kernels.media import MediaFormat, MediaKind

VERSION = 1


def write_facts(seen: hashing.Fingerprints) -> bytes:
    """The facts without the frames."""
    facts = seen.examined
    return json.dumps(
        {
            "version": VERSION, "kind": facts.kind, "format": facts.format, "width": facts.width, "height": facts.height,
            "duration_ms": facts.duration_ms, "is_whole": facts.is_whole,
        }
    ).encode()  # fmt: skip


def read_facts(plain: bytes, *, of: Sealed, fingerprints: tuple[Fingerprint, ...]) -> Examined:
    """The facts as a type, with what else is known of the object."""
    facts = json.loads(plain)
    return Examined(
        of.id, of.size, of.sha256, of.sha1, of.md5, MediaKind(facts["kind"]), MediaFormat(facts["format"]), facts["width"],
        facts["height"], facts["duration_ms"], facts["is_whole"], fingerprints,
    )  # fmt: skip


def write_fingerprints(fingerprints: Sequence[Fingerprint]) -> bytes:
    """Fingerprints of one algorithm, in their order."""
    rows = [[one.algorithm, one.version, one.value.hex(), one.quality_percent, one.at_ms] for one in fingerprints]
    return json.dumps({"version": VERSION, "fingerprints": rows}).encode()


def read_fingerprints(plain: bytes) -> tuple[Fingerprint, ...]:
    """What write_fingerprints wrote."""
    rows = json.loads(plain)["fingerprints"]
    return tuple(Fingerprint(name, version, bytes.fromhex(value), quality, at) for name, version, value, quality, at in rows)
