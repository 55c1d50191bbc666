"""The mission's emblem and colour, found usable before the site starts.

Tests: tests/test_settings.py, tests/mission/.
"""

from pathlib import Path

from environs import Env

from publications.mission.colours import chosen
from publications.mission.emblem import opened


def emblem_of_this_mission(env: Env, invented: Path) -> Path:
    """Return the file that EMBLEM names; ValueError where it can't be shown."""
    path = Path(env.str("EMBLEM", "") or invented).resolve()
    try:
        opened(path)
    except ValueError as error:
        raise ValueError(f"EMBLEM: {error}") from error
    return path


def colours_of_this_mission(env: Env) -> tuple[str, str]:
    """Return what ACCENT_COLOUR and ACCENT_COLOUR_DARK say; ValueError where it can't
    be read on the site's paper."""
    light, dark = env.str("ACCENT_COLOUR", ""), env.str("ACCENT_COLOUR_DARK", "")
    if dark and not light:
        raise ValueError("ACCENT_COLOUR_DARK needs ACCENT_COLOUR beside it.")
    for name, pair in {
        "ACCENT_COLOUR": (light, ""),
        "ACCENT_COLOUR_DARK": (light, dark),
    }.items():
        try:
            if light:
                chosen(*pair)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
    return light, dark
