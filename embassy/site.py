"""The site and its mission: names, look, languages, zones, whom to tell of what."""

from urllib.parse import urlsplit
from zoneinfo import available_timezones

from environs import validate

from .environment import BASE_DIR, DEMO, SITE_URL, env
from .languages import languages_of_this_site
from .look import colours_of_this_mission, emblem_of_this_mission

MISSION_NAME = env.str(
    "MISSION_NAME", "Embassy of Velmora in Tarsenia" if DEMO else "Embassy"
)
# What it looks like: checked here, so that a page never lacks it.
EMBLEM = emblem_of_this_mission(env, BASE_DIR / "static/publications/emblem.svg")
ACCENT_COLOUR, ACCENT_COLOUR_DARK = colours_of_this_mission(env)
a_zone = validate.OneOf(available_timezones(), error="There is no zone “{input}”.")
TIME_ZONE = env.str("TIME_ZONE", "UTC", validate=a_zone)
CAPITAL_TIME_ZONE = env.str("CAPITAL_TIME_ZONE", TIME_ZONE, validate=a_zone)
# Whom to tell of a weakness: /.well-known/security.txt (RFC 9116), where it is set.
SECURITY_CONTACT = env.str(
    "SECURITY_CONTACT",
    "mailto:security@embassy.example" if DEMO else "",
    validate=validate.Regexp(
        r"^$|^mailto:[!-~]+@[!-~]+$|^https://[!-~]+$",
        error="It begins with mailto: or https://.",
    ),
)
# Told by mail of what can't wait: emergency releases, guessed passwords and the like.
SECURITY_ALERTS = env.list(
    "SECURITY_ALERTS",
    [],
    validate=validate.And(lambda told: all(map(validate.Email(), told))),
)
# Told of every release and withdrawal, so that subscribers need not wait (WebSub).
WEBSUB_HUB = env.str(
    "WEBSUB_HUB",
    "",
    validate=validate.Regexp(
        r"^$|^https?://[^\s/?#@]+(/[^\s#]*)?$",
        error="It is an address: https://hub.example/.",
    ),
)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
if urlsplit(SITE_URL).hostname not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(urlsplit(SITE_URL).hostname)
# Names that the site had: they lead to the same address at SITE_URL.
a_host = validate.Regexp(
    r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", error="“{input}” is no name."
)
FORMER_HOSTS = env.list(
    "FORMER_HOSTS",
    [],
    validate=[
        validate.ContainsNoneOf(
            [urlsplit(SITE_URL).hostname], error="SITE_URL has this name today."
        ),
        lambda names: [a_host(name) for name in names],
    ],
)

# --- Languages: Django's codes, each under the name it has in itself -------------

# What the site offers. Texts in a language that was taken out stay at their addresses.
LANGUAGES = languages_of_this_site(env)
LANGUAGE_CODE = env.str(
    "LANGUAGE_CODE",
    LANGUAGES[0][0],
    validate=validate.OneOf([code for code, _name in LANGUAGES]),
)
# The mission's name in other languages: MISSION_NAME_AR, MISSION_NAME_ZH_HANS …
NAMES_IN_DEMO = {
    "az": "Velmoranın Tarseniyadakı Səfirliyi",
    "ru": "Посольство Вельморы в Тарсении",
    "fr": "Ambassade de Velmora en Tarsénie",
    "ar": "سفارة فيلمورا في تارسينيا",
    "zh-hans": "维尔莫拉驻塔尔塞尼亚大使馆",
}
MISSION_NAMES = {
    code: env.str(f"MISSION_NAME_{code.upper().replace('-', '_')}", "")
    or (NAMES_IN_DEMO.get(code, "") if DEMO else "")
    for code, _name in LANGUAGES
}
# Whether lists also show texts that have no version in the page's language.
LISTS_SHOW_OTHER_LANGUAGES = env.bool("LISTS_SHOW_OTHER_LANGUAGES", False)
# Plain links under a text, in this order; publications/views/sharing.py leads to them.
SHARE_SERVICES = [
    *("email", "whatsapp", "telegram", "facebook", "x", "linkedin"),
    *("weibo", "vk", "mastodon"),
]
SHARE_LINKS = env.list(
    "SHARE_LINKS", SHARE_SERVICES[:6], validate=validate.ContainsOnly(SHARE_SERVICES)
)
USE_I18N = True
USE_TZ = True
