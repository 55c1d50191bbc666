"""Work for the outside world, done by the worker: rows claimed, done, marked."""
