"""The slow clients of `tests.faults`, in a process of their own, until the input ends:
    python -m tests.benchmarks.slow_clients 8000
Then it prints how many there were."""

import sys

from tests.faults.slow import Crowd

if __name__ == "__main__":
    crowd = Crowd(int(sys.argv[1]))
    sys.stdin.read()
    print(crowd.end())
