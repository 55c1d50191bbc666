"""Configuration of one installation: settings from the environment, addresses, WSGI."""
