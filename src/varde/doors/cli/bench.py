from __future__ import annotations

import json
import os
import platform
import statistics
import tempfile
from pathlib import Path
from typing import Any

import click

from rehearsal.operations import OPERATIONS


@click.group("bench")
def command() -> None:
    """Measure on this machine; figures with machine and date belong into docs/benchmarks.md."""


@command.command("journey")
@click.option("--operation", type=click.Choice(list(OPERATIONS)), default="denmark", show_default=True)
@click.option("--scale", "scales", type=click.FloatRange(0, 10, min_open=True), multiple=True, default=(0.1,), show_default=True)
@click.option("--runs", type=click.IntRange(1), default=1, show_default=True, help="The median is told.")
@click.option("--seed", type=int, default=2018, show_default=True)
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write every run as JSON.")
def journey(*, operation: str, scales: tuple[float, ...], runs: int, seed: int, json_file: Path | None) -> None:
    """Replay an operation and tell how long it took, how much memory the stations held, and whether the comparison was exact."""
    results = [_run(operation, scale=scale, seed=seed) for scale in scales for _ in range(runs)]
    click.echo(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Linux {platform.release()}")
    for scale in scales:
        mine = [result for result in results if result["scale"] == scale]
        seconds = statistics.median(result["seconds"] for result in mine)
        memory = max(sum(result["resident_mib"].values()) for result in mine)
        exact = all(not result["differences"] for result in mine)
        acts = mine[0]["put_in"]["acts"]
        click.echo(
            f"{operation} {scale}: {seconds:.1f} s, {acts} acts, {memory} MiB resident, {'exact' if exact else 'DIFFERENT'}"
        )
    if json_file:
        json_file.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _run(operation: str, *, scale: float, seed: int) -> dict[str, Any]:
    from rehearsal.operations import make
    from rehearsal.playing.show import Demo

    with tempfile.TemporaryDirectory(prefix="varde-bench-", ignore_cleanup_errors=True) as folder:
        demo = Demo(make(operation, scale=scale, seed=seed), folder=Path(folder), own_media=None, first_port=8600)
        result = demo.play(stay=False, written=lambda _: None)
    if result is None:
        raise click.Abort
    return result
