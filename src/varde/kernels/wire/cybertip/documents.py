"""Reading and writing `report` and `fileDetails`.

Checked in this order: well-formed (4110), right root (4000), schema (4100), rules (4100).
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from lxml import etree

from varde.kernels.terms import clock
from varde.kernels.wire import xml
from varde.kernels.wire.cybertip import codec, rules, schema
from varde.kernels.wire.cybertip.errors import WireRefused
from varde.kernels.wire.cybertip.field_rules import Breach
from varde.kernels.wire.cybertip.files import FileDetails
from varde.kernels.wire.cybertip.report import Report
from varde.kernels.wire.cybertip.values import Edition

T = TypeVar("T")


def parse_report(data: bytes, *, edition: Edition = Edition.ACCEPTING_2026, at: datetime | None = None) -> Report:
    """A valid report, or WireRefused. `at`: the moment that "in the past" is measured by, now when not given."""
    report = _read(data, "report", Report, edition)
    _obey(rules.broken_in_report(report, at=at or clock.now()))
    return report


def parse_file_details(data: bytes, *, edition: Edition = Edition.ACCEPTING_2026, at: datetime | None = None) -> FileDetails:
    """Valid details of one file, or WireRefused. Whether report and file exist is for the caller to know."""
    details = _read(data, "fileDetails", FileDetails, edition)
    _obey(rules.broken_in_file_details(details, at=at or clock.now()))
    return details


def render_report(report: Report, *, edition: Edition = Edition.ACCEPTING_2026, at: datetime | None = None) -> bytes:
    """The report's bytes, checked by both layers before anyone sends them."""
    written = _write("report", report, edition)
    _obey(rules.broken_in_report(report, at=at or clock.now()))
    return written


def render_file_details(details: FileDetails, *, edition: Edition = Edition.ACCEPTING_2026, at: datetime | None = None) -> bytes:
    """The details' bytes, checked by both layers before anyone sends them."""
    written = _write("fileDetails", details, edition)
    _obey(rules.broken_in_file_details(details, at=at or clock.now()))
    return written


def _read(data: bytes, name: str, cls: type[T], edition: Edition) -> T:
    root = _root(data, name)
    schema.check(root, edition=edition)
    return codec.read(root, cls)


def _root(data: bytes, name: str) -> etree._Element:
    try:
        root = xml.parse(data)
    except xml.XmlRefused as refused:
        raise WireRefused(4110, "/", refused.message) from refused
    if root.tag != name:
        raise WireRefused(4000, "/", f"the root element is not {name}")
    return root


def _write(name: str, value: object, edition: Edition) -> bytes:
    element = codec.write(name, value)
    schema.check(element, edition=edition)
    written = xml.written(element)
    _root(written, name)  # what the other side's parser would refuse for its size is refused here, before sending
    return written


def _obey(breaches: list[Breach]) -> None:
    if breaches:
        raise WireRefused(4100, breaches[0].path, breaches[0].cause)
