"""Hash sharing documents (XML, namespace https://hashsharing.ncmec.org/hashsharing/v2): types, parser and writer.

    page = parse_page(answer)      # entries and tombstones, and where the next page is
    sent = render_page(page)       # parse_page(sent) == page

Elements are read by name and in any order, in the namespace or in none; a large fingerprint is an address, never stored.

Never: computes a fingerprint; decides what a classification means; shows a fingerprint in an error.
"""

from __future__ import annotations

from varde.kernels.wire.hashsharing.elements import NAMESPACE, PAGE_LIMIT_BYTES, time_text
from varde.kernels.wire.hashsharing.errors import HashSharingRefused
from varde.kernels.wire.hashsharing.members import (
    parse_categorizations,
    parse_members,
    parse_status,
    render_categorizations,
    render_members,
    render_status,
)
from varde.kernels.wire.hashsharing.opinions import parse_feedback, parse_reasons, render_feedback, render_reasons
from varde.kernels.wire.hashsharing.pages import parse_page, render_page

__all__ = [
    "NAMESPACE",
    "PAGE_LIMIT_BYTES",
    "HashSharingRefused",
    "parse_categorizations",
    "parse_feedback",
    "parse_members",
    "parse_page",
    "parse_reasons",
    "parse_status",
    "render_categorizations",
    "render_feedback",
    "render_members",
    "render_page",
    "render_reasons",
    "render_status",
    "time_text",
]
