"""Logs: one JSON object a line on stderr, without personal data, tokens, addresses or query text.

What our own code logs is an event with fields. What anybody else says (a library, a warning, an
error that nobody caught) is told by who said it and where, and never in words that were put
together: they may hold a statement, its parameters or the password of an address.
"""

import linecache
import logging
import sys
import threading
import warnings
from types import TracebackType
from typing import Final, TextIO

import structlog

from governance.errors import traced
from governance.settings import LogLevel

_LOG: Final = structlog.get_logger("governance.process")


def configure_logs(level: LogLevel = "info") -> None:
    """Send structured logs to stderr, so that stdout is a command's own; the libraries' too."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, Overheard)]:
        root.removeHandler(handler)
    root.addHandler(Overheard(logging.WARNING))


def take_over() -> None:
    """What this process would print by itself becomes log lines: it is ours alone."""
    configure_logs()
    warnings.showwarning = _warned
    sys.excepthook = _not_caught
    sys.unraisablehook = lambda said: _LOG.error("not_caught", **traced(said.exc_value))
    threading.excepthook = lambda said: _LOG.error("not_caught", **traced(said.exc_value))


class Overheard(logging.Handler):
    """Hears what libraries log."""

    def emit(self, record: logging.LogRecord) -> None:
        """A line that says who, where, and which error."""
        say = _LOG.error if record.levelno >= logging.ERROR else _LOG.warning
        error = record.exc_info[1] if record.exc_info else None
        at = f"{record.module}:{record.lineno}"
        told = {} if error is None else traced(error)
        say("overheard", library=record.name, at=at, text=_as_written(record), **told)


def _as_written(record: logging.LogRecord) -> str | None:
    """The text before anything is put into it; None unless it stands in the source like that."""
    text = str(record.msg).strip()
    source = "".join(linecache.getlines(record.pathname))
    return text if f'"{text}' in source or f"'{text}" in source else None


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    _LOG.warning("python_warning", reason=category.__name__, at=f"{filename}:{lineno}")


def _not_caught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        _LOG.critical("not_caught", **traced(error))
