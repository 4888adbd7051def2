"""Many files are opened in the sandbox, digested and fingerprinted; the kernels are compiled first where they are not yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, Self

import click

from varde.doors.cli.files import Found
from varde.doors.cli.seen import Seen, of_file
from varde.kernels.terms.errors import VardeError

if TYPE_CHECKING:
    from varde.kernels.media import How
    from varde.kernels.media.pool import DecoderPool

SAMPLINGS = ("each-second", "cheapest", "keyframes", "dense")
FILES_PER_WORKER = 64
SOME_FAILED = 3


class NothingIsDecoded(VardeError):
    """Nothing is decoded on this machine, its sandbox being too weak; `varde doctor` says what is missing."""

    code: ClassVar[str] = "nothing_is_decoded"


def warm_kernels() -> None:
    """Compile what is not compiled yet, and say so: it takes a while, once."""
    from varde.kernels.compiling import is_warm, warm

    if not is_warm():
        click.echo("varde: compiling the kernels for this machine (once, about half a minute)", err=True)
        warm()


def how_of(*, is_exact: bool, sampling: str) -> How:
    """The command line's words as the decoder's."""
    from varde.kernels.media import How, Sampling, Way

    return How(Way.EXACT if is_exact else Way.FAST, Sampling(sampling.replace("-", "_")))


class Examiner:
    """Decoding processes side by side; gives each file with what was found, in the files' order. Use it as a context manager."""

    def __init__(self, *, processes: int | None = None, is_strict: bool = False) -> None:
        self._processes, self._files_per_worker = processes, 1 if is_strict else FILES_PER_WORKER
        self._pool: DecoderPool | None = None

    def __enter__(self) -> Self:
        from varde.kernels.media import MIN_SANDBOX_LEVEL
        from varde.kernels.media.pool import DecoderPool

        warm_kernels()
        self._pool = DecoderPool(processes=self._processes, files_per_worker=self._files_per_worker)
        if self._pool.start() < MIN_SANDBOX_LEVEL:
            self._pool.close()
            raise NothingIsDecoded
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool:
            self._pool.close()

    def examined(self, files: Iterable[Found], how: How) -> Iterator[tuple[Found, Seen]]:
        """Each file's digests and fingerprints; its error is in its `Seen`. May be asked again while it is being drawn on."""
        from varde.kernels.hashing import digest_stream

        assert self._pool
        for found, seen, digests in self._pool.examine_all_and(((one, one.open) for one in files), digest_stream, how):
            yield found, of_file(found.path, digests, seen)


def tell(note: str) -> None:
    """A remark beside the results."""
    click.echo(f"varde: {note}", err=True)
