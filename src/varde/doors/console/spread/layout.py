"""Where each person stands in the picture. The same graph always looks the same."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from hashlib import sha256
from random import Random
from statistics import median
from threading import Lock

import igraph
from django.core.cache import cache

from varde.stages.casework import face as casework

SPACING = 90
ROUNDS = 300
LOOSE = 0.7  # 1 leaves the springs' own distances
KEPT_SECONDS = 24 * 60 * 60
SEED = 1
Point = tuple[int, int]
_with_the_same_chance = Lock()  # igraph has one source of chance for the whole process


def positions(spread: casework.Spread) -> list[Point]:
    """A place for each node, in the order of the nodes; worked out once for a graph and then remembered."""
    order = {node.key: number for number, node in enumerate(spread.nodes)}
    edges = sorted({(order[edge.sender], order[edge.recipient]) for edge in spread.edges})
    key = "spread/3/" + sha256(json.dumps([list(order), edges]).encode()).hexdigest()
    known: list[Point] | None = cache.get(key)
    if known is None:
        known = lay_out(len(order), edges)
        cache.set(key, known, KEPT_SECONDS)
    return known


def lay_out(nodes: int, edges: Sequence[tuple[int, int]]) -> list[Point]:
    """Each connected part for itself, the parts side by side from the largest to the smallest."""
    graph = igraph.Graph(n=nodes, edges=edges)
    parts = sorted(graph.connected_components(), key=len, reverse=True)
    found: dict[int, Point] = {}
    width = SPACING * math.sqrt(max(nodes, 1)) * 1.6
    left = top = height = 0.0
    for part in parts:
        side = SPACING * math.sqrt(len(part))
        if left and left + side > width:
            left, top, height = 0.0, top + height, 0.0
        with _with_the_same_chance:
            igraph.set_random_number_generator(Random(SEED))  # noqa: S311  a picture's start, no secret
            found |= _placed(graph.induced_subgraph(part), part, left=left, top=top, side=side)
        left, height = left + side + SPACING, max(height, side + SPACING)
    return [found[number] for number in range(nodes)]


def _placed(part: igraph.Graph, numbers: Sequence[int], *, left: float, top: float, side: float) -> dict[int, Point]:
    """Springs, fitted into a square."""
    drawn = part.layout_fruchterman_reingold(niter=ROUNDS, grid="nogrid") if len(numbers) > 2 else part.layout_circle()
    points = _loosened(drawn.coords)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    reach = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    return {
        number: (round(left + side * (x - min(xs)) / reach), round(top + side * (y - min(ys)) / reach))
        for number, (x, y) in zip(numbers, points, strict=True)
    }


def _loosened(points: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Far points drawn in and the crowd in the middle spread out, each in its own direction."""
    middle_x, middle_y = median(x for x, _ in points), median(y for _, y in points)
    from_middle = [complex(x - middle_x, y - middle_y) for x, y in points]
    moved = [point * abs(point) ** (LOOSE - 1) if point else point for point in from_middle]
    return [(point.real, point.imag) for point in moved]
