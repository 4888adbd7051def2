"""Which tables a list of a given length gets: how its 256 bits are cut into chunks, and how far round each chunk is looked.

Two values at most D bits apart are, in some chunk t, at most r(t) bits apart, if the sum of all r(t) + 1 is D + 1 (pigeonhole).
Read as a ring, there is even such a chunk from which every run of chunks stays below the sum of its r + 1 (take the chunk behind
the highest point of the running surplus; J. Qin and C. Xiao, "Pigeonring", VLDB 2018). So an entry needs no look when its
chunk *and the next one* together are more than r(t) + r(t + 1) + 1 bits away; some bits of the next one stand beside its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import comb, exp, inf

VALUE_BITS = 256
PLANNED_RADIUS_BITS = 31
MAX_TABLE_ROWS = (1 << 31) - 1
TAG_BITS = 16  # of the next chunk, beside each row
_WIDTHS = range(10, 27)
_RADII = range(4)
SCANNED_BELOW = 20_000  # entries: up to here comparing them all is as quick, and numpy can

# Nanoseconds on one core: a bucket asked for, 32 tags compared, a line of memory that was in no cache, a row compared, an entry
# of a scan. Fitted by hand to the processor time of eleven plans over 10^5 and 10^6 random entries and three over 10^7, on a
# 2.6 GHz server core with 32 MB of third-level cache and others at work on it; what was measured is within 1.6 times.
_PROBE, _BLOCK, _LINE, _CANDIDATE, _SCANNED = 5.0, 4.0, 22.0, 8.0, 0.13
_CACHE_BYTES, _USUAL_TABLES = 16e6, 15


@dataclass(frozen=True)
class Chunk:
    """`width` bits from `first` on of the spread value; buckets at most `radius` bits away are looked into (-1: none)."""

    first: int
    width: int
    radius: int


@dataclass(frozen=True)
class Plan:
    """The chunks, side by side from the first bit to the last; none at all means that every entry is compared."""

    chunks: tuple[Chunk, ...] = ()

    @property
    def radius_bits(self) -> int:
        """Up to which distance these chunks miss nothing; -1 without chunks."""
        return sum(chunk.radius + 1 for chunk in self.chunks) - 1

    def tag_of(self, number: int) -> tuple[int, int]:
        """Which bits stand beside the rows of a chunk's table: the first one and how many, out of the next chunk."""
        chunk, following = self.chunks[number], self.chunks[(number + 1) % len(self.chunks)]
        return (chunk.first + chunk.width) % VALUE_BITS, min(following.width, TAG_BITS)

    @staticmethod
    def of(*parts: tuple[int, int]) -> Plan:
        """A plan out of widths and radii; ValueError unless the widths fill the value."""
        widths = [width for width, _ in parts]
        if (parts and sum(widths) != VALUE_BITS) or any(not 1 <= width <= 28 for width in widths):
            raise ValueError("the chunks of a plan are 1 to 28 bits wide, 256 together")
        firsts = accumulate(widths, initial=0)
        return Plan(tuple(Chunk(first, width, radius) for first, (width, radius) in zip(firsts, parts, strict=False)))


@lru_cache(maxsize=8192)
def cost(entries: int, width: int, radius: int) -> float:
    """Nanoseconds that one query spends in a table of this width at this radius, its neighbour being of the same kind."""
    if radius < 0:
        return 0.0
    in_bucket, tag = entries / 2**width, min(width, TAG_BITS)
    bounds_missed, tags_missed, words_missed = (_missed(size) for size in (4 * 2**width, 2 * entries, 6 * entries))
    full = 1 - exp(-in_bucket)
    nanoseconds = 0.0
    for flips in range(radius + 1):
        probes, lines = comb(width, flips), comb(max(width - 4, 0), flips)  # 16 slots are bounded in a line
        passing = sum(comb(tag, bits) for bits in range(min(tag, 2 * radius + 1 - flips) + 1)) / 2**tag
        nanoseconds += probes * _PROBE + lines * bounds_missed
        nanoseconds += probes * ((full + in_bucket / 32) * _BLOCK + (full + in_bucket / 64) * tags_missed)
        nanoseconds += probes * in_bucket * passing * (_CANDIDATE + 2 * words_missed)
    return nanoseconds


def _missed(bytes_a_table: float) -> float:
    """Nanoseconds for a line of what has so many bytes in each of the usual number of tables."""
    return _LINE * max(0.0, 1 - _CACHE_BYTES / (_USUAL_TABLES * bytes_a_table))


def plan_for(entries: int, *, radius_bits: int = PLANNED_RADIUS_BITS) -> Plan:
    """The cheapest plan for lists of about this length (two leading digits) that misses nothing within the radius."""
    if entries < SCANNED_BELOW or not 0 <= radius_bits < 64:
        return Plan()
    digits = 10 ** (len(str(entries)) - 2)
    return _cheapest(entries // digits * digits, radius_bits + 1)


@lru_cache(maxsize=64)
def _cheapest(entries: int, needed: int) -> Plan:
    """Over all ways to fill 256 bits with chunks whose r + 1 add up to what is needed."""
    best: list[list[tuple[float, int, int]]] = [[(inf, 0, 0)] * (needed + 1) for _ in range(VALUE_BITS + 1)]
    best[0][0] = (0.0, 0, 0)
    kinds = [(width, radius, cost(entries, width, radius)) for width in _WIDTHS for radius in _RADII[:3]]
    for bits in range(1, VALUE_BITS + 1):
        row = best[bits]
        for width, radius, price in kinds:
            if width > bits:
                continue
            before = best[bits - width]
            for sum_ in range(radius + 1, needed + 1):
                total = before[sum_ - radius - 1][0] + price
                if total < row[sum_][0]:
                    row[sum_] = (total, width, radius)
    if best[VALUE_BITS][needed][0] >= entries * _SCANNED:
        return Plan()
    parts, bits, sum_ = [], VALUE_BITS, needed
    while bits:
        _, width, radius = best[bits][sum_]
        parts.append((width, radius))
        bits, sum_ = bits - width, sum_ - radius - 1
    return Plan.of(*sorted(parts))


@lru_cache(maxsize=1024)
def radii_for(plan: Plan, entries: int, radius_bits: int) -> tuple[int, ...] | None:
    """How far to look round each chunk for this radius; None when comparing every entry is cheaper."""
    if plan.radius_bits == radius_bits:
        return tuple(chunk.radius for chunk in plan.chunks)
    needed = radius_bits + 1
    nothing: tuple[int, ...] = ()
    best = [(0.0, nothing)] + [(inf, nothing)] * needed
    for chunk in plan.chunks:
        prices = [cost(entries, chunk.width, radius) for radius in range(-1, len(_RADII))]
        best = [
            min((best[sum_ - more][0] + prices[more], (*best[sum_ - more][1], more - 1)) for more in range(min(sum_, 4) + 1))
            for sum_ in range(needed + 1)
        ]
    price, radii = best[needed]
    return radii if price < entries * _SCANNED else None
