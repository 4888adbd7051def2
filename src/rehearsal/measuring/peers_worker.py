"""A measuring process: reads tasks as JSON lines, does them on one core, answers with seconds as JSON lines.

Run as a file by the peers' own interpreter, so it imports nothing of varde; our own worker takes `serve` from here.
    python peers_worker.py CORE
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import metadata
from typing import Any

Tasks = dict[str, Callable[..., Any]]
NAMES = ("pdqhash", "threatexchange", "faiss-cpu", "vpdq")


def serve(tasks: Tasks, core: int) -> None:
    """Do what standard input asks for until it ends. Whatever else prints goes to standard error."""
    os.sched_setaffinity(0, {core})
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = tasks[asked.pop("do")](**asked)
        except Exception as error:  # noqa: BLE001  told to the one who asked
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def seconds_of(call: Callable[[], object], repeat: int) -> list[float]:
    """Wall seconds of each of `repeat` calls."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return taken


def resident_bytes() -> int:
    """What this process holds in memory now."""
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  runs without our imports
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def versions() -> dict[str, str | None]:
    """The peers that are really usable here; None for one that is not."""
    return {name: _version(name) for name in NAMES}


def _version(name: str) -> str | None:
    try:
        importlib.import_module(name.partition("-")[0])
        return metadata.version(name)
    except Exception:  # noqa: BLE001  whatever keeps it from being used
        return None


def picture(file: str, repeat: int) -> dict[str, Any]:
    """Hash one picture from bytes in memory, as a platform that uses threatexchange would."""
    hasher: Any = importlib.import_module("threatexchange.signal_type.pdq.pdq_hasher")
    with open(file, "rb") as opened:  # noqa: PTH123
        data = opened.read()
    value, quality = hasher.pdq_from_bytes(data)
    return {"value": value, "quality": quality, "seconds": seconds_of(lambda: hasher.pdq_from_bytes(data), repeat)}


def video(file: str) -> dict[str, Any]:
    """Hash one frame a second of a video."""
    vpdq: Any = importlib.import_module("vpdq")
    start = time.perf_counter()
    features = vpdq.computeHash(file, seconds_per_hash=1, thread_count=1)
    taken = time.perf_counter() - start
    return {"seconds": taken, "frames": [[round(1000 * one.timestamp), one.hex] for one in features]}


_KEPT: dict[str, Any] = {}


def search_build(words: str) -> dict[str, Any]:
    """An index of the values in a file of 32 bytes each; only the index's own work is timed."""
    module: Any = importlib.import_module("threatexchange.signal_type.pdq.pdq_index")
    _KEPT.clear()
    with open(words, "rb") as opened:  # noqa: PTH123
        data = opened.read()
    before = resident_bytes()
    entries = [(data[at : at + 32].hex(), at // 32) for at in range(0, len(data), 32)]
    start = time.perf_counter()
    _KEPT["index"] = module.PDQIndex(entries)
    taken = time.perf_counter() - start
    del entries
    return {"seconds": taken, "bytes": resident_bytes() - before}


def search_batch(queries: str) -> dict[str, Any]:
    """All queries in one call; how many hits each has, so that nobody is fast by finding less."""
    asked = _hexes(queries)
    start = time.perf_counter()
    found = _KEPT["index"].index.search_with_distance_in_result(asked, 31)
    taken = time.perf_counter() - start
    return {"seconds": taken, "hits": [len(found[one]) for one in asked]}


def search_single(queries: str) -> dict[str, Any]:
    """One call for each query."""
    return {"seconds": [seconds_of(partial(_KEPT["index"].query, one), 1)[0] for one in _hexes(queries)]}


def _hexes(queries: str) -> list[str]:
    with open(queries, "rb") as opened:  # noqa: PTH123
        stream = io.BytesIO(opened.read())
    return [part.hex() for part in iter(lambda: stream.read(32), b"")]


if __name__ == "__main__":
    serve(
        {
            "versions": versions,
            "picture": picture,
            "video": video,
            "search_build": search_build,
            "search_batch": search_batch,
            "search_single": search_single,
        },
        int(sys.argv[1]),
    )
