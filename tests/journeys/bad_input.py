"""What stories of bad input need: records read, sockets that break off, files made to harm, a disk without room."""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import socket
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import psycopg
from psycopg.rows import dict_row

from rehearsal.playing.fleet import PlayedStation
from rehearsal.playing.people import Console
from station_family import until
from unit.kernels.made_media import clip, landscape, saved

BASIS = "made-up order for the test: preservation of records of a confirmed item"
NUMBERS = count(1)
Entry = dict[str, Any]


@dataclass(slots=True)
class Record:
    """A station's ledger, read over its own database from where the test began."""

    station: PlayedStation
    after: int = field(default=0)

    def __post_init__(self) -> None:
        self.after = self.ask("SELECT coalesce(max(seq), 0) AS seq FROM ledger_ledgerentry")[0]["seq"]

    def ask(self, query: str, *values: object) -> list[Entry]:
        where = json.loads((self.station.data / "run" / "database.json").read_text())
        password = (self.station.data / "secrets" / "database-app.password").read_text().strip()
        address = {"host": where["host"], "port": where["port"], "dbname": where["name"]}
        with psycopg.connect(**address, user="varde_app", password=password, row_factory=dict_row) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def new(self, *kinds: str) -> list[Entry]:
        """What was written since, of these kinds or all, in order."""
        rows = self.ask("SELECT * FROM ledger_ledgerentry WHERE seq > %s ORDER BY seq", self.after)
        return [row for row in rows if not kinds or row["kind"] in kinds]

    def only(self, kind: str) -> Entry:
        """The one entry of this kind."""
        [found] = self.new(kind)
        return found


@dataclass(slots=True)
class Platform:
    """Harbour's own system: what it sends is answered or refused, and never sent again by itself."""

    station: PlayedStation
    token: str

    def post(self, address: str, body: object, **headers: str) -> httpx.Response:
        """One request; `key="…"` is the Idempotency-Key."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        names = {"Authorization": f"Bearer {self.token}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(f"{self.station.url}/api/v1/{address}", content=sent, headers=names, timeout=60, trust_env=False)

    def file(self, data: bytes) -> dict[str, Any]:
        """A file that is taken."""
        answer = self.post("files", data)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def report(self, body: dict[str, Any]) -> dict[str, Any]:
        """A report that is taken."""
        answer = self.post("reports", body, Idempotency_Key=f"key-{next(NUMBERS)}")
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def waiting(self) -> dict[str, Any]:
        """What is still on its way at Harbour, and what fails there."""
        names = {"Authorization": f"Bearer {self.token}"}
        found: dict[str, Any] = httpx.get(f"{self.station.url}/api/pending", headers=names, timeout=60, trust_env=False).json()
        return found

    def pending(self) -> int:
        """How many handovers are not done."""
        return int(self.waiting()["handovers"])

    def failing(self) -> dict[str, str]:
        """The last error of each kind of step that waits."""
        found: dict[str, str] = self.waiting()["failing"]
        return found

    def rest(self) -> None:
        """Until nothing is on its way."""
        until(lambda: not (now := self.waiting())["handovers"] and not now["letters"])


def shares(platform: Platform, lines: list[dict[str, Any]], *, basis: str = BASIS) -> httpx.Response:
    """An import of share records."""
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return platform.post(f"share-records?basis={basis}", body, Content_Type="application/x-ndjson")


def report(*files: str, sender: str = "kestrel", text: str | None = None) -> dict[str, Any]:
    """What a participant reports: one message, with these files."""
    said = {"id": f"m-{next(NUMBERS)}", "sender": sender, "recipients": ["wren"], "sent_at": "2026-05-04T12:00:00+02:00"}
    attached = [{"file": file, "name": "harbour.jpg"} for file in files]
    return {"conversation": "c-1", "messages": [said | {"text": text, "attachments": attached}]}


def share(item: str, *, sender: str, message: str | None = None) -> dict[str, Any]:
    """One line: the sender passed the item on."""
    sent = {"sent_at": "2026-05-05T12:00:00+02:00", "ip": "192.0.2.7", "port": 50211}
    return {"message": message or f"m-{next(NUMBERS)}", "sender": sender, "recipients": ["teal"], "item": item} | sent


def danish(name: str, *, postcode: str = "3000") -> dict[str, Any]:
    """One line: an account whose holder states an address in Denmark."""
    address = {"street": "Engdraget 1", "city": "Helsingør", "postcode": postcode, "country": "DK"}
    return {"account": name, "first_name": "Alva", "last_name": "Strandlund", "birth_date": "2001-03-01", "address": address}


def picture(seed: int) -> bytes:
    """A drawn landscape, another one for each seed."""
    return saved(landscape(seed, width=320, height=240)).getvalue()


def sha256(data: bytes) -> str:
    """As the wire writes it."""
    return hashlib.sha256(data).hexdigest()


# people at their consoles


def pressed(person: Console, address: str, fields: dict[str, Any]) -> httpx.Response:
    """Press a button and look at the answer, whatever it is."""
    token = next(cookie.value for cookie in person._http.cookies.jar if "csrf" in cookie.name)
    data = {"csrfmiddlewaretoken": token} | fields
    return person._http.post(address, data=data, headers={"Referer": str(person._http.base_url)})


def seen(person: Console, address: str) -> httpx.Response:
    """Open a page and look at the answer, whatever it is."""
    return person._http.get(address)


def matter_of(person: Console, case_number: str) -> str:
    """The matter of a case in the queue, as soon as it stands there."""
    found: list[str] = []

    def stands() -> bool:
        rows = person.get("/queue/").split('<tr data-review="')[1:]
        found[:] = [row.partition('"')[0] for row in rows if case_number in row]
        return bool(found)

    until(stands)
    return found[0]


def row_of(person: Console, case_number: str) -> str:
    """The queue's row of a case."""
    matter = matter_of(person, case_number)
    return person.get("/queue/").partition(f'<tr data-review="{matter}"')[2].partition("</tr>")[0]


# requests that break off


def torn(station: PlayedStation, head: str, body: bytes) -> bytes:
    """Send a request by hand, close our side in the middle, and read what is answered, if anything."""
    with socket.create_connection(("127.0.0.1", station.port), timeout=60) as line:
        line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := _read(line):
            answer += piece
    return answer


def _read(line: socket.socket) -> bytes:
    try:
        return line.recv(1 << 16)
    except ConnectionResetError:
        return b""


# files made to harm


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _huge_png() -> bytes:
    """30,000 x 30,000 pixels of one colour, all of them there: 900 million pixels in a few hundred kilobytes."""
    packer = zlib.compressobj(9)
    row = packer.compress(bytes(1 + 30_000 // 8) * 30_000) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", row)
        + _chunk(b"IEND", b"")
    )


def _zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("landscape.jpg", bytes(50_000_000))
    return file.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "damaged JPEG": lambda: picture(900)[:400] + bytes(300),
    "zip bomb named .jpg": _zip_bomb,
    "PNG of 900 million pixels": _huge_png,
    "playlist named .mp4": lambda: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\nhttp://192.0.2.1/seg.ts\n",
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
    "truncated MP4": lambda: clip(901, seconds=1).getvalue()[:2_000],
}


# a disk that is full


@contextmanager
def full_disk(station: PlayedStation) -> Iterator[None]:
    """No room where the vault lies: a small volume that is full where we may mount one, else a limit that the system sets."""
    objects = station.data / "vault" / "objects"
    with _full_volume(objects) if _mounted(objects) else no_growth(station):
        yield


def _mounted(place: Path) -> bool:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", str(place)]
    return os.geteuid() == 0 and subprocess.run(words, capture_output=True, check=False).returncode == 0


@contextmanager
def _full_volume(place: Path) -> Iterator[None]:
    with suppress(OSError), (place / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(1 << 12)):
            pass
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def no_growth(station: PlayedStation) -> Iterator[None]:
    """No process of the web server may write to any file."""
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in _web(station)}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for pid, limit in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)


def _web(station: PlayedStation) -> list[int]:
    root = pids(station)["web"]
    children = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal() and _parent(path) == root]
    return [root, *children]


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def pids(station: PlayedStation) -> dict[str, int]:
    """The processes of a station that is ready."""
    found: dict[str, int] = json.loads((station.data / "run" / "ready.json").read_text())["pids"]
    return found
