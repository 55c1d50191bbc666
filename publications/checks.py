"""What is compared at start, and by `manage.py check --database default`."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import storages
from django.db import connections
from django.utils.translation import to_locale

from . import paper, search
from .models import guards
from .models.guards import grants

ROLE = "publications.W005"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@register(Tags.database)
def guards_are_in_place(app_configs, databases, **kwargs):
    """A database without its guards would keep none of its promises."""
    errors = []
    for alias in databases or ():
        connection = connections[alias]
        tables = connection.introspection.table_names()
        if "publications_edition" not in tables:
            continue  # not migrated yet
        for name in guards.missing(connection):
            errors.append(
                Error(
                    f"The database's guard “{name}” is missing or altered.",
                    hint="Run manage.py migrate, which puts the guards in place.",
                    id="publications.E001",
                )
            )
    return errors


@register(Tags.database)
def role_has_what_is_due(app_configs, databases, **kwargs):
    """A role that owns the tables can lift every guard; one that lacks a grant fails
    in the middle of somebody's work."""
    connection = connections["default"]
    if "default" not in (databases or ()) or connection.vendor != "postgresql":
        return []
    if "publications_edition" not in connection.introspection.table_names():
        return []
    rights = grants.rights(connection)
    hint = "docs/operating/database-roles.md"
    if rights.lacking:
        return [
            Error(
                f"The application's role lacks: {_some(rights.lacking)}.",
                hint=f"Run manage.py grant_application_role as the owner ({hint}).",
                id="publications.E003",
            )
        ]
    if not rights.undue or not settings.SITE_URL.startswith("https://"):
        return []
    told = (
        "The application works as the database's owner, who can lift every guard."
        if rights.owns
        else f"The application's role may more than is due: {_some(rights.undue)}."
    )
    return [Warning(told, hint=f"Give it a role of its own ({hint}).", id=ROLE)]


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


@register(Tags.database)
def texts_can_be_found(app_configs, databases, **kwargs):
    """After an upgrade that reads words otherwise, the index is empty."""
    if "default" not in (databases or ()):
        return []
    # `migrate` asks, too: before it, tables may be missing.
    tables = connections["default"].introspection.table_names()
    return [
        Warning(
            f"Nothing can be found in {kept.index.table}.",
            hint="Run manage.py rebuild_index; the site may run meanwhile.",
            id="publications.W004",
        )
        for kept in search.KEPT
        if kept.index.table in tables and search.is_wanting(kept)
    ]


@register(Tags.database)
def papers_can_be_made(app_configs, databases, **kwargs):
    """Without these there are no PDFs; the rest needs none of it.

    Told with the database's checks: once at a start, not by each command.
    """
    lacking = paper.lacking()
    told = (
        f"There are no PDFs of texts: {lacking} is missing (docs/operating/paper.md)."
    )
    return [Warning(told, id="publications.W003")] if lacking else []


@register(Tags.security, deploy=True)
def media_are_private(app_configs, **kwargs):
    """A bucket that anybody may read gives away what is to be public only later."""
    try:
        exposures = storages["default"].exposures()
    except OSError as error:
        return [
            Warning(f"Nobody knows who can read media: {error}", id="publications.W001")
        ]
    return [Error(exposure, id="publications.E002") for exposure in exposures]


@register()
def offered_languages_have_their_words(app_configs, **kwargs):
    """Texts may be in any language; the words around them are English without one."""
    folder = Path(__file__).parent / "locale"
    return [
        Warning(
            f"The site offers “{code}”, but its own words are not translated into it.",
            hint="docs/operating/languages.md tells how to add them.",
            id="publications.W002",
        )
        for code, _name in settings.LANGUAGES
        if code != "en"
        and not (folder / to_locale(code) / "LC_MESSAGES" / "django.mo").exists()
    ]


@register()
def nothing_crosses_the_network_in_clear(app_configs, **kwargs):
    """Without https neither passwords nor sessions are anybody's own."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https" or site.hostname in LOOPBACK:
        return []
    return [
        Warning(
            f"SITE_URL is {settings.SITE_URL}: passwords cross the network in clear.",
            hint="Put a front server with TLS before it (docs/operating/front.md), and "
            f"set SITE_URL=https://{site.hostname}.",
            id="publications.W006",
        )
    ]


@register(deploy=True)
def nothing_leaves_this_machine_in_clear(app_configs, **kwargs):
    """Nor does what the site itself says to other machines, and to nobody but those
    whose certificate was looked at."""
    return [
        Warning(
            f"{name} crosses the network in clear, or to whoever answers.",
            hint=f"{hint} (docs/operating/outside.md).",
            id="publications.W008",
        )
        for name, hint in _in_clear()
    ]


def _in_clear() -> Iterator[tuple[str, str]]:
    database = settings.DATABASES["default"]
    host = database.get("HOST") or ""
    mode = database.get("OPTIONS", {}).get("sslmode", "")
    is_server = database["ENGINE"].endswith("postgresql")
    if is_server and not (is_here(host) or mode in ("verify-ca", "verify-full")):
        yield "DATABASE_URL", "Add ?sslmode=verify-full&sslrootcert=FILE"
    cache = str(settings.CACHES["default"].get("LOCATION", ""))
    if cache.startswith("redis://") and not is_here(urlsplit(cache).hostname or ""):
        yield "CACHE_URL", "Set rediss:// or valkeys://"
    is_mail = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    is_sealed = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if is_mail and not (is_sealed or is_here(settings.EMAIL_HOST)):
        yield "EMAIL_URL", "Set submission:// or ?ssl=true"
    bucket = settings.MEDIA_STORES.get("s3", {}).get("OPTIONS", {})
    for name, address in (
        ("S3_ENDPOINT_URL", bucket.get("endpoint_url", "")),
        ("WEBSUB_HUB", settings.WEBSUB_HUB),
    ):
        told = urlsplit(address)
        if told.scheme == "http" and not is_here(told.hostname or ""):
            yield name, "Set https://"


def is_here(host: str) -> bool:
    """This machine: a socket, or loopback."""
    return not host or host.startswith("/") or host in LOOPBACK


@register(deploy=True)
def stolen_passwords_are_known(app_configs, **kwargs):
    """What was stolen elsewhere is tried first, and looks like any other."""
    if settings.BREACHED_PASSWORDS:
        return []
    return [
        Warning(
            "Passwords are not compared with those that were stolen elsewhere.",
            hint="Set BREACHED_PASSWORDS (docs/operating/signing-in.md).",
            id="publications.W009",
        )
    ]


@register(deploy=True)
def files_are_looked_at(app_configs, **kwargs):
    """What somebody sends is checked and made anew; what scanners know is theirs."""
    if settings.SCANNER:
        return []
    return [
        Warning(
            "No virus scanner looks at files that come in.",
            hint="Set SCANNER=/run/clamav/clamd.ctl (docs/operating/storage.md).",
            id="publications.W010",
        )
    ]


@register(deploy=True)
def nothing_is_looser_than_shipped(app_configs, **kwargs):
    """What a trial may have off is easily left so in earnest."""
    hint = "docs/operating/settings.md; what it means: docs/security.md"
    return [Warning(told, hint=hint, id="publications.W011") for told in _looser()]


def _looser() -> Iterator[str]:
    if settings.DEMO:
        yield "DEMO is on: invented texts, and accounts whose password is known."
    if settings.SECOND_FACTOR != "everybody":
        yield "SECOND_FACTOR lets some sign in with a password alone."
    if settings.STEP_UP_MINUTES == 0:
        yield "STEP_UP_MINUTES=0: whoever finds a desk open releases without a proof."
    if any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        yield "ALLOWED_HOSTS answers to names that nobody has listed."
    if not settings.SECURITY_ALERTS:
        yield "SECURITY_ALERTS is empty: nobody hears of emergencies and guessing."
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield (
            "DATABASE_URL is SQLite: one role that owns every table, and the clock of "
            "this machine decides what is public."
        )


@register(deploy=True)
def letters_leave_this_machine(app_configs, **kwargs):
    """Until a server is named they are files: nobody would hear of anything."""
    if settings.EMAIL_BACKEND != "django.core.mail.backends.filebased.EmailBackend":
        return []
    return [
        Warning(
            "No mail server is named: letters, and links to approve, stay in files.",
            hint="Set EMAIL_URL=submission://user:password@host:587, and "
            "DEFAULT_FROM_EMAIL (docs/operating/mail.md).",
            id="publications.W007",
        )
    ]
