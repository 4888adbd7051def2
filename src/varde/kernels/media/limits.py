"""How much a hostile file may cost (reference: security, section 2.3)."""

from __future__ import annotations

from varde.kernels.media.types import MediaKind

MIB = 1024 * 1024
MAX_PIXELS = 64_000_000
MAX_FRAMES = 600  # one per second: ten minutes
MAX_PREVIEW_PX = 2048  # the longer side of a preview
MAX_BYTES = {MediaKind.PICTURE: 100 * 10**6, MediaKind.VIDEO: 4 * 10**9}
CPU_SECONDS = {MediaKind.PICTURE: 10, MediaKind.VIDEO: 60}
WALL_SECONDS = {MediaKind.PICTURE: 30, MediaKind.VIDEO: 180}
ADDRESS_SPACE = 1024 * MIB  # for a file, beyond what the decoder maps before it sees one
MAX_REPLY_BYTES = 16 * MIB
READ_WHOLE = 16 * MIB  # a worker takes a file of at most so many bytes into its memory at once
COPIED_AT_MOST = 64 * MIB  # a file of more is shown to its worker a window at a time
WINDOW = MIB // 4
