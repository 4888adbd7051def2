"""A scene's number becomes a picture or a clip's frames: the same number, the same scene; other numbers, other scenes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image, ImageOps

from rehearsal.media import drawn
from rehearsal.media.photographs import CREDITS
from rehearsal.truth import Item

SIZE = (1200, 900)
FRAME = (640, 360)
PER_SECOND = 12


@dataclass(frozen=True)
class Scenes:
    """Made out of photographs when `folder` has them, else drawn."""

    folder: Path | None

    def mark(self, item: Item) -> str:
        """Changes when the scenes would look different."""
        return f"{'photographs' if self.folder else 'drawn'}/2/{item.media.scene}"

    def original(self, item: Item) -> Path | None:
        """A made scene has no file of its own."""
        del item
        return None

    def picture(self, item: Item) -> Image.Image:
        """The item in full size."""
        return _wide(self.folder, item.media.scene, "picture")

    def frames(self, item: Item) -> Iterator[Image.Image]:
        """Two cuts, each a slow pan across a scene."""
        count = round((item.media.seconds or 4) * PER_SECOND)
        rng = Random(f"pan/{item.media.scene}")
        for cut, length in enumerate((count // 2, count - count // 2)):
            yield from _pan(_wide(self.folder, item.media.scene, f"cut {cut}"), rng, length=length)


def _pan(wide: Image.Image, rng: Random, *, length: int) -> Iterator[Image.Image]:
    """A window of two thirds moves from one place to another."""
    width, height = SIZE[0] * 2 / 3, SIZE[0] * 2 / 3 * FRAME[1] / FRAME[0]
    (x0, y0), (x1, y1) = (
        (rng.uniform(0, SIZE[0] - width), rng.uniform(0, SIZE[1] - height)),
        (rng.uniform(0, SIZE[0] - width), rng.uniform(0, SIZE[1] - height)),
    )
    for number in range(length):
        part = number / max(1, length - 1)
        x, y = x0 + part * (x1 - x0), y0 + part * (y1 - y0)
        yield wide.resize(FRAME, Image.Resampling.BILINEAR, box=(x, y, x + width, y + height))


def _wide(folder: Path | None, scene: int, use: str) -> Image.Image:
    """The first few scenes are whole photographs, one for each picture and each cut; later ones are put together from parts."""
    seed = int.from_bytes(hashlib.sha256(f"{use}/{scene}".encode()).digest()[:8], "big")
    if folder is None:
        return drawn.islands(seed, width=SIZE[0], height=SIZE[1])
    photographs = _load(folder)
    first = {"picture": scene - 1, "cut 0": 2 * scene - 1, "cut 1": 2 * scene}[use]
    if 0 <= first < len(photographs) and scene > 0:
        return ImageOps.fit(photographs[first], SIZE, Image.Resampling.BICUBIC)
    return _composed(photographs, Random(seed))


def _composed(photographs: tuple[Image.Image, ...], rng: Random) -> Image.Image:
    """Several parts, each cut out of a photograph at random, turned or mirrored."""
    canvas = Image.new("RGB", SIZE)
    xs, ys = [(0, int(rng.uniform(0.25, 0.75) * whole), whole) for whole in SIZE]
    for left, right in pairwise(xs):
        for top, bottom in pairwise(ys):
            canvas.paste(_part(rng.choice(photographs), rng, size=(right - left, bottom - top)), (left, top))
    return canvas


def _part(photograph: Image.Image, rng: Random, *, size: tuple[int, int]) -> Image.Image:
    """A cut-out of about half the photograph, stretched to the size."""
    width, height = photograph.size
    part = rng.uniform(0.3, 0.7)
    x, y = rng.uniform(0, width * (1 - part)), rng.uniform(0, height * (1 - part))
    turn = rng.choice([None, *Image.Transpose])
    cut = photograph.resize(size, Image.Resampling.BICUBIC, box=(x, y, x + part * width, y + part * height))
    return cut if turn is None else cut.transpose(turn).resize(size)


@lru_cache(maxsize=2)
def _load(folder: Path) -> tuple[Image.Image, ...]:
    return tuple(Image.open(folder / credit.file).convert("RGB") for credit in CREDITS)
