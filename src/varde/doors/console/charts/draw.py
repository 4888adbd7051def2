"""A child process of one picture's length: Vega-Lite JSON comes in, SVG goes out. The web process never carries the renderer."""

from __future__ import annotations

import sys

import vl_convert


def main() -> None:
    """Entry point of `python -m varde.doors.console.charts.draw`; nothing is ever loaded from elsewhere."""
    sys.stdout.write(vl_convert.vegalite_to_svg(sys.stdin.read(), allowed_base_urls=[]))


if __name__ == "__main__":
    main()
