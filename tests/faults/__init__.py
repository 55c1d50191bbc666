"""What happens when a part fails, tried on this machine: `make faults`.

Each script starts an installation of its own on loopback, breaks one thing, and prints
what must hold and what was seen; it exits with 1 where one of these doesn't hold. None
runs longer than a few minutes, and each ends what it started, by number.
"""
