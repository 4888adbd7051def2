from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import click

from rehearsal.operations import OPERATIONS


@click.command("demo")
@click.option(
    "--operation", type=click.Choice(list(OPERATIONS)), default="denmark", show_default=True, help="Which operation to make up."
)
@click.option(
    "--scale", type=click.FloatRange(0, 10, min_open=True), default=0.1, show_default=True, help="1 is the operation's full size."
)
@click.option("--seed", type=int, default=2018, show_default=True, help="The same seed makes up the same operation.")
@click.option(
    "--truth",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Replay this truth file instead (docs/reference/truth-format.md).",
)
@click.option("--write-truth", type=click.Path(dir_okay=False, path_type=Path), help="Also write the truth that is replayed.")
@click.option(
    "--media", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Replay with your own pictures and clips."
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the stations here; else in a temporary folder that is removed.",
)
@click.option("--port", type=click.IntRange(1024, 65000), default=8440, show_default=True, help="First port to try.")
@click.option("--headless", is_flag=True, help="End when the result stands; exit code 0 only if everything put in came out.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the result as JSON.")
def command(
    *,
    operation: str,
    scale: float,
    seed: int,
    truth: Path | None,
    write_truth: Path | None,
    media: Path | None,
    data: Path | None,
    port: int,
    headless: bool,
    json_file: Path | None,
) -> None:
    """Replay an operation through three stations, compare what came out with what was put in, and leave the consoles open.

    Everything is made up: people, accounts, addresses; the pictures are landscapes and objects.
    """
    from rehearsal import truth as truths
    from rehearsal.operations import make
    from rehearsal.playing.show import Demo

    played = truths.read(truth) if truth else make(operation, scale=scale, seed=seed)
    if write_truth:
        truths.write(played, write_truth)
    if data:
        data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="varde-demo-", ignore_cleanup_errors=True) as temporary:
        demo = Demo(played, folder=data or Path(temporary), own_media=media, first_port=port, keep=data is not None)
        result = demo.play(stay=not headless, written=lambda made: _write(made, json_file))
    sys.exit(0 if result is not None and not result["differences"] else 1)


def _write(result: dict[str, object], json_file: Path | None) -> None:
    if json_file:
        told = {key: value for key, value in result.items() if key != "resident_mib"}
        json_file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
