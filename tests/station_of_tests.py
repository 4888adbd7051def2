"""The settings of a station under test: the real ones, with a data directory of this process's own.

pytest loads this before any conftest (DJANGO_SETTINGS_MODULE in pyproject.toml), so applications find their folders made.
"""

from __future__ import annotations

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="varde-test-"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)
(_data / "secrets").mkdir(mode=0o700)
(_data / "vault").mkdir(mode=0o700)
(_data / "secrets" / "signing.key").write_text(base64.b64encode(os.urandom(32)).decode())
os.environ["VARDE_DATA"] = str(_data)
os.environ.setdefault("VARDE_ROLE", "platform")
os.environ.setdefault("VARDE_NAME", "harbour")

from varde.station.settings import *  # noqa: E402, F403  the environment comes first

del os.environ["VARDE_DATA"]  # stations that a test starts have their own
ALLOWED_HOSTS = ["*"]
VARDE_SECOND_FACTOR_REQUIRED = False  # people whom a test logs in have none; tests of the locks switch it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed: the real one is tested on its own
