"""Our own measuring process: the peers' tasks done by varde's kernels.

python -m rehearsal.measuring.own_worker CORE
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from rehearsal.measuring.peers_worker import resident_bytes, seconds_of, serve
from varde.kernels.hashing import of_examined
from varde.kernels.media import Decoder, Examined, How, MediaKind, Undecodable
from varde.kernels.media.pool import DecoderPool
from varde.kernels.media.sniff import HEAD_BYTES, sniff
from varde.kernels.media.types import Sampling, Way
from varde.kernels.search import tables


def _examined(data: bytes, how: How) -> Examined:
    """In this process, without the sandbox, as a peer does it."""
    from varde.kernels.media import picture, video

    found = sniff(data[:HEAD_BYTES])
    assert found is not None
    examine = picture.examine if found.kind is MediaKind.PICTURE else video.examine
    seen = examine(io.BytesIO(data), found, how)
    if isinstance(seen, Undecodable):
        raise OSError(f"undecodable: {seen.reason}")
    return seen


def picture(file: str, repeat: int, way: str = "fast") -> dict[str, Any]:
    """From bytes in memory to the fingerprint."""
    data, how = Path(file).read_bytes(), How(Way(way))
    found = of_examined(_examined(data, how)).fingerprints
    value, is_exact = (found[0].hex, found[0].is_exact) if found else (None, True)
    return {"value": value, "is_exact": is_exact, "seconds": seconds_of(lambda: of_examined(_examined(data, how)), repeat)}


def reducing(file: str, repeat: int) -> dict[str, Any]:
    """What is left when the decoding is taken away: decoded pixels to fingerprint."""
    from PIL import Image

    from varde.kernels.hashing.algorithms import pdq
    from varde.kernels.media import grid

    with Image.open(file) as opened:
        pixels = np.asarray(opened.convert("RGB"))
    return {"seconds": seconds_of(lambda: pdq.of_grid(grid.linearly(pixels).tobytes()), repeat)}


_WARM: set[str] = set()


def video(file: str, sampling: str, way: str = "exact") -> dict[str, Any]:
    """A whole video, in a process forked for it: the decoder counts its own processor time from its start."""
    data, how = Path(file).read_bytes(), How(Way(way), Sampling(sampling))
    if "video" not in _WARM:
        _video(data, How(Way.EXACT, Sampling.KEYFRAMES))  # imports and kernels are loaded here, not in each forked process
        _WARM.add("video")
    return _forked(lambda: _video(data, how))


def _video(data: bytes, how: How) -> dict[str, Any]:
    start = time.perf_counter()
    found = of_examined(_examined(data, how))
    taken = time.perf_counter() - start
    return {"seconds": taken, "frames": [[one.at_ms, one.hex] for one in found.fingerprints]}


def video_recall(clips: int) -> dict[str, Any]:
    """Altered copies, made and examined in a process forked for it."""
    from rehearsal.measuring.video_recall import measure_recall

    return _forked(lambda: measure_recall(clips=clips))


def _forked(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer = work()
        except Exception as error:  # noqa: BLE001  told to the parent
            answer = {"error": f"{type(error).__name__}: {error}"}
        with os.fdopen(theirs, "w", encoding="utf-8") as file:
            file.write(json.dumps(answer))
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as file:
        told = file.read()
    os.waitpid(child, 0)
    answer = json.loads(told or '{"error": "the forked process died"}')
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return dict(answer)


def loose(files: list[str], way: str = "fast") -> dict[str, Any]:
    """Many pictures one after the other in this process: what the sandbox is compared with."""
    kept, how = [Path(file).read_bytes() for file in files], How(Way(way))
    return {"seconds": sum(seconds_of(lambda: [of_examined(_examined(data, how)) for data in kept], 1))}


_DECODERS: dict[str, Any] = {}


def sandboxed(files: list[str], way: str = "fast", *, one_by_one: bool = False) -> dict[str, Any]:
    """The same through the sandbox: in bulk, or each file in a worker of its own. The decoders are started beforehand."""
    kept, how = [Path(file).read_bytes() for file in files], How(Way(way))
    if one_by_one:
        decoder = _DECODERS.setdefault("one", None) or Decoder.start()
        _DECODERS["one"] = decoder
        start = time.perf_counter()
        seen: list[Any] = [decoder.examine(io.BytesIO(data), how) for data in kept]
    else:
        pool = _DECODERS.get("pool") or DecoderPool(processes=1)
        _DECODERS["pool"] = pool
        pool.start()
        opened = [(number, lambda data=data: io.BytesIO(data)) for number, data in enumerate(kept)]
        start = time.perf_counter()
        seen = [one for _, one in pool.examine_all(opened, how)]
    found = [of_examined(one).fingerprints[0].hex if isinstance(one, Examined) else str(one) for one in seen]
    return {"seconds": time.perf_counter() - start, "values": found}


_KEPT: dict[str, Any] = {}


def search_build(words: str) -> dict[str, Any]:
    """The tables of a file's values, the kernels loaded beforehand."""
    from varde.kernels.search import tables_compiled  # noqa: F401  so that numba's own memory is not counted

    _KEPT.clear()
    values = _words(words)
    before = resident_bytes()
    start = time.perf_counter()
    _KEPT["tables"] = tables.build(values)
    taken = time.perf_counter() - start
    return {"seconds": taken, "bytes": _KEPT["tables"].nbytes, "resident": resident_bytes() - before + values.nbytes}


def search_batch(queries: str) -> dict[str, Any]:
    """All queries in one call."""
    asked = _words(queries)
    start = time.perf_counter()
    found = tables.search(_KEPT["tables"], asked)
    taken = time.perf_counter() - start
    return {"seconds": taken, "hits": np.bincount(found.query, minlength=len(asked)).tolist()}


def search_single(queries: str) -> dict[str, Any]:
    """One call for each query."""
    kept = _KEPT["tables"]
    return {"seconds": [seconds_of(partial(tables.search, kept, one), 1)[0] for one in _words(queries)[:, None]]}


def saved(words: str) -> dict[str, Any]:
    """A saved index of the values: seconds to write it, to open it (verified and not), its bytes, and single look-ups."""
    from varde.kernels.search.saved import Entries, SavedIndex, write_index

    values = np.fromfile(words, np.uint8).reshape(-1, 32)
    with tempfile.TemporaryDirectory(prefix="varde-bench-", dir=Path(words).parent) as folder:
        path = Path(folder) / "index"
        writing = seconds_of(lambda: write_index(path, [Entries("harbour", "pdq", values)], versions={"pdq": "1"}), 1)[0]
        opening = seconds_of(lambda: SavedIndex.open(path), 3)
        index = SavedIndex.open(path)
        asked = [values[at].tobytes() for at in range(0, len(values), max(1, len(values) // 200))]
        single = [seconds_of(partial(index.near, [one]), 1)[0] for one in asked]
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        return {"writing": writing, "opening": opening, "single": single, "bytes": size}


def recall(words: str, queries: int) -> dict[str, Any]:
    """Every planted query compared with every entry."""
    from rehearsal.measuring import exhaustive

    found = exhaustive.recall(_words(words), queries)
    return {**asdict(found), "recall": found.recall}


def _words(path: str) -> tables.Words:
    return np.fromfile(path, np.uint64).reshape(-1, 4)


TASKS: dict[str, Callable[..., Any]] = {
    "picture": picture,
    "reducing": reducing,
    "video": video,
    "video_recall": video_recall,
    "loose": loose,
    "sandboxed": sandboxed,
    "saved": saved,
    "recall": recall,
    "search_build": search_build,
    "search_batch": search_batch,
    "search_single": search_single,
}

if __name__ == "__main__":
    serve(TASKS, int(sys.argv[1]))
