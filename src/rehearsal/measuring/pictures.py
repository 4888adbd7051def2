"""Pictures out of nothing that behave like photographs: natural spectra, horizons, hills, houses and trees, light, grain.

Also screens, drawings and patterns, since those arrive too. The same kind and seed draw the same picture. Nothing real.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from rehearsal.media.drawn import islands

Plane = NDArray[np.float32]
_GREENS = ((62, 92, 48), (92, 116, 60), (120, 128, 74), (150, 132, 84), (70, 84, 70))
_SKIES = (((96, 144, 206), (206, 222, 236)), ((70, 92, 128), (232, 186, 140)), ((150, 158, 168), (214, 216, 218)))


class Kind(StrEnum):
    """What a picture shows."""

    LANDSCAPE = "landscape"
    THINGS = "things"  # coloured bodies on a table
    SCREEN = "screen"  # windows, lines of text, flat areas
    ISLANDS = "islands"  # drawn maps
    PATTERN = "pattern"  # tiles and stripes with some dirt on them


def picture(kind: Kind, seed: int, *, width: int, height: int, grain: float = 3.0) -> Image.Image:
    """One picture in RGB. `grain` is the sensor's noise in grey levels; it decides how large a JPEG becomes."""
    rng = np.random.default_rng([seed, list(Kind).index(kind)])
    match kind:
        case Kind.LANDSCAPE:
            return _grained(_landscape(rng, width, height), rng, grain)
        case Kind.THINGS:
            return _grained(_things(rng, width, height), rng, grain)
        case Kind.ISLANDS:
            return islands(seed, width=width, height=height)
        case Kind.SCREEN:
            return _screen(rng, width, height)
        case _:
            return _grained(_pattern(rng, width, height), rng, grain)


def natural_noise(rng: np.random.Generator, width: int, height: int, *, fall: float = 1.2) -> Plane:
    """A field whose amplitude falls as 1 / frequency ** `fall`, with mean 0 and deviation 1."""
    down, across = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :]
    frequency = np.hypot(down * height, across * width).astype(np.float32)
    frequency[0, 0] = np.inf
    waves = rng.standard_normal((*frequency.shape, 2), dtype=np.float32).view(np.complex64)[..., 0]
    field = np.fft.irfft2(waves / frequency**fall, s=(height, width)).astype(np.float32)
    scaled: Plane = field / field.std()
    return scaled


def _landscape(rng: np.random.Generator, width: int, height: int) -> Plane:
    """Sky with clouds, hills one behind the other, houses and trees on the nearest."""
    top, bottom = (np.asarray(colour, np.float32) for colour in _SKIES[rng.integers(len(_SKIES))])
    rows = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    noise = natural_noise(rng, width, height)
    clouds = np.clip(noise * 0.5 + rng.uniform(-0.6, 0.4), 0, 1)[..., None]
    scene = (top + (bottom - top) * rows) * (1 - 0.6 * clouds) + 245 * 0.6 * clouds
    texture = natural_noise(rng, width, height, fall=rng.uniform(0.75, 1.0))
    layers = int(rng.integers(2, 5))
    for layer in range(layers):
        base = rng.uniform(0.25, 0.45) + 0.5 * layer / layers
        ridge = (base + 0.09 * _line(rng, width)) * height
        ground = np.asarray(_GREENS[rng.integers(len(_GREENS))], np.float32) * rng.uniform(0.6, 1.2)
        near = (layer + 1) / layers
        lit = ground * (1 + 0.25 * near * texture[..., None]) * near + np.asarray((150, 164, 182), np.float32) * (1 - near)
        mask = np.clip(np.arange(height, dtype=np.float32)[:, None] - ridge[None, :], 0, 1)[..., None]
        scene = scene * (1 - mask) + lit * mask
    return _with_objects(scene, rng, width, height)


def _line(rng: np.random.Generator, length: int) -> Plane:
    """A ridge: noise along one line, mean 0 and deviation 1."""
    waves = rng.standard_normal((length // 2 + 1, 2)).view(np.complex128)[:, 0]
    waves[0] = 0
    waves[1:] /= np.arange(1, len(waves)) ** 1.4
    line = np.fft.irfft(waves, n=length)
    scaled: Plane = (line / line.std()).astype(np.float32)
    return scaled


def _with_objects(scene: Plane, rng: np.random.Generator, width: int, height: int) -> Plane:
    """Houses with roofs and windows, trees with round crowns; textured by what is under them."""
    flat = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8), "RGB")
    pen = ImageDraw.Draw(flat)
    for _ in range(int(rng.integers(3, 10))):
        size = height * rng.uniform(0.05, 0.16)
        x, y = rng.uniform(0, width), height * rng.uniform(0.55, 0.92)
        (_house if rng.random() < 0.5 else _tree)(pen, rng, x, y, size)
    drawn = np.asarray(flat, np.float32)
    shade = scene - scene.mean(axis=2, keepdims=True)
    mixed: Plane = drawn + np.where(np.abs(drawn - scene) > 1, 0.25 * shade, 0).astype(np.float32)
    return mixed


def _colour(rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(int(value) for value in rng.integers(30, 235, 3))


def _house(pen: Any, rng: np.random.Generator, x: float, y: float, size: float) -> None:  # noqa: ANN401  Pillow's pen
    pen.rectangle((x, y - size, x + 1.4 * size, y), fill=_colour(rng))
    pen.polygon([(x - 0.1 * size, y - size), (x + 0.7 * size, y - 1.7 * size), (x + 1.5 * size, y - size)], fill=_colour(rng))
    for column in (0.2, 0.6, 1.0):
        pen.rectangle((x + column * size, y - 0.7 * size, x + (column + 0.2) * size, y - 0.4 * size), fill=_colour(rng))


def _tree(pen: Any, rng: np.random.Generator, x: float, y: float, size: float) -> None:  # noqa: ANN401  Pillow's pen
    pen.rectangle((x - 0.06 * size, y - size, x + 0.06 * size, y), fill=(82, 62, 44))
    for _ in range(9):
        at_x, at_y, wide = x + size * rng.normal(0, 0.25), y - size * rng.uniform(0.8, 1.7), size * rng.uniform(0.15, 0.35)
        pen.ellipse((at_x - wide, at_y - wide, at_x + wide, at_y + wide), fill=_GREENS[rng.integers(3)])


def _things(rng: np.random.Generator, width: int, height: int) -> Plane:
    """Round bodies, shaded from one side, on a textured table."""
    noise = natural_noise(rng, width, height)[..., None]
    scene: Plane = (np.asarray(_colour(rng), np.float32) * (1 + 0.12 * noise)).astype(np.float32)
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    for _ in range(int(rng.integers(3, 8))):
        radius = height * rng.uniform(0.08, 0.28)
        x, y = (across - rng.uniform(0, width)) / radius, (down - rng.uniform(0, height)) / radius
        inside = (x * x + y * y < 1)[..., None]
        light = np.clip(0.55 - 0.4 * x - 0.3 * y, 0.15, 1.2)[..., None]
        scene = np.where(inside, np.asarray(_colour(rng), np.float32) * light * (1 + 0.05 * noise), scene)
    return scene


def _screen(rng: np.random.Generator, width: int, height: int) -> Image.Image:
    """Windows with bars and lines of something like text."""
    image = Image.new("RGB", (width, height), _colour(rng))
    pen = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(2, 5))):
        x, y = rng.uniform(0, width * 0.6), rng.uniform(0, height * 0.6)
        wide, tall = rng.uniform(0.25, 0.6) * width, rng.uniform(0.25, 0.6) * height
        pen.rectangle((x, y, x + wide, y + tall), fill=(246, 246, 244), outline=(60, 60, 60))
        pen.rectangle((x, y, x + wide, y + 0.06 * height), fill=_colour(rng))
        for row in np.arange(y + 0.1 * height, y + tall - 8, max(6.0, height / 60)):
            words = np.cumsum(rng.uniform(0.01, 0.09, 12)) * wide
            for start, stop in zip(words[::2], words[1::2], strict=True):
                pen.line((x + 6 + start, row, x + 2 + stop, row), fill=(40, 40, 44), width=max(1, height // 300))
    return image


def _pattern(rng: np.random.Generator, width: int, height: int) -> Plane:
    """Tiles in two colours, some broken, under uneven light."""
    across, down = (np.arange(side) / side * rng.integers(4, 14) for side in (width, height))
    tiles = (np.floor(across)[None, :] + np.floor(down)[:, None]) % 2
    one, other = np.asarray(_colour(rng), np.float32), np.asarray(_colour(rng), np.float32)
    light = 1 + 0.18 * natural_noise(rng, width, height, fall=1.4)[..., None]
    laid: Plane = ((one + (other - one) * tiles[..., None]) * light).astype(np.float32)
    return laid


def _grained(scene: Plane, rng: np.random.Generator, grain: float) -> Image.Image:
    """Light that falls off towards the corners, and the sensor's noise, softened as optics soften it."""
    height, width = scene.shape[:2]
    down, across = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    light = (1 - 0.12 * (down**2 + across**2)).astype(np.float32)
    noise = rng.standard_normal((height, width), dtype=np.float32)
    noise[:, 1:] = 0.7 * (noise[:, 1:] + noise[:, :-1])
    seen = scene * light[..., None] + grain * noise[..., None]
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8), "RGB")
