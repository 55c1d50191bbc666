"""The suite: one run on SQLite, one on PostgreSQL, browser tests in Chromium."""
