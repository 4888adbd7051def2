"""How the reporting API behaves where its documentation leaves a choice or clients differ; the station's settings decide."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernels.wire.cybertip import Edition


@dataclass(frozen=True, slots=True)
class Profile:
    """`finish_errors_as_done`: a refused /finish keeps its own root; `strict_privacy`: another's report is said not to exist."""

    edition: Edition = Edition.ACCEPTING_2026
    finish_errors_as_done: bool = True
    empty_401: bool = False
    strict_privacy: bool = False
    legacy_2016: bool = False


_in_force: list[Profile] = [Profile()]


def configure(profile: Profile) -> None:
    """Take another one."""
    _in_force[0] = profile


def profile() -> Profile:
    """The one in force."""
    return _in_force[0]
