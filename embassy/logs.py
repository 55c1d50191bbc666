"""What is told while it runs: words for people, lines of JSON for programs."""

from .environment import env

# Where the security log goes: a file, else standard error beside the other words.
SECURITY_LOG = env.str("SECURITY_LOG", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "words": {
            "()": "publications.traces.Words",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)r",
        },
        "line": {"()": "publications.traces.Line"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "words"},
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
    },
}
