"""Opens hostile files safely: pixels, frames and facts, or a coded refusal.

    with Decoder.start() as decoder:
        seen = decoder.examine(file)     # Examined | Undecodable

Never: decodes in this process; opens by a file's name; believes what the decoding process says without checking it.
"""

from __future__ import annotations

from varde.kernels.media.decoder import MIN_SANDBOX_LEVEL, Decoder
from varde.kernels.media.pool import DecoderPool
from varde.kernels.media.types import (
    EXACTLY,
    Examined,
    Frame,
    How,
    MediaFormat,
    MediaKind,
    Pixels,
    Sampling,
    SandboxLevel,
    Undecodable,
    UndecodableReason,
    Way,
)

__all__ = [
    "EXACTLY",
    "MIN_SANDBOX_LEVEL",
    "Decoder",
    "DecoderPool",
    "Examined",
    "Frame",
    "How",
    "MediaFormat",
    "MediaKind",
    "Pixels",
    "Sampling",
    "SandboxLevel",
    "Undecodable",
    "UndecodableReason",
    "Way",
]
