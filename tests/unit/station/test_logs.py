from __future__ import annotations

import json
import logging
import sys

from varde.station.logs import Json


def test_a_line_is_json_and_carries_no_query() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "f.py", 1, "Not Found: %s", ("/reports/7?pin=1234",), None)
    line = json.loads(Json().format(record))
    assert line["says"] == "Not Found: /reports/7"
    assert line["level"] == "warning"


def test_an_errors_text_is_left_out_but_not_where_it_was() -> None:
    try:
        int("what somebody wrote")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f.py", 1, "failed", (), sys.exc_info())
    written = Json().format(record)
    assert "what somebody wrote" not in written
    assert json.loads(written)["error"] == "ValueError"
