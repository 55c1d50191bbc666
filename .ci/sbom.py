"""Write what the product is made of (CycloneDX), and hold it against the locks.

    python .ci/sbom.py sbom.cdx.json requirements.txt requirements-pdf.txt …

What several locks name is named once: they are resolved together. Ends with 1 where the
bill lacks something of a lock, has more, or has other hashes.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(sys.executable).parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")


def entries(locks):
    """Each requirement with its hashes, as it stands in the lock, once."""
    found = {}
    for lock in locks:
        whole = Path(lock).read_text(encoding="utf-8").replace("\\\n", " ")
        for line in filter(PIN.match, whole.splitlines()):
            found.setdefault(PIN.match(line)[1], " ".join(line.split()))
    return list(found.values())


def of_lock(line):
    name, version = PIN.match(line).groups()
    return name, version, frozenset(re.findall(r"sha256:([0-9a-f]{64})", line))


def of_bill(component):
    hashes = (
        each["content"]
        for reference in component.get("externalReferences", [])
        for each in reference.get("hashes", [])
    )
    return component["name"], component["version"], frozenset(hashes)


def main(target, *locks):
    lines = entries(locks)
    subprocess.run(
        [
            *(sys.executable, "-W", "ignore", HERE / "cyclonedx-py"),
            *("requirements", "-", "--pyproject"),
            *("pyproject.toml", "--output-reproducible", "--of", "JSON", "-o", target),
        ],
        input="\n".join(lines),
        text=True,
        check=True,
    )
    bill = json.loads(Path(target).read_text(encoding="utf-8"))
    locked = set(map(of_lock, lines))
    listed = set(map(of_bill, bill["components"]))
    for name, version, _hashes in sorted(locked ^ listed, key=str):
        print(f"{target} and the locks differ in {name} {version}.")
    print(f"{target}: {len(listed)} components, as locked.")
    return int(locked != listed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
