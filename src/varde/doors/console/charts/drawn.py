"""Pictures that were drawn before are remembered by what they show."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from hashlib import sha256
from threading import Lock
from typing import Any

from django.core.cache import cache

from varde.doors.console.charts.errors import PictureNotDrawn

LOG = logging.getLogger(__name__)
KEPT_SECONDS = 24 * 60 * 60
PATIENCE_SECONDS = 60
COMMAND = (sys.executable, "-I", "-m", "varde.doors.console.charts.draw")
_one_at_a_time = Lock()  # a renderer takes some 250 MB while it lives


def picture(spec: dict[str, Any]) -> bytes:
    """The picture of a Vega-Lite specification as SVG."""
    text = json.dumps(spec, sort_keys=True)
    key = "picture/1/" + sha256(text.encode()).hexdigest()
    found: bytes | None = cache.get(key)
    if found is not None:
        return found
    with _one_at_a_time:
        found = cache.get(key) or draw(text)
    cache.set(key, found, KEPT_SECONDS)
    return found


def draw(text: str) -> bytes:
    """Let a child draw it."""
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    try:
        done = subprocess.run(COMMAND, input=text.encode(), capture_output=True, timeout=PATIENCE_SECONDS, env=env, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        said = getattr(error, "stderr", b"") or b""
        LOG.warning("a picture could not be drawn: %s %s", type(error).__name__, said[-400:].decode(errors="replace"))
        raise PictureNotDrawn from error
    return done.stdout
