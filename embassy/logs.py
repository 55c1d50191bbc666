"""What is told while it runs, to people and programs (docs/operating/watching.md)."""

import os
from pathlib import Path

from environs import validate

from .environment import env

# Whoever asks for what isn't offered is in the security log; where in the code that was
# seen is nobody's concern.
refused = [
    f"django.security.{each}"
    for each in (
        "DisallowedHost",
        "DisallowedModelAdminLookup",
        "RequestDataTooBig",
        "TooManyFieldsSent",
        "TooManyFilesSent",
    )
]
# Where the security log goes: a file, else standard error beside the other words.
SECURITY_LOG = env.str("SECURITY_LOG", "")
# The rest goes to standard error: for people, or a line of JSON each for a program.
LOG_FORMAT = env.str("LOG_FORMAT", "text", validate=validate.OneOf(["text", "json"]))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"of_request": {"()": "publications.traces.OfRequest"}},
    "formatters": {
        "text": {
            "()": "publications.traces.Words",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)r",
        },
        "json": {"()": "publications.traces.Lines"},
        "line": {"()": "publications.traces.Line"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["of_request"],
        },
        "none": {"class": "logging.NullHandler"},
        "security": {"class": "logging.StreamHandler", "formatter": "line"}
        if not SECURITY_LOG
        # Opened anew where it was put away (logrotate).
        else {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": SECURITY_LOG,
            "encoding": "ascii",
            "formatter": "line",
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "publications": {"level": "INFO"},
        "security": {"handlers": ["security"], "level": "INFO", "propagate": False},
        **dict.fromkeys(refused, {"handlers": ["none"], "propagate": False}),
    },
}

# By it a program that isn't on this machine reads /metrics and what ails.
WATCH_TOKEN = env.str(
    "WATCH_TOKEN",
    "",
    validate=validate.Regexp(
        r"^$|^[!-~]{24,}$", error="It has 24 signs or more: openssl rand -hex 24."
    ),
)
# Where the processes of one server keep what they count, so that each tells of all.
METRICS_DIR = env.str("METRICS_DIR", "")
# Folders of others on this machine, of which it tells, too: the worker's.
METRICS_OTHERS = env.list("METRICS_OTHERS", [])
if METRICS_DIR:
    Path(METRICS_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
    # prometheus_client asks for it when it is imported, which is after this.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_DIR
