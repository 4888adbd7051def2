"""What comes out of a hostile file: facts, small luma grids, or a coded refusal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

GRID_SIDE = 64  # PDQ's decimated luma buffer is 64 by 64
MIN_SIDE = 5  # pixels: the reference hashes nothing smaller
GRID_BYTES = GRID_SIDE * GRID_SIDE * 4  # little-endian float32


class MediaKind(StrEnum):
    """Is it still or moving?"""

    PICTURE = "picture"
    VIDEO = "video"


class MediaFormat(StrEnum):
    """The formats that may be decoded at all; everything else is refused unopened."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    BMP = "bmp"
    TIFF = "tiff"
    AVIF = "avif"
    HEIC = "heic"  # needs the heic extra
    MP4 = "mp4"  # and MOV and 3GP
    MATROSKA = "matroska"
    AVI = "avi"

    @property
    def kind(self) -> MediaKind:
        """Containers of moving pictures are videos; a GIF or WebP counts by its first picture."""
        return MediaKind.VIDEO if self in {MediaFormat.MP4, MediaFormat.MATROSKA, MediaFormat.AVI} else MediaKind.PICTURE


class Way(StrEnum):
    """How a picture's pixels become its grid."""

    EXACT = "exact"  # decoded in full; the reference's own sums
    FAST = "fast"  # luma only, reduced while decoding where the format allows it; a video without the loop filter


class Sampling(StrEnum):
    """Which of a video's frames are fingerprinted."""

    EACH_SECOND = "each_second"  # the first frame of each second, as vPDQ takes them
    CHEAPEST = "cheapest"  # about one a second, keyframes preferred
    KEYFRAMES = "keyframes"  # nothing but keyframes: the first pass
    DENSE = "dense"  # four a second (two, one in long ones): for lists, which leave out those alike (hashing.dense)


@dataclass(frozen=True)
class How:
    """How a file is to be read. Evidence is read exactly; bulk may be read fast and confirmed exactly."""

    way: Way = Way.EXACT
    sampling: Sampling = Sampling.EACH_SECOND


EXACTLY = How()


class UndecodableReason(StrEnum):
    """Why a file yields no pixels. The sealed original is kept whatever the reason."""

    EMPTY = "empty"
    UNKNOWN_FORMAT = "unknown_format"
    UNSUPPORTED = "unsupported"  # needs an optional part that is not installed: HEIC the heic extra
    TOO_LARGE = "too_large"  # in bytes, for its kind
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    NO_PICTURE = "no_picture"  # a container without a video track or without one decodable frame
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    BAD_REPLY = "bad_reply"  # the child said something that cannot be true
    SANDBOX_TOO_WEAK = "sandbox_too_weak"


class SandboxLevel(IntEnum):
    """How strongly the decoder is confined; see docs and the reference's ladder."""

    NONE = 0  # nothing is decoded
    LIMITS = 1  # rlimits, not root
    SYSCALLS = 2  # + seccomp: no network, no files, no processes
    FULL = 3  # + Landlock


@dataclass(frozen=True)
class Undecodable:
    """The file yielded no pixels, for this reason."""

    reason: UndecodableReason


@dataclass(frozen=True)
class Frame:
    """One picture reduced to PDQ's 64 by 64 luma grid (row-major little-endian float32, 0 to 255).

    `at_ms` is its place in a video. A picture has None; one that its EXIF data turns has two frames, as stored and as shown.
    """

    at_ms: int | None
    grid: bytes


@dataclass(frozen=True)
class Examined:
    """The facts of a decoded file. Width and height are pixels as stored; `is_whole` is false when only a part could be read."""

    kind: MediaKind
    format: MediaFormat
    width: int
    height: int
    duration_ms: int | None
    is_whole: bool
    frames: tuple[Frame, ...]
    how: How = EXACTLY


@dataclass(frozen=True)
class Pixels:
    """RGB, 8 bits, row-major, upright: fit to be encoded anew and shown."""

    width: int
    height: int
    rgb: bytes
