"""`make faults`: each script after the other, or those named in ONLY."""

import subprocess
import sys

SCRIPTS = ("database", "cache", "disk", "killed", "clock", "slow", "storm")
LONGEST = 900  # seconds of one script


def main() -> int:
    failed = []
    for name in sys.argv[1:] or SCRIPTS:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.faults.{name}"]
        try:
            code = subprocess.run(command, timeout=LONGEST, check=False).returncode
        except subprocess.TimeoutExpired:
            print(f"It took longer than {LONGEST} seconds.", flush=True)
            code = 1
        if code:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All of it held.", flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
