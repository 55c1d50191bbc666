#!/usr/bin/env python
"""Django's command line for this installation: `manage.py help` lists what it does."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from environs import EnvError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings
    except (EnvError, ValueError, OSError) as error:
        sys.exit(f"A setting can't be used: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
