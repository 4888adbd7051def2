"""The first layer: our schema (cybertip.xsd), in two editions, and what libxml2 found said without content."""

from __future__ import annotations

import re
import threading
from importlib.resources import files

from lxml import etree

from varde.kernels.wire import xml
from varde.kernels.wire.cybertip.errors import WireRefused
from varde.kernels.wire.cybertip.values import Edition

SCHEMA: bytes = (files(__package__) / "cybertip.xsd").read_bytes()  # the edition that also takes what senders write in 2026

_VALIDATION_FAILED = 4100
_SAFE_STEP = re.compile(r"[A-Za-z0-9]{1,64}(\[[0-9]+\])?")
_CAUSES = {
    "SCHEMAV_ELEMENT_CONTENT": "not expected here, or something before it is missing",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_4": "not expected here, or something before it is missing",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "an attribute that this element does not have",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": "an attribute that this element does not have",
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "a required attribute is missing",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "holds text where only elements may stand",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": "must be empty",
    "SCHEMAV_CVC_ENUMERATION_VALID": "not one of the listed values",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "longer than allowed",
    "SCHEMAV_CVC_MINLENGTH_VALID": "must not be empty",
    "SCHEMAV_CVC_PATTERN_VALID": "not spelled as required (a time needs its offset)",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "not a value of its type",
    "SCHEMAV_CVC_ELT_5_2_2_2_2": "a flag is empty or says true",
}


def check(root: etree._Element, *, edition: Edition) -> None:
    """WireRefused 4100 with the path of the first breach."""
    validator = _validator(edition)
    if not validator.validate(root):
        breach = validator.error_log[0]
        raise WireRefused(_VALIDATION_FAILED, _path(breach.path), _CAUSES.get(breach.type_name, "does not fit the schema"))


def text_of(edition: Edition) -> bytes:
    """The schema as GET /xsd answers it."""
    return (
        SCHEMA
        if edition is Edition.ACCEPTING_2026
        else etree.tostring(_document(edition), encoding="UTF-8", xml_declaration=True)
    )


class _OfThread(threading.local):
    """Validators are built once in each thread: a validator's error log, and building one, are not safe between threads."""

    def __init__(self) -> None:
        self.validators: dict[Edition, etree.XMLSchema] = {}


_of_thread = _OfThread()


def _validator(edition: Edition) -> etree.XMLSchema:
    validators = _of_thread.validators
    if edition not in validators:
        validators[edition] = etree.XMLSchema(_document(edition))
    return validators[edition]


def _document(edition: Edition) -> etree._Element:
    root = xml.parse(SCHEMA)
    if edition is Edition.NOVEMBER_2025:
        for element in [found for found in root.iter() if found.get("id", "").startswith("since-2026")]:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    return root


def _path(path: str | None) -> str:
    steps = (path or "/").strip("/").split("/")
    return "/" + "/".join(step if _SAFE_STEP.fullmatch(step) else "*" for step in steps if step)
