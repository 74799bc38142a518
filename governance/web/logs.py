"""Logs: one JSON object a line on stderr, without personal data, tokens or query text."""

import logging
import sys

import structlog


def configure_logs() -> None:
    """Send structured logs to stderr, so that stdout is a command's own."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
