"""A clearinghouse shares a list, a station fetches it: how long that takes, and how much memory the client holds.

The clearinghouse is a process of its own that makes entries up as they are asked for and writes them with the station's own code.
It looks nothing up in a database, so the figures are of the client, its database and the writing of pages.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from rehearsal.playing.fleet import PlayedStation, free_ports
from varde.kernels.wire import hashsharing as wire
from varde.kernels.wire.hashsharing.types import Entry, Fingerprint, Media, Page

PAGE = 1000
MEMBERS = 5
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
ENTRY = "from varde.doors.cli.main import main; main()"
PASSWORD = "made-up-for-this-measurement"


@dataclass(frozen=True)
class Measured:
    """Seconds of the whole fetch (the command's own start included) and the client's largest resident memory."""

    entries: int
    seconds: float
    client_mib: int
    idle_mib: int

    def __str__(self) -> str:
        rate = self.entries / self.seconds
        memory = f"client {self.client_mib} MiB at most ({self.idle_mib} MiB for a fetch of nothing)"
        return f"{self.entries} entries of md5, sha1, pdq: {self.seconds:.1f} s, {rate:.0f} entries/s, {memory}"

    def as_json(self) -> str:
        """For the record."""
        return json.dumps(asdict(self)) + "\n"


def entry(number: int) -> Entry:
    """One of the made-up entries, always the same."""
    made = hashlib.sha512(str(number).encode()).hexdigest()
    values = (Fingerprint("md5", made[:32]), Fingerprint("sha1", made[32:72]), Fingerprint("pdq", made[64:]))
    return Entry(
        media=Media.IMAGE, member=str(number % MEMBERS + 1), id=f"made-{number}", timestamp=WHEN, classification="A1",
        fingerprints=values,
    )  # fmt: skip


def _serve(entries: int, told: Connection) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            start, is_now = int(query.get("start", ["0"])[0]), "start" not in query
            is_empty = is_now and query["from"][0] > "2026-01-02"
            end = 0 if is_empty else min(start + PAGE, entries)
            after = f"/v2/entries?start={end}&size={PAGE}&max={entries}" if end and end < entries else None
            body = wire.render_page(Page(tuple(entry(number) for number in range(start, end)), after))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def _lantern(entries: int) -> Iterator[str]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(entries, theirs), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}/hashsharing"
    finally:
        process.terminate()
        process.join()


def measure(entries: int) -> Measured:
    """Start both, fetch everything, and fetch once more when there is nothing new."""
    with tempfile.TemporaryDirectory(prefix="varde-sharing-", ignore_cleanup_errors=True) as folder, _lantern(entries) as root:
        [port] = free_ports(8680, 1)
        data = Path(folder) / "harbour"
        station = PlayedStation("harbour", "Harbour", "platform", port, data, Path(folder) / "harbour.log")
        station.start({"VARDE_LISTS_FETCHED_MINUTES": "1440"})
        try:
            station.wait_until_ready()
            _varde(data, "peer", "add", "lantern", "--role", "clearinghouse", "--url", root, "--hashsharing-user", "harbour",
                   "--hashsharing-password-stdin", "--hashsharing-root", root, typed=PASSWORD)  # fmt: skip
            began = time.monotonic()
            client_mib = _varde(data, "list", "fetch")
            seconds = time.monotonic() - began
            idle_mib = _varde(data, "list", "fetch")
        finally:
            station.stop()
            forget = [sys.executable, "-m", "varde.station", "forget", str(data)]
            subprocess.run(forget, check=False, stdout=subprocess.DEVNULL)
    return Measured(entries, seconds, client_mib, idle_mib)


def _varde(data: Path, *words: str, typed: str = "") -> int:
    """Run a command at the station; answers its largest resident memory in MiB."""
    command = [sys.executable, "-c", ENTRY, *words, "--data", str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=sys.stderr, text=True) as child:
        assert child.stdin is not None
        child.stdin.write(typed + "\n")
        child.stdin.close()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, words[:2])
    return used.ru_maxrss >> 10
