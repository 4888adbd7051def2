"""What can be wrong with a rehearsal's material."""

from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class TruthRefused(VardeError):
    """The truth file cannot be replayed as it is: correct the lines named, as docs/reference/truth-format.md describes."""

    code: ClassVar[str] = "truth_refused"

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        shown = "; ".join(faults[:10])
        super().__init__(shown if len(faults) <= 10 else f"{shown}; and {len(faults) - 10} more")


class MediaRefused(VardeError):
    """The folder given with --media cannot be replayed: put enough readable pictures and clips into it."""

    code: ClassVar[str] = "media_refused"


class ScaleRefused(VardeError):
    """The scale is out of range: choose a number above 0 and at most 10."""

    code: ClassVar[str] = "scale_refused"


class StationFailed(VardeError):
    """A station of the rehearsal did not start or did not do as it was told; look at its messages."""

    code: ClassVar[str] = "station_failed"
    status: ClassVar[int] = 500


class ConsoleRefused(VardeError):
    """A console refused what a person of the rehearsal did."""

    code: ClassVar[str] = "console_refused"
    status: ClassVar[int] = 500


class ApiRefused(VardeError):
    """A station refused what a machine of the rehearsal sent."""

    code: ClassVar[str] = "api_refused"
    status: ClassVar[int] = 500


class NeverQuiet(VardeError):
    """Something that was accepted did not arrive in time; look at the stations' messages."""

    code: ClassVar[str] = "never_quiet"
    status: ClassVar[int] = 500
