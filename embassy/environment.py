"""The environment, and what every section of the settings asks of it: where things are
kept, whether it is a demonstration, the public address."""

import secrets
from pathlib import Path

from environs import FileAwareEnv, validate

BASE_DIR = Path(__file__).resolve().parent.parent
# Each may also be read from a file, `SECRET_KEY_FILE=…`: what keeps secrets hands them
# over so.
env = FileAwareEnv(strip_whitespace=True)

DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var"))).resolve()
# It holds drafts: nobody else on the machine may look in.
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def secret_key_of_this_installation() -> str:
    """Return the key kept in DATA_DIR, made at the first start: random, mode 0600."""
    path = DATA_DIR / "secret-key"
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


SECRET_KEY = env.str("SECRET_KEY", "") or secret_key_of_this_installation()
# Keys of before, which still open what they sealed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", True)

HOST = env.str("HOST", "127.0.0.1")
PORT = env.int("PORT", 8000, validate=validate.Range(1, 65535))
SITE_URL = env.str(
    "SITE_URL",
    f"http://127.0.0.1:{PORT}",
    validate=validate.URL(schemes={"http", "https"}, require_tld=False),
).rstrip("/")
