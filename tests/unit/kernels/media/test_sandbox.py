from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from unit.kernels.made_media import landscape, saved
from varde.kernels.media import Decoder, Examined, MediaFormat, SandboxLevel, Undecodable, UndecodableReason, sandbox
from varde.kernels.media.decoder import level_of
from varde.kernels.media.exchange import Manner, Request, Task
from varde.kernels.media.probes import Attempt
from varde.kernels.media.seccomp import program

PROBE = Request(Task.PROBE, MediaFormat.PNG, 0)


@pytest.mark.parametrize("manner", [Manner.FOR_FILES, Manner.PROBING])
def test_everything_a_thief_would_try_fails_in_the_worker(decoder: Decoder, manner: Manner) -> None:
    assert decoder._ask(PROBE, io.BytesIO(), manner) == 0


def test_it_fails_just_as_well_in_a_worker_that_has_seen_other_files() -> None:
    with Decoder.start(files_per_worker=8) as bulk:
        assert bulk.level >= SandboxLevel.SYSCALLS
        for seed in (1, 2):
            assert isinstance(bulk.examine(saved(landscape(seed))), Examined)
        assert bulk._ask(PROBE, io.BytesIO()) == 0


def test_the_level_in_force_is_measured() -> None:
    assert sandbox.level_in_force() >= SandboxLevel.SYSCALLS


def test_without_seccomp_the_level_falls_and_nothing_is_decoded() -> None:
    with Decoder.start(without=("seccomp",)) as weak:
        assert weak.level is SandboxLevel.LIMITS
        assert weak.examine(saved(landscape(1))) == Undecodable(UndecodableReason.SANDBOX_TOO_WEAK)


def test_without_landlock_the_default_still_decodes() -> None:
    with Decoder.start(without=("landlock",)) as middling:
        assert middling.level is SandboxLevel.SYSCALLS
        assert isinstance(middling.examine(saved(landscape(1))), Examined)


def test_who_asks_for_more_than_there_is_gets_nothing() -> None:
    with Decoder.start(SandboxLevel.FULL, without=("landlock",)) as strict:
        assert strict.examine(saved(landscape(1))) == Undecodable(UndecodableReason.SANDBOX_TOO_WEAK)


@pytest.mark.parametrize(
    ("worked", "bare", "level"),
    [
        (Attempt(0), Attempt(0), SandboxLevel.FULL),
        (Attempt(0), Attempt.SEND_UDP, SandboxLevel.FULL),  # Landlock does not cover UDP
        (Attempt(0), Attempt.READ_FILE, SandboxLevel.SYSCALLS),
        (Attempt.SEND_UDP, Attempt.SEND_UDP, SandboxLevel.LIMITS),
        (Attempt.TAKE_MEMORY, Attempt(0), SandboxLevel.NONE),
        (Attempt.BE_ROOT, Attempt(0), SandboxLevel.NONE),
    ],
)
def test_each_probe_that_works_lowers_the_level(worked: Attempt, bare: Attempt, level: SandboxLevel) -> None:
    assert level_of(worked, bare=bare) is level


def test_there_is_a_filter_for_both_machines_and_for_no_other() -> None:
    assert program("riscv64") is None
    for machine in ("x86_64", "aarch64"):
        plain, with_threads = program(machine), program(machine, threads=True)
        assert plain
        assert with_threads
        assert len(plain) % 8 == len(with_threads) % 8 == 0
        assert len(plain) < len(with_threads)


def test_the_child_has_an_empty_environment_and_only_its_own_files() -> None:
    with Decoder.start(files_per_worker=8) as bulk:  # its worker stays for a while
        assert isinstance(bulk.examine(saved(landscape(1))), Examined)
        if os.getuid() == 0:  # who is not root may not look into a process that cannot be dumped
            assert b"VARDE" not in Path(f"/proc/{bulk.pid}/environ").read_bytes()
            of_lane, handle_on_worker = 4, 1
            assert len(descriptors_of(bulk.pid)) == 3 + of_lane + handle_on_worker
            assert descriptors_of(worker_of(bulk)) == {"0", "1", "2", "3"}


def descriptors_of(process: int | None) -> set[str]:
    return {one.name for one in Path(f"/proc/{process}/fd").iterdir()}


def worker_of(decoder: Decoder) -> int:
    return int(Path(f"/proc/{decoder.pid}/task/{decoder.pid}/children").read_text())


def test_the_child_ends_with_its_parent() -> None:
    story = "from varde.kernels.media import Decoder; d = Decoder.start(); print(d.pid, flush=True); input()"
    parent = subprocess.Popen([sys.executable, "-c", story], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    until = time.monotonic() + 10
    while _is_running(child) and time.monotonic() < until:
        os.sched_yield()
    assert not _is_running(child)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
