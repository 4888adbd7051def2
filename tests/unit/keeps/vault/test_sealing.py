from __future__ import annotations

import io
import os

import pytest
from cryptography.cobblestone import Cobblestone256Encryptor
from hypothesis import given, settings
from hypothesis import strategies as st

from varde.keeps.vault import sealing
from varde.keeps.vault.errors import SealBroken

CHUNK = sealing.CHUNK
KEY, CONTEXT = bytes(range(32)), b"object one"
BORDERS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 5 * CHUNK + 7]


def seal(plain: bytes, *, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    out: list[bytes] = []
    sealing.seal_stream(io.BytesIO(plain), key=key, context=context, write=out.append, see=len)
    return b"".join(out)


def unseal(sealed: bytes, *, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    return sealing.unsealed(io.BytesIO(sealed), key=key, context=context).read()


@pytest.mark.parametrize("size", BORDERS)
def test_every_size_around_a_chunk_comes_back(size: int) -> None:
    plain = os.urandom(size)
    assert unseal(seal(plain)) == plain


@given(plain=st.binary(max_size=600), chunks=st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_random_bytes_come_back(plain: bytes, chunks: int) -> None:
    whole = bytes(chunks * CHUNK - 300 if chunks else 0) + plain
    assert unseal(seal(whole)) == whole


@pytest.mark.parametrize("size", [0, 5, CHUNK, CHUNK + 100])
def test_each_region_flipped_is_noticed(size: int) -> None:
    sealed = seal(os.urandom(size))
    starts = [0, 1, 20, 25, 50, sealing.HEAD, sealing.HEAD + 3, len(sealed) - 17, len(sealed) - 1]
    for at in [one for one in starts if 0 <= one < len(sealed)]:
        broken = bytearray(sealed)
        broken[at] ^= 1
        with pytest.raises(SealBroken):
            unseal(bytes(broken))


def test_each_byte_of_a_small_file_flipped_is_noticed() -> None:
    sealed = seal(b"a lake")
    for at in range(len(sealed)):
        broken = bytearray(sealed)
        broken[at] ^= 0x80
        with pytest.raises(SealBroken):
            unseal(bytes(broken))


@pytest.mark.parametrize("size", [0, 5, CHUNK, 2 * CHUNK])
def test_every_kind_of_truncation_is_noticed(size: int) -> None:
    sealed = seal(os.urandom(size))
    borders = [sealing.HEAD + k * (CHUNK + sealing.TAG) for k in range(3)]
    for length in {0, 1, 30, *borders, *(one + 8 for one in borders), len(sealed) - 1}:
        if length < len(sealed):
            with pytest.raises(SealBroken):
                unseal(sealed[:length])


def test_swapped_chunks_and_added_bytes_are_noticed() -> None:
    sealed, step = seal(os.urandom(3 * CHUNK)), CHUNK + sealing.TAG
    head, first, second = sealed[: sealing.HEAD], *(sealed[sealing.HEAD + k * step :][:step] for k in range(2))
    with pytest.raises(SealBroken):
        unseal(head + second + first + sealed[sealing.HEAD + 2 * step :])
    with pytest.raises(SealBroken):
        unseal(sealed + b"\0")


def test_a_file_opens_with_its_own_key_and_context_only() -> None:
    sealed = seal(b"a lake")
    with pytest.raises(SealBroken):
        unseal(sealed, context=b"object two")
    with pytest.raises(SealBroken):
        unseal(sealed, key=bytes(32))


def test_a_large_file_is_read_by_chunks_as_the_format_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "IN_MEMORY", 0)
    plain = os.urandom(3 * CHUNK + 11)
    file = sealing.unsealed(io.BytesIO(seal(plain)), key=KEY, context=CONTEXT)
    assert not isinstance(file, io.BytesIO)
    for at in (0, CHUNK - 3, CHUNK, 2 * CHUNK + 5, len(plain) - 2, len(plain), len(plain) + 5):
        file.seek(at)
        assert file.read(2 * CHUNK) == plain[at : at + 2 * CHUNK]
    assert file.seek(0, os.SEEK_END) == len(plain)


def test_a_large_file_shows_nothing_before_it_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "IN_MEMORY", 0)
    broken = bytearray(seal(os.urandom(4 * CHUNK)))
    broken[-1] ^= 1
    with pytest.raises(SealBroken):
        sealing.unsealed(io.BytesIO(broken), key=KEY, context=CONTEXT)


def test_a_file_that_changes_after_the_proof_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "IN_MEMORY", 0)
    stored = io.BytesIO(seal(os.urandom(4 * CHUNK)))
    file = sealing.unsealed(stored, key=KEY, context=CONTEXT)
    stored.getbuffer()[sealing.HEAD + 5] ^= 1
    with pytest.raises(SealBroken):
        file.read()


def test_the_stream_is_the_published_format() -> None:
    encryptor = Cobblestone256Encryptor(KEY, CONTEXT)
    theirs = encryptor.update(b"a lake") + encryptor.finalize()
    assert unseal(sealing.VERSION + theirs) == b"a lake"
