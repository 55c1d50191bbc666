"""A setting that can't be used stops the start and is named in one sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from embassy import environment, logs, settings, signing_in, site, storage

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = (environment, logs, signing_in, site, storage)


def test_what_a_section_sets_is_a_setting():
    for section in SECTIONS:
        lost = {n for n in vars(section) if n.isupper()} - set(vars(settings))
        assert not lost, f"settings.py doesn't name {lost} of {section.__name__}"


def test_every_variable_is_told_of():
    page = (ROOT / "docs/operating/settings.md").read_text(encoding="utf-8")
    for path in (ROOT / "embassy").glob("*.py"):
        for name in re.findall(
            r'env\.\w+\(\s*"([A-Z0-9_]+)"', path.read_text(encoding="utf-8")
        ):
            assert f"`{name}`" in page, f"{path.name} reads {name}: settings.md?"


def check(tmp_path, *, deploy=False, **environment):
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "manage.py", "check", *(["--deploy"] if deploy else [])],
        cwd=ROOT,
        env={**clean, "DATA_DIR": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "99999"),
        ("TIME_ZONE", "Mars/Base"),
        ("CAPITAL_TIME_ZONE", "nowhere"),
        ("SITE_URL", "press.example"),
        ("LANGUAGE_CODE", "xx"),
        ("DEMO", "maybe"),
        ("DATABASE_URL", "foo"),
        ("SECURITY_CONTACT", "security@mission.example"),
        ("SECURITY_CONTACT", "http://mission.example/"),
        ("SECURITY_ALERTS", "watch"),
        ("FRONT_SERVERS", "-1"),
        ("SECOND_FACTOR", "some"),
        ("SCANNER", "clamd"),
        ("BREACHED_PASSWORDS", "/nowhere"),
        ("BREACHED_PASSWORDS", __file__),
        ("WEBSUB_HUB", "ftp://hub.example/"),
        ("WEBSUB_HUB", "https://name:word@hub.example/"),
        ("DATA_DIR", "/proc/nope"),
        ("WATCH_TOKEN", "a short one"),
        ("LOG_FORMAT", "xml"),
        ("FORMER_HOSTS", "127.0.0.1"),
        ("FORMER_HOSTS", "https://old.example/"),
    ],
)
def test_a_bad_value_is_named(tmp_path, variable, value):
    told = check(tmp_path, **{variable: value})
    assert told.returncode == 1
    assert len(told.stderr.strip().splitlines()) == 1
    assert variable in told.stderr or value in told.stderr


def test_a_fresh_installation_keeps_its_secrets_to_itself(tmp_path):
    assert check(tmp_path).returncode == 0
    data = tmp_path / "data"
    key = data / "secret-key"
    assert data.stat().st_mode & 0o777 == 0o700
    assert key.stat().st_mode & 0o777 == 0o600
    first = key.read_text()
    assert len(first) > 50
    check(tmp_path)
    assert key.read_text() == first


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"SITE_LANGUAGES": "en,xx"}, "xx"),
        ({"SITE_LANGUAGES": "en,zh-cn"}, "zh-cn"),
        ({"SITE_LANGUAGES": "en,ru,en"}, "SITE_LANGUAGES"),
        ({"SITE_LANGUAGES": "ru,az", "LANGUAGE_CODE": "en"}, "LANGUAGE_CODE"),
        ({"LANGUAGE_NAMES": "ru=Russian"}, "Russian"),
        ({"LANGUAGE_NAMES": "ar=Arabic"}, "Arabic"),
        ({"LANGUAGE_NAMES": "ru=Рusskiy"}, "Рusskiy"),
        ({"LANGUAGE_NAMES": "az=Azerbaijani"}, "Azerbaijani"),
        ({"LANGUAGE_NAMES": "az=English"}, "same name"),
        ({"LANGUAGE_NAMES": "de=Deutsch"}, "de"),
    ],
)
def test_a_language_that_cannot_be_is_named(tmp_path, variables, named):
    told = check(tmp_path, **variables)
    assert told.returncode == 1
    assert len(told.stderr.strip().splitlines()) == 1 and named in told.stderr


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"EMBLEM": "/no/such.svg"}, "EMBLEM: /no/such.svg can't be read"),
        ({"EMBLEM": "README.md"}, "no SVG, PNG or WebP that opens"),
        ({"EMBLEM": "{made}"}, "holds <script>"),
        ({"ACCENT_COLOUR": "red"}, "ACCENT_COLOUR: “red”"),
        (
            {"ACCENT_COLOUR": "#ffcc00"},
            "ACCENT_COLOUR: #ffcc00 has a contrast of",
        ),
        (
            {"ACCENT_COLOUR": "#aa0000", "ACCENT_COLOUR_DARK": "#222222"},
            "ACCENT_COLOUR_DARK: #222222 has a contrast of 1.",
        ),
        ({"ACCENT_COLOUR_DARK": "#ffffff"}, "ACCENT_COLOUR_DARK needs ACCENT_COLOUR"),
    ],
)
def test_a_look_that_cannot_be_is_named(tmp_path, variables, said):
    made = tmp_path / "made.svg"
    made.write_text(SVG.format("<script/>"))
    told = check(tmp_path, **{k: v.format(made=made) for k, v in variables.items()})
    assert told.returncode == 1
    assert len(told.stderr.strip().splitlines()) == 1 and said in told.stderr


def test_a_look_of_ones_own_is_taken(tmp_path):
    made = tmp_path / "made.svg"
    made.write_text(SVG.format("<path/>"))
    told = check(tmp_path, EMBLEM=str(made), ACCENT_COLOUR="#aa0000")
    assert told.returncode == 0, told.stderr


def test_languages_have_an_order_and_names_of_ones_own(tmp_path):
    chosen = {"SITE_LANGUAGES": "ru,de,az", "LANGUAGE_NAMES": "az=Azərbaycan dili"}
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME")}
    asked = "from embassy import settings as s; print(s.LANGUAGES, s.LANGUAGE_CODE)"
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", asked],
        cwd=ROOT,
        env={**clean, "DATA_DIR": str(tmp_path / "data"), **chosen},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    named = [("ru", "Русский"), ("de", "Deutsch"), ("az", "Azərbaycan dili")]
    assert told.stdout == f"{named} ru\n"


def test_g01_the_check_for_deployment_finds_nothing(tmp_path):
    """G01, with the settings as they are shipped, behind a front server with TLS."""
    stolen = tmp_path / "stolen.txt"
    stolen.write_text(f"{'0' * 40}:1\n")
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
    told = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={
            **clean,
            "DATA_DIR": str(tmp_path / "data"),
            "SITE_URL": "https://press.example",
            "DEMO": "0",
            "DATABASE_URL": "postgresql:///embassy",
            "SECURITY_ALERTS": "watch@mission.example",
            "EMAIL_URL": "submission://mail.example:587",
            "BREACHED_PASSWORDS": str(stolen),
            "SCANNER": "/run/clamav/clamd.ctl",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 0, told.stderr


def test_what_would_be_regretted_is_told_with_what_to_do(tmp_path):
    told = check(tmp_path, SITE_URL="http://press.example", DEMO="0", deploy=True)
    assert "SITE_URL=https://press.example" in told.stderr
    assert "EMAIL_URL=submission://" in told.stderr
    assert "BREACHED_PASSWORDS" in told.stderr and "SCANNER" in told.stderr


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        ({"DEMO": "1"}, True),
        ({"SECOND_FACTOR": "off"}, True),
        ({"SECOND_FACTOR": "deciding"}, True),
        ({"STEP_UP_MINUTES": "0"}, True),
        ({"ALLOWED_HOSTS": "*"}, True),
        ({"ALLOWED_HOSTS": ".example"}, True),
        ({"SECURITY_ALERTS": ""}, True),
        ({"DATABASE_URL": "sqlite:///embassy.sqlite3"}, True),
        ({}, False),
    ],
)
def test_what_is_looser_than_shipped_is_told(tmp_path, given, is_told):
    in_earnest = {
        "SITE_URL": "https://press.example",
        "DEMO": "0",
        "DATABASE_URL": "postgresql:///embassy",
        "SECURITY_ALERTS": "watch@mission.example",
    }
    told = check(tmp_path, **{**in_earnest, **given}, deploy=True).stderr
    assert ("publications.W011" in told) is is_told, told
    assert all(name in told for name in given)


IN_CLEAR = {
    "DATABASE_URL": "postgresql://a:b@10.0.0.7/d",
    "EMAIL_URL": "smtp://mail.example:25",
    "WEBSUB_HUB": "http://10.0.0.9/hub",
}
SEALED = {
    "DATABASE_URL": "postgresql://a:b@db.example/d?sslmode=verify-full",
    "EMAIL_URL": "submission://mail.example:587",
    "WEBSUB_HUB": "https://hub.example/",
}
ON_THIS_MACHINE = {
    "DATABASE_URL": "postgresql://a:b@127.0.0.1:5432/d",
    "EMAIL_URL": "smtp://localhost:25",
}


@pytest.mark.parametrize(
    ("given", "is_told"), [(IN_CLEAR, True), (SEALED, False), (ON_THIS_MACHINE, False)]
)
def test_what_leaves_this_machine_in_clear_is_told(tmp_path, given, is_told):
    told = check(tmp_path, SITE_URL="https://p.example", DEMO="0", deploy=True, **given)
    for name in given:
        assert (f"{name} crosses the network" in told.stderr) == is_told, told.stderr


def test_a_secret_is_read_from_a_file_and_told_to_nobody(tmp_path):
    """As systemd's credentials and containers' secrets are handed over."""
    (tmp_path / "key").write_text("a key from a file, with an end\n")
    (tmp_path / "url").write_text("postgresql://app:secret@127.0.0.1/embassy\n")
    asked = (
        "from embassy import settings as s;"
        "print(s.SECRET_KEY, s.DATABASES['default']['PASSWORD'])"
    )
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME")}
    files = {"SECRET_KEY_FILE": "key", "DATABASE_URL_FILE": "url"}
    told = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={
            **clean,
            "DATA_DIR": str(tmp_path),
            **{name: str(tmp_path / file) for name, file in files.items()},
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stdout == "a key from a file, with an end secret\n"
    lacking = check(tmp_path, SECRET_KEY_FILE=str(tmp_path / "none"))
    assert lacking.returncode == 1 and "SECRET_KEY_FILE" in lacking.stderr


def test_the_server_says_in_a_sentence_what_it_cannot_use(tmp_path):
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME")}
    told = subprocess.run(
        [sys.executable, "-c", "import embassy.wsgi"],
        cwd=ROOT,
        env={**clean, "DATA_DIR": str(tmp_path), "PORT": "abc"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("A setting can't be used:") and "PORT" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


def test_behind_a_pooler_nothing_is_kept_in_a_connection(tmp_path):
    asked = "from embassy import settings as s; print(s.DATABASES['default'])"
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME")}
    there = {"DATABASE_URL": "postgresql://a:b@h/d", "DATABASE_POOLER": "on"}
    told = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={**clean, "DATA_DIR": str(tmp_path), **there},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "'CONN_MAX_AGE': 0" in told.stdout
    assert "'DISABLE_SERVER_SIDE_CURSORS': True" in told.stdout
    assert "'connect_timeout': 5" in told.stdout
