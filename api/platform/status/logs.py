"""The service's own log, on standard error: one line each, as text or as JSON, and nothing that anyone sent.

Errors are told by their kind and by the lines of code that they came through. Their messages are left out: what a
library says of a value repeats the value.
"""

import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from api.platform.settings import Settings
from api.platform.status.settings import LogSettings
from api.platform.tracing import current
from api.platform.web.shapes import to_utc_text

FIELDS: Final = "vonk_fields"
"""Under this name a line carries what JSON tells apart and text does not repeat."""


class TextLines(logging.Formatter):
    """Writes a line for people: when, how bad, what, and by which number it can be found elsewhere."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the way of an error under it."""
        trace = current()
        ending = f" trace={trace.trace_id}" if trace else ""
        head = f"{_moment(record)} {record.levelname:<7} {record.name} {_said(record)}{ending}"
        return "\n".join([head, *_way_of_error(record)])


class JsonLines(logging.Formatter):
    """Writes a JSON object for machines that read logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object, on one line."""
        trace = current()
        told: dict[str, Any] = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _said(record),
            **getattr(record, FIELDS, {}),
        }
        if trace:
            told["traceId"] = trace.trace_id
        if record.exc_info:
            told["error"] = "\n".join(_way_of_error(record))
        return orjson.dumps(told).decode()


def configure(settings: Settings) -> dict[str, Any]:
    """Return how logging is set up in each process, as `logging.config.dictConfig` takes it."""
    chosen = settings[LogSettings]
    lines = JsonLines if chosen.log_format == "json" else TextLines
    # Libraries tell values at lower levels, so the level that is chosen is for our own lines only.
    to_stderr: dict[str, Any] = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{lines.__module__}.{lines.__qualname__}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "vonk": to_stderr | {"level": chosen.log_level.upper()},
            # These would write in a form of their own.
            "dbos": to_stderr,
            "uvicorn": to_stderr,
        },
    }


def _said(record: logging.LogRecord) -> str:
    # Libraries put the way of an error, its statement and the values of that behind the first line of what they say.
    return record.getMessage().partition("\n")[0]


def _moment(record: logging.LogRecord) -> str:
    return to_utc_text(datetime.fromtimestamp(record.created, UTC))


def _way_of_error(record: logging.LogRecord) -> list[str]:
    error = record.exc_info[1] if record.exc_info else None
    return [line for each in _chain(error) for line in _tell(each)]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, and what it came from, each once."""
    told: set[int] = set()
    while error is not None and id(error) not in told:
        told.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _tell(error: BaseException) -> Iterator[str]:
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
