"""What a child process does to itself before it opens a stranger's file."""

import resource


def confine(memory: int, seconds: int, files: int) -> None:
    """Bound this process for good, never above what its parent was left.

    The seconds are counted from now: where modules can't be cached, compiling them
    at the start takes one itself.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    for kind, most in {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: round(used.ru_utime + used.ru_stime) + seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,  # it writes no file, only to its pipe
        resource.RLIMIT_NOFILE: files,
    }.items():
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
