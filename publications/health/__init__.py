"""How the site is: asked by programs that watch over it, without a session.

Strangers are told whether it can serve, and no more. Tests: tests/health/.
"""

from .views import live, measured, ready

__all__ = ["live", "measured", "ready"]
