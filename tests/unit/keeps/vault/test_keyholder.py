from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.keeps.vault.errors import KeyFileUnsafe, KeyholderRefused, KeyholderUnreachable, SealBroken, SocketUnsafe
from varde.keeps.vault.keyholder import protocol, server
from varde.keeps.vault.keyholder.client import Client
from varde.keeps.vault.keyholder.key_file import load_or_create
from varde.keeps.vault.keyholder.keys import Keys, Operation, lp
from varde.keeps.vault.keyholder.server import Server

STATION_KEY = bytes(range(32))
PAIRS = [(Operation.WRAP, Operation.UNWRAP), (Operation.SEAL_VALUE, Operation.OPEN_VALUE)]


@pytest.fixture
def place() -> Iterator[Path]:
    """A short directory of our own: a socket's path holds a hundred bytes."""
    with tempfile.TemporaryDirectory(prefix="vk") as folder:
        yield Path(folder)


def start(place: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "varde.keeps.vault.keyholder", "--socket", str(place / "s"), "--key-file", str(place / "k")]
    return subprocess.Popen([*command, *more], stderr=subprocess.PIPE)


@pytest.fixture
def holder(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = start(place)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize(("seal", "open_"), PAIRS)
def test_what_is_sealed_is_opened_in_its_context_only(seal: Operation, open_: Operation) -> None:
    keys = Keys(STATION_KEY)
    [sealed] = keys.do(seal, [(b"here", b"a secret")])
    assert keys.do(open_, [(b"here", sealed)]) == [b"a secret"]
    with pytest.raises(SealBroken):
        keys.do(open_, [(b"there", sealed)])
    with pytest.raises(SealBroken):
        Keys(bytes(32)).do(open_, [(b"here", sealed)])


@pytest.mark.parametrize(("seal", "open_"), PAIRS)
def test_each_byte_flipped_and_each_truncation_is_noticed(seal: Operation, open_: Operation) -> None:
    keys = Keys(STATION_KEY)
    [sealed] = keys.do(seal, [(b"here", b"a secret")])
    damaged = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    for broken in [*damaged, *(sealed[:length] for length in range(len(sealed))), sealed + b"\0"]:
        with pytest.raises(SealBroken):
            keys.do(open_, [(b"here", broken)])


def test_the_subkeys_are_independent() -> None:
    keys, item = Keys(STATION_KEY), (b"here", b"a lake")
    [sealed] = keys.do(Operation.SEAL_VALUE, [item])
    with pytest.raises(SealBroken):
        keys.do(Operation.UNWRAP, [(b"here", sealed)])
    assert keys.do(Operation.MARK, [item]) != keys.do(Operation.ADDRESS, [item])
    assert keys.do(Operation.MARK, [item]) == keys.do(Operation.MARK, [item])


@given(one=st.lists(st.binary(max_size=6), max_size=4), other=st.lists(st.binary(max_size=6), max_size=4))
def test_two_lists_of_parts_never_read_the_same(one: list[bytes], other: list[bytes]) -> None:
    assert (lp(*one) == lp(*other)) == (one == other)


@given(st.sampled_from(Operation), st.lists(st.tuples(st.binary(max_size=40), st.binary(max_size=40)), max_size=5))
def test_a_request_reads_as_it_was_written(operation: Operation, items: list[tuple[bytes, bytes]]) -> None:
    assert protocol.read_request(protocol.request(operation, items)) == (operation, items)


@given(st.binary(max_size=60))
def test_rubbish_is_refused_in_words_that_say_nothing(rubbish: bytes) -> None:
    respond = Server.respond(type("Held", (), {"_keys": Keys(STATION_KEY)})(), rubbish)
    assert respond[0] in set(protocol.Status)


def test_no_operation_gives_a_key_away() -> None:
    keys = Keys(STATION_KEY)
    secrets = [STATION_KEY, *vars(keys).values()]
    for operation in (Operation.WRAP, Operation.SEAL_VALUE, Operation.MARK, Operation.ADDRESS):
        [result] = keys.do(operation, [(b"", STATION_KEY[:4])])
        assert not any(secret in result for secret in secrets)


def test_the_key_is_made_once_for_its_owner_only(place: Path) -> None:
    first = load_or_create(place / "k")
    assert (load_or_create(place / "k"), len(first)) == (first, 32)
    assert stat.S_IMODE((place / "k").stat().st_mode) == 0o600
    assert [path.name for path in place.iterdir()] == ["k"]


def test_a_key_that_others_can_read_is_refused(place: Path) -> None:
    load_or_create(place / "k")
    (place / "k").chmod(0o640)
    with pytest.raises(KeyFileUnsafe):
        load_or_create(place / "k")


def test_a_torn_key_is_refused(place: Path) -> None:
    (place / "k").write_bytes(bytes(31))
    (place / "k").chmod(0o600)
    with pytest.raises(KeyFileUnsafe):
        load_or_create(place / "k")


def test_the_process_answers_like_the_keys_themselves(place: Path, holder: subprocess.Popen[bytes]) -> None:
    client = Client(place / "s")
    sealed = client.do(Operation.SEAL_VALUE, [(b"c", bytes([n])) for n in range(100)])
    assert client.do(Operation.OPEN_VALUE, [(b"c", one) for one in sealed]) == [bytes([n]) for n in range(100)]
    beside = Keys(load_or_create(place / "k"))
    assert client.do(Operation.MARK, [(b"c", b"d")]) == beside.do(Operation.MARK, [(b"c", b"d")])
    assert stat.S_IMODE((place / "s").stat().st_mode) == 0o600
    with pytest.raises(SealBroken):
        client.do(Operation.OPEN_VALUE, [(b"d", sealed[0])])
    assert client.do(Operation.MARK, []) == []


def test_a_large_batch_goes_in_several_frames(
    place: Path, holder: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("varde.keeps.vault.keyholder.client.BATCH_BYTES", 50)
    client = Client(place / "s")
    sealed = client.do(Operation.SEAL_VALUE, [(b"c", b"x" * n) for n in range(80)])
    assert client.do(Operation.OPEN_VALUE, [(b"c", one) for one in sealed]) == [b"x" * n for n in range(80)]


def test_threads_share_a_client(place: Path, holder: subprocess.Popen[bytes]) -> None:
    client, right = Client(place / "s"), []

    def work(name: bytes) -> None:
        for _ in range(20):
            [sealed] = client.do(Operation.SEAL_VALUE, [(name, name)])
            right.append(client.do(Operation.OPEN_VALUE, [(name, sealed)]) == [name])

    threads = [threading.Thread(target=work, args=(bytes([n]),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 80


def test_a_killed_holder_may_be_started_again(place: Path, holder: subprocess.Popen[bytes]) -> None:
    client = Client(place / "s", patience_seconds=30)
    [sealed] = client.do(Operation.SEAL_VALUE, [(b"c", b"a secret")])
    holder.kill()
    holder.wait()
    again = start(place)
    assert client.do(Operation.OPEN_VALUE, [(b"c", sealed)]) == [b"a secret"]
    again.terminate()
    assert (again.wait(), (place / "s").exists()) == (0, False)
    again.communicate()


def test_without_a_holder_the_client_says_what_to_do(place: Path) -> None:
    with pytest.raises(KeyholderUnreachable, match="varde doctor"):
        Client(place / "s", patience_seconds=0).do(Operation.MARK, [(b"", b"")])


def test_two_holders_do_not_share_a_socket(place: Path, holder: subprocess.Popen[bytes]) -> None:
    Client(place / "s").do(Operation.MARK, [(b"", b"")])
    second = start(place)
    _, told = second.communicate(timeout=30)
    assert second.returncode == 1
    assert b"socket cannot be placed" in told


def test_a_socket_where_others_can_reach_it_is_refused(place: Path) -> None:
    (place / "open").mkdir(mode=0o755)
    for path in (place / "open" / "s", place / ("x" * 120) / "s"):
        with pytest.raises((SocketUnsafe, OSError)):
            Server(path, Keys(STATION_KEY))


def test_another_user_gets_no_answer(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Server(place / "s", Keys(STATION_KEY))
    thread = threading.Thread(target=mine.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setattr(server, "peer_uid", lambda _channel: os.getuid() + 1)
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(str(place / "s"))
        assert protocol.receive(channel) is None  # hung up before a word was heard
    mine.shutdown()
    mine.server_close()
    thread.join()


def test_what_is_too_long_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "LONGEST", 10)
    one, other = socket.socketpair()
    with one, other, pytest.raises(KeyholderRefused):
        protocol.send(one, bytes(11))


def test_the_holder_ends_with_its_parent(place: Path) -> None:
    command = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "varde.keeps.vault.keyholder",
    "--socket", {str(place / "s")!r}, "--key-file", {str(place / "k")!r}, "--die-with-parent"])
print(child.pid, flush=True)
child.wait()
"""
    parent = subprocess.Popen([sys.executable, "-c", command], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    Client(place / "s", patience_seconds=30).do(Operation.MARK, [(b"", b"")])
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert eventually(lambda: is_gone(pid))


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def eventually(holds: object, *, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.01)
    return False
