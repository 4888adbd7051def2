"""What the law tables and rules refuse."""

from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class LawDataWrong(VardeError):
    """A law table cannot be read; correct the row that is named."""

    code: ClassVar[str] = "law_data_wrong"
    status: ClassVar[int] = 500


class MomentWithoutZone(VardeError):
    """A moment has no time zone, so the day of the act is not known; give the moment with its offset."""

    code: ClassVar[str] = "moment_without_zone"


class BornAfterTheAct(VardeError):
    """The birth date lies after the act; check the birth date."""

    code: ClassVar[str] = "born_after_the_act"


class ZoneUnknown(VardeError):
    """There is no time zone of this name; use a name such as Europe/Copenhagen."""

    code: ClassVar[str] = "zone_unknown"
