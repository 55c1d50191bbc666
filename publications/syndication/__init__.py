"""Notices going out: work for the outside world, done by the worker."""
