"""Which addresses a server may send us to: its own, below the root that we were given, and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from varde.links.peers.errors import AddressLeavesRoot

ENTRIES = "/v2/entries"
_PLAIN = re.compile(r"[!-\[\]-~]+")  # printable ASCII without blank and backslash


def next_address(root: str, untrusted_next: str) -> str:
    """The root with `next` behind it; a `next` that is no path of entries below it is refused."""
    if not _PLAIN.fullmatch(untrusted_next) or not untrusted_next.startswith((ENTRIES + "?", ENTRIES + "/")):
        raise AddressLeavesRoot
    path = untrusted_next.partition("?")[0]
    if "#" in untrusted_next or "%" in path or "//" in path or {".", ".."} & set(path.split("/")):
        raise AddressLeavesRoot
    return root + untrusted_next


def large_address(root: str, untrusted_href: str) -> str:
    """Where a large fingerprint lies: at the host of the root, by the same scheme and port."""
    if not _PLAIN.fullmatch(untrusted_href):
        raise AddressLeavesRoot
    is_below = untrusted_href.startswith("/v2/")
    found = root + untrusted_href if is_below else urljoin(root + "/", untrusted_href)
    told, ours = urlsplit(found), urlsplit(root)
    if (told.scheme, told.netloc) != (ours.scheme, ours.netloc) or "@" in told.netloc or ".." in told.path.split("/"):
        raise AddressLeavesRoot
    return found
