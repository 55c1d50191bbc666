"""Who somebody is: passwords, second factors, sessions, links, and how often may be
tried. What they may do is asked of their roles (`workflow.roles`).

Tests: tests/identity.
"""
