"""Picture files to measure with: made once into a folder and kept there; or the caller's own photographs, encoded alike."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from rehearsal.measuring.errors import NoPictures
from rehearsal.measuring.pictures import Kind, picture

Make = Callable[[int], Image.Image]
MADE = 3  # change it when the pictures would look different
CORPUS: dict[Kind, int] = {Kind.LANDSCAPE: 45, Kind.THINGS: 25, Kind.SCREEN: 20, Kind.ISLANDS: 20, Kind.PATTERN: 15}
_SIZES = ((1280, 960), (1600, 1200), (960, 1280), (2048, 1536), (640, 480), (1920, 1080), (800, 1000))


@dataclass(frozen=True)
class Size:
    """A picture's size and the file size that a camera of that size typically writes."""

    name: str
    width: int
    height: int
    jpeg_bytes: int


SIZES = (
    Size("12 MP", 4000, 3000, 2_100_000),
    Size("4 MP", 2448, 1632, 700_000),
    Size("1 MP", 1224, 816, 200_000),
)


@dataclass(frozen=True)
class Source:
    """Where pictures come from: drawn here, or cut from the photographs in a folder."""

    photographs: tuple[Path, ...] = ()

    @classmethod
    def of(cls, folder: Path | None) -> Source:
        """The readable pictures of a folder, in order of name; without a folder, drawn ones."""
        if folder is None:
            return cls()
        found = tuple(path for path in sorted(folder.rglob("*")) if path.is_file() and _opens(path))
        if not found:
            raise NoPictures(str(folder))
        return cls(found)

    @property
    def mark(self) -> str:
        """Names what is made of it."""
        return f"photographs-{len(self.photographs)}" if self.photographs else f"drawn-{MADE}"

    def picture(self, kind: Kind, seed: int, *, width: int, height: int) -> Image.Image:
        """One picture of this size; a photograph is cut to the shape and scaled."""
        if not self.photographs or kind is not Kind.LANDSCAPE:
            return picture(kind, seed, width=width, height=height, grain=2.0)
        with Image.open(self.photographs[seed % len(self.photographs)]) as opened:
            return ImageOps.fit(opened.convert("RGB"), (width, height), Image.Resampling.LANCZOS)


def _opens(path: Path) -> bool:
    try:
        with Image.open(path) as opened:
            return opened.format in {"JPEG", "PNG", "WEBP"}
    except (OSError, UnidentifiedImageError, ValueError):
        return False


def of_size(size: Size, ending: str, *, count: int, source: Source, kept: Path) -> list[Path]:
    """`count` landscapes of this size as "jpg", "progressive.jpg", "png" or "webp"."""
    folder = kept / f"{source.mark}-{size.width}x{size.height}"
    paths = [folder / f"{number}.{ending}" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            drawn = source.picture(Kind.LANDSCAPE, number, width=size.width, height=size.height)
            _write(path, _encoded(drawn, ending, size.jpeg_bytes))
    return paths


def _encoded(image: Image.Image, ending: str, jpeg_bytes: int) -> bytes:
    if ending.endswith("jpg"):
        return _jpeg_near(image, jpeg_bytes, progressive=ending.startswith("progressive"))
    return _saved(image, "PNG") if ending == "png" else _saved(image, "WEBP", quality=80)


def _jpeg_near(image: Image.Image, wanted: int, *, progressive: bool) -> bytes:
    """The quality, 60 to 92, whose file is nearest to the size that a camera would write."""
    low, high = 60, 92
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_saved(image, "JPEG", quality=middle)) >= wanted else (middle + 1, high)
    return _saved(image, "JPEG", quality=low, progressive=progressive)


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    into = io.BytesIO()
    image.save(into, form, **options)
    return into.getvalue()


def corpus(*, source: Source, kept: Path, share: float = 1.0) -> Iterator[Path]:
    """At least 500 files of every kind, in several sizes, qualities and formats; `share` takes fewer of each kind."""
    for kind, count in CORPUS.items():
        for number in range(max(1, round(count * share))):
            yield from _variants(kind, number, source=source, kept=kept)


def _variants(kind: Kind, number: int, *, source: Source, kept: Path) -> list[Path]:
    """One picture, five files: as taken, progressive, small and coarse, another format, full colour."""
    folder = kept / f"{source.mark}-corpus"
    other = ("png", "webp")[number % 2]
    names = ("as-taken.jpg", "progressive.jpg", "small.jpg", f"other.{other}", "full-colour.jpg")
    paths = [folder / f"{kind}-{number}-{name}" for name in names]
    if not all(path.exists() for path in paths):
        width, height = _SIZES[number % len(_SIZES)]
        image = source.picture(kind, 1000 + number, width=width, height=height)
        small = image.resize((width * 3 // 5, height * 3 // 5), Image.Resampling.LANCZOS)
        made = (
            _saved(image, "JPEG", quality=88),
            _saved(image, "JPEG", quality=78, progressive=True),
            _saved(small, "JPEG", quality=55),
            _saved(image, "PNG", compress_level=3) if other == "png" else _saved(image, "WEBP", quality=75, method=2),
            _saved(image, "JPEG", quality=94, subsampling=0),
        )
        for path, data in zip(paths, made, strict=True):
            _write(path, data)
    return paths


def _write(path: Path, data: bytes) -> None:
    """Under another name first: a run that is cut off leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".half")
    half.write_bytes(data)
    half.replace(path)
