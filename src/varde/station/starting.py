"""Take what `varde up` was told, checked there, and become the supervisor."""

from __future__ import annotations

import argparse
import errno
from pathlib import Path

from varde.kernels.terms.roles import StationRole
from varde.station.identity import DataNotWritable
from varde.station.postgres import DiskFull
from varde.station.supervisor import Wanted, say, up


def main(words: list[str] | None = None) -> int:
    """Entry point of `python -m varde.station up`; its arguments were checked by `varde up`."""
    asked = _reader().parse_args(words)
    wanted = Wanted(
        role=StationRole(asked.role), data=Path(asked.data).absolute(), port=asked.port, bind=asked.bind, name=asked.name,
        public_url=asked.public_url, ready_file=Path(asked.ready_file).absolute() if asked.ready_file else None,
    )  # fmt: skip
    try:
        up(wanted, say=say)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(str(wanted.data)) from error
        if error.errno == errno.EROFS:
            raise DataNotWritable(f"{wanted.data}: {error.strerror}") from error
        raise
    return 0


def _reader() -> argparse.ArgumentParser:
    reader = argparse.ArgumentParser(prog="varde up")
    reader.add_argument("part")
    for name in ("--role", "--data", "--bind", "--name", "--public-url", "--ready-file"):
        reader.add_argument(name, default="127.0.0.1" if name == "--bind" else "")
    reader.add_argument("--port", type=int)
    return reader
