"""One JSON object per line on standard error, and never what was sent: no bodies, no query strings, no names."""

from __future__ import annotations

import json
import logging
from typing import Any

from varde.kernels.terms import clock


class Json(logging.Formatter):
    """Time, level, logger, message; of an exception its type and where it was raised, but not its text, which may hold input."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": self._says(record),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = self._where(record)
        return json.dumps(line, ensure_ascii=False)

    @staticmethod
    def _says(record: logging.LogRecord) -> str:
        """Django's request log quotes the address asked for: keep its path, drop what follows the question mark."""
        return record.getMessage().split("?", 1)[0]

    @staticmethod
    def _where(record: logging.LogRecord) -> list[str]:
        found = []
        trace = record.exc_info[2] if record.exc_info else None
        while trace:
            code = trace.tb_frame.f_code
            found.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return found[-8:]


def configuration(level: str) -> dict[str, Any]:
    """For logging.config.dictConfig."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "varde.station.logs.Json"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            "django": {"handlers": [], "level": level.upper(), "propagate": True},
            "procrastinate": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
        },
    }
