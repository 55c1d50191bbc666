"""What sets a server up: scripts that parse, units that systemd takes, images whose
promises stand in the files. Nothing is installed or started here."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "docs/operating/production"
SCRIPTS = ["install", "machine.sh", "front.sh", "embassy-manage"]
UNITS = sorted(path.name for path in PLACE.glob("*.service"))


def run(*command, **options):
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, **options
    )


def test_the_scripts_parse():
    for name in SCRIPTS:
        told = run("bash", "-n", str(PLACE / name))
        assert told.returncode == 0, told.stderr


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="apt-get install shellcheck")
def test_shellcheck_finds_nothing():
    told = run("shellcheck", "-x", "install", "embassy-manage", cwd=PLACE)
    assert told.returncode == 0, told.stdout
    told = run("shellcheck", "trial", "systemctl", cwd=ROOT / "tests/production")
    assert told.returncode == 0, told.stdout


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="apt-get install systemd"
)
def test_systemd_takes_the_units(tmp_path):
    """In the place of what they start, which isn't on this machine."""
    for path in [*PLACE.glob("*.service"), *PLACE.glob("*.timer")]:
        words = path.read_text(encoding="utf-8")
        words = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", words, flags=re.M)
        name = path.name.replace("@", "@8001")
        (tmp_path / name).write_text(words, encoding="utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    told = run("systemd-analyze", "verify", "--man=no", *units)
    ours = [line for line in told.stderr.splitlines() if "embassy" in line]
    assert not ours, told.stderr


@pytest.mark.parametrize("name", UNITS)
def test_a_service_may_do_no_more_than_it_must(name):
    said = (PLACE / name).read_text(encoding="utf-8").splitlines()
    for line in (
        "User=embassy",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "SystemCallFilter=@system-service",
        "EnvironmentFile=/etc/embassy/embassy.env",
    ):
        assert line in said, line
    assert any(line.startswith("MemoryMax=") for line in said)
    # The owner of the database is nobody's who serves.
    assert "owner.env" not in "\n".join(said)


def test_the_environment_names_settings_that_there_are():
    page = (ROOT / "docs/operating/settings.md").read_text(encoding="utf-8")
    said = (PLACE / "embassy.env").read_text(encoding="utf-8")
    names = re.findall(r"^#?([A-Z_]+)=", said, re.M)
    assert len(names) > 15
    assert [name for name in names if f"`{name}`" not in page] == []


def test_containers_keep_their_promises():
    made = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    services = made["services"]
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert "no-new-privileges:true" in service["security_opt"], name
    for name in ("site", "worker", "migrate"):
        assert services[name]["user"] == "10001:10001"
        assert services[name]["cap_drop"] == ["ALL"]
        owner = "DATABASE_OWNER_URL" in services[name]["environment"]
        assert owner is (name == "migrate")
    assert (
        services["database"]["networks"] == services["cache"]["networks"] == ["inside"]
    )
    assert made["networks"]["inside"]["internal"] is True
    # Images by their plain names: which registry is the machine's own matter.
    assert {service["image"] for service in services.values()} == {
        *("embassy", "postgres:18", "valkey/valkey:8")
    }


def test_the_image_runs_as_nobody_in_particular():
    said = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = said.split("\nFROM ")[-1]
    assert re.search(r"^USER 10001:10001$", last, re.M)
    assert "HEALTHCHECK" in last and "/healthz/live" in last
    assert re.findall(r"^FROM (\S+)", said, re.M) == ["python:3.11-slim"] * 2
    assert said.count("--require-hashes") == 1 and "requirements*.txt" in said


def test_logs_are_kept_as_long_as_the_page_says():
    script = (PLACE / "machine.sh").read_text(encoding="utf-8")
    page = (ROOT / "docs/operating/watching.md").read_text(encoding="utf-8")
    assert "MaxRetentionSec=90day" in script and "MaxRetentionSec=90day" in page
    assert "\n    keep_logs\n" in (PLACE / "install").read_text(encoding="utf-8")


def test_a_release_has_no_history_of_its_code():
    """Nor what developers alone need."""
    script = (PLACE / "install").read_text(encoding="utf-8")
    assert 'tar -C "$TREE" --exclude=./.git ' in script
    taken = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert taken[0] == "*" and not any(".git" in line for line in taken)
    for text in (script, (ROOT / "Dockerfile").read_text(encoding="utf-8")):
        assert "requirements-dev" not in text
