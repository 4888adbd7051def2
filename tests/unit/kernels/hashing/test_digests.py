from __future__ import annotations

import io

from varde.kernels.hashing import Digester, digest_stream


def test_one_reading_gives_all_digests() -> None:
    found = digest_stream(io.BytesIO(b"abc"))
    assert found.size == 3
    assert found.sha256.hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert found.sha1.hex() == "a9993e364706816aba3e25717850c26c9cd0d89d"
    assert found.md5.hex() == "900150983cd24fb0d6963f7d28e17f72"


def test_an_empty_stream_has_the_digests_of_nothing() -> None:
    found = digest_stream(io.BytesIO())
    assert (found.size, found.md5.hex()) == (0, "d41d8cd98f00b204e9800998ecf8427e")


def test_pieces_make_the_same_whole() -> None:
    digester = Digester()
    for piece in (b"a", b"", b"bc"):
        digester.update(piece)
    assert digester.finish() == digest_stream(io.BytesIO(b"abc"))
