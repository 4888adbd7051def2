"""Real photographs without people, out of one openly licensed package, fetched at set-up and never committed."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGE = "scikit-image==0.26.0"


@dataclass(frozen=True, slots=True)
class Credit:
    """One photograph: its file in the package, what it shows, who made it free, and its checksum."""

    file: str
    shows: str
    licence: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NotFetched:
    """The photographs could not be had; drawn pictures serve instead. `reason` is for people."""

    reason: str


CREDITS: tuple[Credit, ...] = (
    Credit(
        "coffee.png",
        "a cup of coffee",
        "CC0, photograph by Rachel Michetti, courtesy of Pikolo Espresso Bar",
        "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
    ),
    Credit(
        "chelsea.png",
        "Chelsea the cat",
        "CC0, photograph by Stefan van der Walt",
        "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    ),
    Credit(
        "rocket.jpg",
        "a rocket's launch",
        "public domain, photograph by SpaceX",
        "c2dd0de7c538df8d111e479619b129464d0269d0ae5fd18ca91d33a7fdfea95c",
    ),
    Credit(
        "hubble_deep_field.jpg",
        "galaxies",
        "public domain, photograph by NASA",
        "3a19c5dd8a927a9334bb1229a6d63711b1c0c767fb27e2286e7c84a3e2c2f5f4",
    ),
    Credit("brick.png", "a brick wall", "CC0, CC0Textures", "7966caf324f6ba843118d98f7a07746d22f6a343430add0233eca5f6eaaa8fcf"),
    Credit("gravel.png", "gravel", "CC0, CC0Textures", "c48615b451bf1e606fbd72c0aa9f8cc0f068ab7111ef7d93bb9b0f2586440c12"),
    Credit(
        "grass.png", "grass", "CC0, photograph by linolafett", "b6b6022426b38936c43a4ac09635cd78af074e90f42ffa8227ac8b7452d39f89"
    ),
    Credit(
        "clock_motion.png",
        "a wall clock, blurred",
        "public domain, photograph by Stefan van der Walt",
        "f029226b28b642e80113d86622e9b215ee067a0966feaf5e60604a1e05733955",
    ),
)


def fetch(target: Path) -> Path | NotFetched:
    """The folder of the photographs under `target`, fetched with uv or pip when it is not there yet."""
    folder = target / "photographs"
    if _is_whole(folder):
        return folder
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target) as scratch:
        reason = _install(Path(scratch))
        found = Path(scratch) / "skimage" / "data"
        if reason is None and not _is_whole(found):
            reason = f"{PACKAGE} does not carry the expected pictures"
        if reason is not None:
            return NotFetched(reason)
        _take(found, folder)
    return folder


def _take(found: Path, folder: Path) -> None:
    """Only the credited pictures stay: the package has others, some of them of people."""
    folder.mkdir(exist_ok=True)
    for credit in CREDITS:
        shutil.copyfile(found / credit.file, folder / credit.file)
    lines = [f"{credit.file}: {credit.shows}. {credit.licence}.\n" for credit in CREDITS]
    (folder / "CREDITS.txt").write_text(f"Pictures distributed with {PACKAGE}.\n\n{''.join(lines)}", encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    return all(_sha256(folder / credit.file) == credit.sha256 for credit in CREDITS)


def _sha256(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _install(into: Path) -> str | None:
    """Put the package into a folder; None when it went well, else the last thing that was said."""
    said = "neither uv nor pip is there"
    for command in _installers():
        try:
            done = subprocess.run(
                [*command, "--no-deps", "--quiet", "--target", str(into), PACKAGE],
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            said = type(error).__name__
            continue
        if done.returncode == 0:
            return None
        said = (done.stderr.strip().splitlines() or ["no message"])[-1]
    return said


def _installers() -> Iterator[list[str]]:
    own = Path(__file__).parents[3] / ".tools" / "bin" / "uv"
    uv = str(own) if own.is_file() else shutil.which("uv")
    if uv:
        yield [uv, "pip", "install", "--python", sys.executable]
    yield [sys.executable, "-m", "pip", "install", "--only-binary", ":all:"]
