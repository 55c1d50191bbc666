"""`make test`: the suite on SQLite and on PostgreSQL, and what is tried once, with a
browser; exit code 1 if any part fails.

All run at once, since each waits now and then; what the others say is told afterwards.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import chromium
from tests.postgres import server

PYTEST = [sys.executable, "-m", "pytest"]
# Pure rooms have no database to be tried on a second time.
ROOMS = (
    *("rendering", "images", "attachments", "importing", "mission", "confinement"),
    *("fallback", "test_bodies.py"),
    *("storage/test_disk.py", "storage/test_configured.py", "storage/test_bucket.py"),
    *("test_catalogues.py", "test_partial_dates.py", "test_style_sheet.py"),
    *("test_zones.py", "test_desk_tags.py", "test_every_case.py", "test_caches.py"),
    *("test_security_docs.py",),
    "finished/test_watch.py",
)
# Forms of the desk and answers about files and words, over questions that tests of the
# models and of acts ask of both databases. On PostgreSQL the desk's lists, searches and
# permissions are tried, and everything that commits at once with others.
OVER_THEM = (
    *(f"admin/test_library{of}.py" for of in ("", "_adding", "_attachment")),
    *(f"admin/test_library_{of}.py" for of in ("describing", "picture")),
    *(f"admin/test_side_by_side{of}.py" for of in ("", "_behind", "_names")),
    *(f"admin/test_side_by_side_{of}.py" for of in ("refusals", "shapes")),
    *("admin/test_media_fields.py", "admin/test_media_described.py"),
    *("admin/test_picker.py", "admin/test_pasting.py"),
    *("admin/test_placement_report.py", "admin/test_writing_field.py"),
    *("admin/test_import_text.py", "admin/test_live_preview.py"),
    *("admin/test_comparing.py", "admin/test_steps.py", "admin/test_act_pages.py"),
    *("admin/test_beside.py", "admin/test_bundles.py"),
    *("admin/test_acts_at_the_desk.py", "admin/test_countdown.py"),
    *("admin/test_editions.py", "admin/test_previews.py", "admin/test_signatories.py"),
    *("admin/test_public_notes.py", "admin/test_languages_of_a_text.py"),
    *("admin/test_placements.py", "admin/test_people.py", "admin/test_checking.py"),
    *("admin/test_appointments.py", "admin/test_still_public.py"),
    *("admin/test_merging.py", "admin/test_accounts.py", "admin/test_profile.py"),
    *("views/test_media.py", "views/test_media_at_the_desk.py"),
    *("views/test_media_on_pages.py", "views/test_comparing.py"),
    *("views/test_plain.py", "views/test_citing.py", "views/test_directions.py"),
    *("workflow/test_letters.py", "workflow/test_bundle_opening.py"),
    *("management/test_import_text.py", "storage/test_site.py"),
    # What other servers and files are asked, told and given.
    *(f"syndication/test_{what}.py" for what in ("retraction", "copying", "papers")),
    "admin/signing_in/test_elsewhere.py",
    # Every act by every role, in every state, at every jump of a clock that the tests
    # hold: rules, which no database has a part in.
    *("workflow/test_clocks.py", "workflow/test_roles.py"),
    "workflow/test_refusals.py",
)
# A browser sees the same of both databases, and so does what starts processes.
STARTED = (
    *("browser", "test_production.py", "management/test_run_site.py"),
    *("management/test_fronts.py", "management/test_load_demo.py"),
    "backups/test_drill.py",
)
# Who may enter is asked of the roles, and each page behind a door has tests of its own;
# of files the database knows a name: test_canary.py asks both who may have them.
ASKED = (
    *("test_settings.py", "test_doors.py", "admin/test_help.py"),
    "test_limits.py",
    *("test_canary_files.py", "test_canary_site.py", "views/test_media_answers.py"),
    *("management/test_move_media.py", "workflow/test_bundle_check.py"),
)
STARTING = [f"tests/{path}" for path in STARTED]
FORMS = [f"tests/{path}" for path in (*ASKED, *OVER_THEM, *ROOMS)]
ONCE = [*STARTING, *FORMS]
# What pages and feeds show, over the same questions, the lists of the desk, and what
# forms refuse because it can't be stored: on the database that an embassy runs. On
# SQLite the canary, the doors and the browser ask for every address.
LISTS = (
    "home",
    "home_care",
    "ways",
    "listing",
    "lookups",
    "found",
    "calendar",
    "everywhere",
    "archive",
)
SHOWN = [
    *("tests/views", "tests/feeds", "tests/test_every_form.py"),
    *(f"tests/admin/test_{name}.py" for name in LISTS),
]
TWICE = [f"--ignore={path}" for path in (*ONCE, *SHOWN)]
NONE_CHOSEN = 5  # pytest's code, where the arguments choose tests of another part


def main() -> int:
    arguments = sys.argv[1:]
    options = [given for given in arguments if not _is_a_path(given)]
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DEBUG")}
    with server() as url:
        there, shown = ({**clean, "DATABASE_URL": at} for at in (url, beside_it(url)))
        beside = [Part("Twice, on PostgreSQL", [*TWICE, *arguments], there)]
        for name, paths, environment in (
            ("In Chromium", STARTING, clean),
            ("Once, on SQLite", FORMS, clean),
            ("Once, on PostgreSQL", SHOWN, shown),
        ):
            if chosen := among(paths, list(filter(_is_a_path, arguments))):
                kept_out = [f"--ignore={path}" for path in ONCE if paths is SHOWN]
                beside.append(Part(name, [*options, *kept_out, *chosen], environment))
        print("== Twice, on SQLite", flush=True)
        results = [subprocess.call([*PYTEST, *TWICE, *arguments], env=clean)]
        results += [part.ended() for part in beside]
    if not chromium():
        print(
            "The browser tests did not run: this machine has no Chromium "
            "(apt-get install chromium)."
        )
        results.append(int(bool(os.environ.get("CI"))))
    return int(bool(set(results) - {0, NONE_CHOSEN}) or 0 not in results)


def beside_it(url: str) -> str:
    """Another database of the same server."""
    address, mark, options = url.partition("?")
    return f"{address}_shown{mark}{options}"


def among(paths: list[str], chosen: list[str]) -> list[str]:
    """What of the paths is chosen; all where nothing is."""
    if not chosen:
        return paths
    folders = tuple(f"{path.rstrip('/')}/" for path in chosen)
    return [
        *(path for path in chosen if path.startswith(tuple(paths))),
        *(path for path in paths if path.startswith(folders)),
    ]


def _is_a_path(argument: str) -> bool:
    return Path(argument.partition("::")[0]).exists()


class Part:
    """A part of the suite that runs beside: what it says is told once it has ended."""

    def __init__(self, name: str, arguments: list[str], environment: dict[str, str]):
        self.name = name
        self.told = tempfile.TemporaryFile("w+")  # noqa: SIM115 - read when it ended
        self.process = subprocess.Popen(
            [*PYTEST, *arguments],
            env=environment,
            stdout=self.told,
            stderr=subprocess.STDOUT,
        )

    def ended(self) -> int:
        result = self.process.wait()
        self.told.seek(0)
        print(f"== {self.name}", self.told.read(), sep="\n", flush=True)
        return result


if __name__ == "__main__":
    sys.exit(main())
