"""An embassy's publications: written at the desk, cleared, released, kept on record.

The rooms and who may import whom: docs/developing/house.md.
"""

# As in pyproject.toml.
__version__ = "0.1.0"
