"""A posted file is digested, and decoded in the sandbox where its looks are asked for. Nothing of it outlives the answer."""

from __future__ import annotations

import atexit
import os
import threading
from dataclasses import dataclass
from typing import BinaryIO

from varde.doors.api.matching.errors import DecoderUnavailable, FileUndecodable, OnlyPartExamined, QualityTooLow
from varde.keeps.hashlists import face as hashlists
from varde.kernels import hashing
from varde.kernels.hashing import Digests, Fingerprints
from varde.kernels.media import Decoder, Undecodable, UndecodableReason
from varde.kernels.terms.errors import VardeError

_lock = threading.Lock()
_decoder: tuple[int, Decoder] | None = None


@dataclass(frozen=True)
class Examined:
    """A file's digests, and what it looks like, or why nobody can tell. `seen` is None when its looks were not asked for."""

    digests: Digests
    seen: Fingerprints | Undecodable | None

    @property
    def of_bytes(self) -> list[hashlists.Asked]:
        """What is asked of its bytes."""
        digests = self.digests
        return [
            hashlists.Asked(hashlists.Algorithm.SHA256, digests.sha256),
            hashlists.Asked(hashlists.Algorithm.SHA1, digests.sha1),
            hashlists.Asked(hashlists.Algorithm.MD5, digests.md5, size=digests.size),
        ]

    @property
    def of_looks(self) -> list[hashlists.Asked]:
        """What is asked of its looks."""
        prints = self.seen.fingerprints if isinstance(self.seen, Fingerprints) else ()
        pdq = hashlists.Algorithm.PDQ
        return [hashlists.Asked(pdq, one.value, quality_percent=one.quality_percent) for one in prints]

    @property
    def untold(self) -> VardeError | None:
        """Why "no match" may not be said of its looks; None when it may."""
        if isinstance(self.seen, Undecodable):
            weak = self.seen.reason is UndecodableReason.SANDBOX_TOO_WEAK
            return DecoderUnavailable() if weak else FileUndecodable(self.seen.reason)
        if self.seen is None:
            return None
        if not any(one.is_comparable for one in self.of_looks):
            return QualityTooLow()
        return None if self.seen.examined.is_whole else OnlyPartExamined()


def examine(file: BinaryIO, *, looks: bool = True) -> Examined:
    """Digest the file, and decode it if its looks are asked for."""
    file.seek(0)
    digests = hashing.digest_stream(file)
    return Examined(digests, hashing.fingerprint(file, decoder=_shared()) if looks else None)


def _shared() -> Decoder:
    """This door's decoder in the strict mode: no file meets what another one left behind. A forked process gets its own."""
    global _decoder  # noqa: PLW0603  one child per process
    with _lock:
        if _decoder is None or _decoder[0] != os.getpid():
            _decoder = (os.getpid(), Decoder.start(lanes=len(os.sched_getaffinity(0))))
            atexit.register(_decoder[1].close)
        return _decoder[1]
