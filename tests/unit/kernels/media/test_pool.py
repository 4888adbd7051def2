from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from unit.kernels.made_media import clip, landscape, saved
from varde.kernels.media import Decoder, DecoderPool, Examined, Sampling, SandboxLevel, Undecodable, UndecodableReason, Way
from varde.kernels.media.types import How


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(processes=2, files_per_worker=4) as started:
        yield started


def opened(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(data)


def missing() -> BinaryIO:
    return Path("/nonexistent/landscape.jpg").open("rb")


class Torn(io.BytesIO):
    """A file on a disk that fails in the middle of it."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        if self.reads > 1:
            raise OSError(5, "Input/output error")
        return super().read(size)


PICTURES = [saved(landscape(seed, width=160, height=120)).getvalue() for seed in range(12)]


def test_results_come_in_the_order_of_the_files_and_equal_those_of_a_strict_decoder(pool: DecoderPool, decoder: Decoder) -> None:
    files = [*PICTURES[:6], clip(1, seconds=2, size=(160, 120)).getvalue(), *PICTURES[6:]]
    seen = list(pool.examine_all((number, opened(data)) for number, data in enumerate(files)))
    assert [number for number, _ in seen] == list(range(len(files)))
    assert [one for _, one in seen] == [decoder.examine(io.BytesIO(data)) for data in files]


def test_files_that_cannot_be_opened_read_or_decoded_stop_nothing(pool: DecoderPool) -> None:
    good, text, torn = opened(PICTURES[0]), opened(b"no picture"), lambda: Torn(PICTURES[1])
    seen = [one for _, one in pool.examine_all(enumerate([good, missing, text, torn, good]))]
    assert isinstance(seen[0], Examined)
    assert isinstance(seen[1], FileNotFoundError)
    assert seen[2] == Undecodable(UndecodableReason.UNKNOWN_FORMAT)
    assert isinstance(seen[3], OSError)
    assert seen[4] == seen[0]


def test_something_else_can_be_made_of_each_open_file(pool: DecoderPool) -> None:
    files: list[tuple[str, Callable[[], BinaryIO]]] = [("first", opened(PICTURES[0])), ("gone", missing)]
    sizes = {key: size for key, _, size in pool.examine_all_and(files, lambda file: len(file.read()))}
    assert sizes == {"first": len(PICTURES[0]), "gone": None}


def test_how_a_file_is_read_is_said_for_all(pool: DecoderPool) -> None:
    how = How(Way.FAST, Sampling.KEYFRAMES)
    ((_, seen),) = pool.examine_all([(0, opened(PICTURES[0]))], how)
    assert isinstance(seen, Examined)
    assert seen.how == how


def test_files_are_drawn_on_as_the_work_goes_on_and_one_may_leave_early(pool: DecoderPool) -> None:
    drawn = []

    def endless() -> Iterator[tuple[int, Callable[[], BinaryIO]]]:
        for number in range(10**9):
            drawn.append(number)
            yield number, opened(PICTURES[number % len(PICTURES)])

    seen = pool.examine_all(endless())
    assert [next(seen)[0] for _ in range(3)] == [0, 1, 2]
    seen.close()  # type: ignore[attr-defined]
    assert len(drawn) < 100
    assert isinstance(next(pool.examine_all([(0, opened(PICTURES[0]))]))[1], Examined)


def test_an_error_in_the_listing_of_files_is_the_callers(pool: DecoderPool) -> None:
    def broken() -> Iterator[tuple[int, Callable[[], BinaryIO]]]:
        yield 0, opened(PICTURES[0])
        raise PermissionError

    with pytest.raises(PermissionError):
        list(pool.examine_all(broken()))


def test_a_child_that_is_gone_is_replaced_and_no_file_pays_for_it(pool: DecoderPool) -> None:
    def killing() -> Iterator[tuple[int, Callable[[], BinaryIO]]]:
        for number in range(40):
            if number == 20:
                assert pool.pid is not None
                os.kill(pool.pid, 9)
            yield number, opened(PICTURES[number % len(PICTURES)])

    assert all(isinstance(seen, Examined) for _, seen in pool.examine_all(killing()))


def test_below_the_minimum_nothing_is_decoded() -> None:
    with DecoderPool(processes=1, minimum_level=SandboxLevel.FULL + 1) as pool:
        ((_, seen),) = pool.examine_all([(0, opened(PICTURES[0]))])
        assert seen == Undecodable(UndecodableReason.SANDBOX_TOO_WEAK)


def test_a_closed_pool_leaves_no_process_and_no_descriptor() -> None:
    def held() -> set[str]:
        return {one.name for one in Path("/proc/self/fd").iterdir()}

    before = held()
    pool = DecoderPool(processes=2)
    pool.start()
    assert isinstance(next(pool.examine_all([(0, opened(PICTURES[0]))]))[1], Examined)
    child = pool.pid
    pool.close()
    pool.close()
    assert not Path(f"/proc/{child}").exists()
    assert held() <= before


def test_workers_that_end_while_others_are_called_for_keep_no_file_waiting() -> None:
    """A worker's ending and the command for the next one often arrive together; neither may be taken for the other's."""
    files = (opened(PICTURES[number % len(PICTURES)]) for number in range(300))
    with DecoderPool(processes=4, files_per_worker=2) as busy:
        assert all(isinstance(seen, Examined) for _, seen in busy.examine_all(enumerate(files)))
