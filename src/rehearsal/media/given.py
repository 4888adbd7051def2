"""The user's own pictures and clips as the items of a rehearsal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from rehearsal.errors import MediaRefused
from rehearsal.media.scenes import FRAME, PER_SECOND
from rehearsal.truth import Item, ItemKind

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
CLIPS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv"})
MAX_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Given:
    """Each item's file, by the item's id."""

    files: Mapping[str, Path]

    @classmethod
    def from_folder(cls, folder: Path, items: tuple[Item, ...]) -> Given:
        """Pictures and clips in the order of their names; refused when there are fewer than the items need."""
        if not folder.is_dir():
            raise MediaRefused(f"{folder.name} is not a folder")
        files: dict[str, Path] = {}
        for kind, endings in ((ItemKind.PICTURE, PICTURES), (ItemKind.VIDEO, CLIPS)):
            wanted = [item.id for item in items if item.type is kind]
            found = sorted(path for path in folder.iterdir() if path.suffix.lower() in endings)
            if len(found) < len(wanted):
                raise MediaRefused(f"{kind}: {len(wanted)} needed ({', '.join(sorted(endings))}), {len(found)} there")
            files |= dict(zip(wanted, found, strict=False))
        _all_different(files)
        return cls(files)

    def mark(self, item: Item) -> str:
        """Changes with the file."""
        return _sha256(self.files[item.id])

    def original(self, item: Item) -> Path | None:
        """The file itself, byte for byte."""
        return self.files[item.id]

    def picture(self, item: Item) -> Image.Image:
        """The picture, upright, in RGB."""
        path = self.files[item.id]
        try:
            with Image.open(path) as opened:
                return ImageOps.exif_transpose(opened).convert("RGB")
        except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError) as error:
            raise MediaRefused(f"{path.name} cannot be read as a picture") from error

    def frames(self, item: Item) -> Iterator[Image.Image]:
        """The first seconds of the clip, at the rehearsal's frame rate."""
        import av

        path = self.files[item.id]
        try:
            with av.open(str(path)) as container:
                due = 0.0
                for frame in container.decode(video=0):
                    at = frame.time or 0.0
                    if at >= MAX_SECONDS:
                        return
                    if at >= due:
                        due += 1 / PER_SECOND
                        yield ImageOps.fit(Image.fromarray(frame.to_ndarray(format="rgb24")), FRAME)
        except (av.error.FFmpegError, IndexError) as error:
            raise MediaRefused(f"{path.name} cannot be read as a clip") from error


def _all_different(files: Mapping[str, Path]) -> None:
    seen: dict[str, Path] = {}
    for path in files.values():
        first = seen.setdefault(_sha256(path), path)
        if first != path:
            raise MediaRefused(f"{path.name} is the same file as {first.name}")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
