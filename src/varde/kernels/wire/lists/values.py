"""How fingerprints are spelled: the algorithms' names and lengths, hexadecimal and base64."""

from __future__ import annotations

import base64
import binascii
import re

from varde.kernels.wire.lists.errors import AlgorithmUnclear

VALUE_BYTES = {"sha256": 32, "sha1": 20, "md5": 16, "pdq": 32, "photodna": 144}
UNCLEAR_BYTES = 32  # PDQ's and SHA-256's
_BY_BYTES = {16: "md5", 20: "sha1", 144: "photodna"}
_SPELLINGS = {"sha2": "sha256", "pdna": "photodna", "photodnahash": "photodna", "sha2256": "sha256"}


def named(untrusted_name: str) -> str | None:
    """The algorithm that a list calls so ("SHA-1", "md5 hash"), or None."""
    plain = re.sub(r"[\s_\-.]+", "", untrusted_name).casefold()
    short = plain.removeprefix("hash").removesuffix("hash").removesuffix("hex")
    found = _SPELLINGS.get(plain, _SPELLINGS.get(short, short))
    return found if found in VALUE_BYTES else None


def by_digits(digits: int) -> str | None:
    """The only algorithm whose values have so many hexadecimal digits; None without one; AlgorithmUnclear with two."""
    if digits == 2 * UNCLEAR_BYTES:
        raise AlgorithmUnclear("64 hexadecimal digits")
    return _BY_BYTES.get(digits // 2) if digits % 2 == 0 else None


def value_of(untrusted_text: str, algorithm: str) -> bytes:
    """The value's bytes, from hexadecimal or base64; ValueError says what is wrong with it, without showing it."""
    text, size = untrusted_text.strip(), VALUE_BYTES[algorithm]
    if len(text) == 2 * size:
        return _from_hex(text)
    if len(text) == 4 * -(-size // 3):
        return _from_base64(text, size)
    raise ValueError(f"{algorithm} has {2 * size} hexadecimal digits, not {len(text)}")


def _from_hex(text: str) -> bytes:
    try:
        return binascii.unhexlify(text)
    except ValueError:
        raise ValueError("is not hexadecimal") from None


def _from_base64(text: str, size: int) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        raise ValueError("is neither hexadecimal nor base64") from None
    if len(value) != size:
        raise ValueError(f"is base64 of {len(value)} bytes, not {size}")
    return value


def clear_value(untrusted_text: str, algorithm: str | None) -> tuple[str, bytes]:
    """The algorithm and value of a text; without an algorithm told, its length must tell."""
    text = untrusted_text.strip()
    told = algorithm or by_digits(len(text))
    if told is None:
        raise ValueError(f"no algorithm has {len(text)} hexadecimal digits")
    return told, value_of(text, told)
