"""Every copy of a truth as a file, made once and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from PIL import Image

from rehearsal.media import encode
from rehearsal.media.given import Given
from rehearsal.media.scenes import Scenes
from rehearsal.truth import Copy, How, Item, ItemKind, Truth


class Source(Protocol):
    """Where items come from."""

    def mark(self, item: Item) -> str:
        """Changes when the item's look changes."""

    def original(self, item: Item) -> Path | None:
        """The item's own file, when there is one."""

    def picture(self, item: Item) -> Image.Image:
        """A picture item."""

    def frames(self, item: Item) -> Iterator[Image.Image]:
        """A video item."""


def make_media(truth: Truth, into: Path, *, source: Path | None = None, photographs: Path | None = None) -> dict[str, Path]:
    """The file of each copy, by the copy's id; what lies in `into` from before is used again.

    `source` is a folder of the user's own pictures and clips; `photographs` is what `fetch` returned; without both, it is drawn.
    """
    into.mkdir(parents=True, exist_ok=True)
    scenes: Source = Given.from_folder(source, truth.items) if source else Scenes(photographs)
    made: dict[str, Path] = {}
    for item in truth.items:
        copies = [copy for copy in truth.copies if copy.item == item.id]
        made |= _files(item, copies, scenes, into)
    return made


def _files(item: Item, copies: list[Copy], scenes: Source, into: Path) -> dict[str, Path]:
    """All copies of one item; the item itself is made only when one of them is missing."""
    mark = scenes.mark(item)
    paths = {copy.id: _path(item, copy, into, mark=mark, own=_own(item, copy, scenes)) for copy in copies}
    missing = [copy for copy in copies if not paths[copy.id].exists()]
    if missing:
        picture = scenes.picture(item) if item.type is ItemKind.PICTURE else None
        frames = list(scenes.frames(item)) if item.type is ItemKind.VIDEO else []
        for copy in missing:
            _write(picture, frames, copy, paths[copy.id], own=_own(item, copy, scenes))
    return paths


def _own(item: Item, copy: Copy, scenes: Source) -> Path | None:
    return scenes.original(item) if copy.how is How.ORIGINAL else None


def _path(item: Item, copy: Copy, into: Path, *, mark: str, own: Path | None) -> Path:
    """Named after what it is made of, never after an id: those may come from somebody else's file."""
    making = json.dumps([mark, asdict(item.media), asdict(copy) | {"id": "", "item": ""}], sort_keys=True)
    ending = own.suffix.lower().lstrip(".") if own else encode.ENDING[copy.format]
    return into / f"{hashlib.sha256(making.encode()).hexdigest()[:24]}.{ending}"


def _write(picture: Image.Image | None, frames: list[Image.Image], copy: Copy, path: Path, *, own: Path | None) -> None:
    """Under another name first, so that a run that was cut off leaves no half file to be used again."""
    half = path.with_suffix(".half")
    if own:
        half.write_bytes(own.read_bytes())
    elif picture:
        encode.picture(picture, copy, half)
    else:
        encode.clip(frames, copy, half)
    half.replace(path)
