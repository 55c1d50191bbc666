"""What a front server is to be told, from the settings of this installation.

Headers and types come from where the application has its own, so that a file sent by
the front says what the application would say. Tests: tests/management/test_fronts.py.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from publications import middleware, serving
from publications.attachments import MIMES

NGINX, CADDY, FOLDERS = "nginx", "caddy", "folders"
TEMPLATES = {
    NGINX: "publications/front/nginx.conf",
    CADDY: "publications/front/Caddyfile",
    FOLDERS: "publications/front/folders.conf",
}
# A whole nginx for somebody without rights, who tries it: run_front.
WHOLE = "publications/front/whole.conf"

TYPES = {
    "text/html": ("html",),
    "text/css": ("css",),
    "text/javascript": ("js",),
    "text/plain": ("txt",),
    "application/json": ("json",),
    "image/svg+xml": ("svg",),
    "image/x-icon": ("ico",),
    "image/png": ("png",),
    "image/jpeg": ("jpg",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/avif": ("avif",),
    **{mime: (ending,) for ending, mime in MIMES.items()},
}
# What nginx drops of the application's answer where it sends the file.
PASSED_ON = (
    *("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"),
    *("Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"),
    *("Cross-Origin-Resource-Policy", "Strict-Transport-Security"),
)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
_PATH = re.compile(r"/[\w./@+-]+")
_ADDRESS = re.compile(r"[\w.-]+:\d{1,5}|\[[0-9a-f:]+\]:\d{1,5}|unix:/[\w./-]+")


class Unfit(Exception):
    """The settings, or what was asked for, make no front; says why."""


class Asked(NamedTuple):
    """`seen_at`: where the front sees the three folders of DATA_DIR. `listen`: of an
    nginx on loopback, else that of SITE_URL."""

    seen_at: str = ""
    certificate: str = ""
    key: str = ""
    cache: str = "/run/embassy-front"
    acme: str = "/var/www/acme"
    applications: tuple[str, ...] = ()


def configuration(server: str, asked: Asked) -> str:
    """Raises Unfit."""
    return render_to_string(TEMPLATES[server], told(asked))


def told(asked: Asked) -> dict[str, Any]:
    """What the templates name."""
    if not settings.FRONT_SERVERS:
        raise Unfit(
            "FRONT_SERVERS is 0: behind a front server it is 1, or every visitor's "
            "address would be the front's own."
        )
    site = urlsplit(settings.SITE_URL)
    where = Path(asked.seen_at or settings.DATA_DIR)
    live = f"/etc/letsencrypt/live/{site.hostname}"
    paths = {
        "static_root": str(where / "static"),
        "media_root": str(where / "media"),
        "fallback": str(where / "fallback"),
        "certificate": asked.certificate or f"{live}/fullchain.pem",
        "key": asked.key or f"{live}/privkey.pem",
        "cache": asked.cache,
        "acme": asked.acme,
    }
    _check(paths, asked.applications)
    return {**paths, **_address(site), **_rules(), **_headers(), **_folders(asked)}


def _check(paths: dict[str, str], applications: tuple[str, ...]) -> None:
    for path in paths.values():
        if not _PATH.fullmatch(path):
            raise Unfit(
                f"{path} can't stand in the configuration: it is a path from / of "
                "letters, digits and . _ - @ +."
            )
    for address in applications:
        if not _ADDRESS.fullmatch(address):
            raise Unfit(f"{address} is no address: 10.0.0.5:8000.")


def _address(site) -> dict[str, Any]:
    tls = site.scheme == "https"
    port = site.port or (443 if tls else 80)
    # Former names, where there are such: the application leads on from them.
    known = [*settings.ALLOWED_HOSTS, *getattr(settings, "FORMER_HOSTS", [])]
    others = [name for name in known if name not in (*LOOPBACK, site.hostname)]
    hosts = [site.hostname, *(h for h in others if re.fullmatch(r"[\w.*-]+", h))]
    local = "127.0.0.1:" if site.hostname in LOOPBACK else ""
    return {
        "site": settings.SITE_URL,
        "tls": tls,
        "hosts": " ".join(hosts),
        "caddy_hosts": ", ".join(f"{site.scheme}://{host}:{port}" for host in hosts),
        "caddy_plain": ", ".join(f"http://{host}" for host in hosts),
        "listen": f"{local}{port}",
        "listen_plain": f"{local}80",
        "port": f":{site.port}" if site.port else "",
    }


def _rules() -> dict[str, Any]:
    alone = settings.FRONT_SERVERS == 1
    return {
        # One who stands before this one counts and names visitors by itself.
        "counts_visitors": alone,
        "forwarded_for": "$remote_addr" if alone else "$proxy_add_x_forwarded_for",
        "default_language": settings.LANGUAGE_CODE,
        "languages": [(code, re.escape(code)) for code, _name in settings.LANGUAGES],
        "static_url": settings.STATIC_URL,
        "types": [(mime, " ".join(endings)) for mime, endings in TYPES.items()],
    }


def _folders(asked: Asked) -> dict[str, Any]:
    local = settings.MEDIA_STORAGE == "local"
    host = "127.0.0.1" if settings.HOST in ("0.0.0.0", "::") else settings.HOST  # noqa: S104  # nosec B104
    own = f"[{host}]:{settings.PORT}" if ":" in host else f"{host}:{settings.PORT}"
    return {
        "protected": settings.INTERNAL_REDIRECT if local else "",
        "protected_prefix": settings.INTERNAL_REDIRECT.rstrip("/"),
        "own_certificate": bool(asked.certificate),
        "applications": asked.applications or (own,),
        "data_dir": settings.DATA_DIR,
        "fallback_dir": settings.FALLBACK_DIR,
        "seen_at": asked.seen_at,
    }


def _headers() -> dict[str, Any]:
    of_all = {
        "Permissions-Policy": middleware.PERMISSIONS_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Strict-Transport-Security": _hsts(),
    }
    of_page = {
        **of_all,
        "Content-Security-Policy": middleware.CONTENT_SECURITY_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    of_file = {**of_all, "Cross-Origin-Resource-Policy": "cross-origin"}
    return {
        "page_headers": [(k, v) for k, v in of_page.items() if v],
        "file_headers": [(k, v) for k, v in of_file.items() if v],
        "file_policy": serving.POLICY,
        "drawing_policy": serving.POLICY_OF_DRAWING,
        "page_cache": middleware.PUBLIC_CACHE,
        "private_cache": middleware.PRIVATE_CACHE,
        "passed_on": [
            (name, f"upstream_http_{name.lower().replace('-', '_')}")
            for name in PASSED_ON
        ],
    }


def _hsts() -> str:
    if not settings.SECURE_HSTS_SECONDS:
        return ""
    said = f"max-age={settings.SECURE_HSTS_SECONDS}"
    if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        said += "; includeSubDomains"
    return f"{said}; preload" if settings.SECURE_HSTS_PRELOAD else said
