"""What is there, what is missing, and what to do about it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from varde.kernels.terms.errors import VardeError
from varde.station import checkups
from varde.station.checkups import Finding, State
from varde.station.layout import Layout

MARKS = {State.OK: "ok     ", State.WEAK: "weak   ", State.MISSING: "MISSING"}
OF_THE_MACHINE: tuple[Callable[[], Iterator[Finding]], ...] = (
    checkups.python,
    checkups.postgres,
    checkups.sandbox,
    checkups.browser,
    checkups.clock_of_the_machine,
)
OF_A_STATION: tuple[Callable[[Layout], Iterator[Finding]], ...] = (
    checkups.directory,
    checkups.disk,
    checkups.secrets,
    checkups.database_folder,
    checkups.processes,
)


def examine(data: Path | None) -> list[Finding]:
    """Everything that can be looked at; what cannot be is a finding too."""
    found = [finding for check in OF_THE_MACHINE for finding in _safely(check)]
    if data:
        layout = Layout(data)
        found += [finding for look in OF_A_STATION for finding in _safely(lambda look=look: look(layout))]  # type: ignore[misc]
    return found


def _safely(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(check())
    except VardeError as error:
        return [Finding("station", State.MISSING, error.message)]
    except OSError as error:
        return [
            Finding(
                "station",
                State.MISSING,
                f"could not be looked at: {error.strerror}",
                "start varde doctor as the station's own user",
            )
        ]


def main(words: list[str] | None = None) -> int:
    """Entry point of `python -m varde.station doctor`."""
    reader = argparse.ArgumentParser(prog="varde doctor")
    reader.add_argument("part")
    reader.add_argument("--data", type=Path)
    reader.add_argument("--json", action="store_true", dest="as_json")
    asked = reader.parse_args(words)
    found = examine(asked.data.absolute() if asked.data else None)
    sys.stdout.write(_as_json(found) if asked.as_json else "".join(_line(finding) for finding in found))
    return int(any(finding.state is State.MISSING for finding in found))


def _line(finding: Finding) -> str:
    todo = f"\n          -> {finding.do}" if finding.do else ""
    return f"{MARKS[finding.state]} {finding.about}: {finding.says}{todo}\n"


def _as_json(found: list[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in found], indent=1) + "\n"
