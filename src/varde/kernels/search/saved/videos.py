"""Videos in a saved index that share frames with another: near frames name the candidates, then all frames of both decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from varde.kernels.search.saved.columns import OPTIONAL
from varde.kernels.search.saved.generation import Generation
from varde.kernels.search.saved.segment import Segment, words_of_bytes
from varde.kernels.search.saved.types import NEAR_ALGORITHM, VideoHit
from varde.kernels.search.videos import MIN_QUALITY_PERCENT, FrameLike, compare_videos


@dataclass(frozen=True)
class _Frame:
    value: bytes
    quality_percent: int
    at_ms: int


def videos_near(
    index: Generation, frames: Sequence[FrameLike], *, radius_bits: int, lists: Collection[str] | None, threads: int
) -> list[VideoHit]:
    """Every video with a usable frame near a usable frame of these, compared with them."""
    usable = {one.value for one in frames if one.at_ms is not None and one.quality_percent >= MIN_QUALITY_PERCENT}
    if not usable:
        return []
    queries = words_of_bytes(usable)
    candidates: dict[tuple[int, str], None] = {}
    for segment, hits in index.found(
        NEAR_ALGORITHM, lists, lambda one: one.near(queries, radius_bits=radius_bits, threads=threads)
    ):
        rows = set(hits.entry.tolist())
        candidates.update(
            dict.fromkeys((number, id_) for number, id_, at_ms in map(segment.columns.identity, rows) if at_ms is not None)
        )
    found = [_compared(index, frames, of_list, id_, radius_bits) for of_list, id_ in candidates]
    return sorted(found, key=lambda one: (not one.is_match, -max(one.share_of_query, one.share_of_entry), one.list, one.entry))


def _compared(index: Generation, frames: Sequence[FrameLike], of_list: int, id_: str, radius_bits: int) -> VideoHit:
    places = [
        (segment, row)
        for segment in index.segments
        if segment.algorithm == NEAR_ALGORITHM and "row_at_ms" in segment.columns.told
        for row in segment.rows_of(id_, list_number=of_list)
    ]
    theirs = [frame for place in places if (frame := _frame(*place))]
    compared = compare_videos(frames, theirs, radius_bits=radius_bits)
    hit = index.hit(*places[0], 0)
    return VideoHit(
        hit.list, id_, compared.is_match, compared.share_of_first, compared.share_of_second, compared.bits_apart,
        compared.reasons, hit.classification,
    )  # fmt: skip


def _frame(segment: Segment, row: int) -> _Frame | None:
    at_ms = segment.columns.told_of("row_at_ms", row)
    quality = segment.columns.told_of("row_quality", row)
    untold = OPTIONAL["row_quality"][1]
    return None if at_ms is None else _Frame(segment.values[row].tobytes(), untold if quality is None else quality, at_ms)
