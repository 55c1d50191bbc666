"""Who signs, in Chinese, where the post stands before the name without a space."""

import re

from .names import Signatory, is_name

HAN = "\u3400-\u9fff"
NAME = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・‧∙][{HAN}]{{1,8}}){{1,4}}|[{HAN}]{{2,4}}")
# They would make a piece of a sentence of it.
NOT_IN_NAME = re.compile("[的了在是我你他她它这那就都及等与和为对向将]")
HONORIFIC = re.compile(r"\s*((?:先生|女士|小姐|阁下|博士|教授)+)$")

OFFICE = re.compile(
    "大使(?!馆)|总领事(?!馆)|领事(?!馆)|代办(?!处)|公使|参赞|武官|秘书长?|总理|部长|副?主席"
    "|总统|议长|国务委员|局长|司长|处长|代表(?!处|团)|发言人|特使|委员长?|主任|校长|市长|省长"
    "|行长|院长|会长|教授"
)
NOT_IN_POST = re.compile("[\n—，。；：！？“”《》、我你他她在了]")
LONGEST_POST = 60

POST_IN_BRACKETS = re.compile(r"(?P<name>[^（(]+)[（(](?P<post>[^）)]+)[）)]$")
NAME_THEN_POST = re.compile(r"(?P<name>[^，,\s]+)[，,\s]+(?:系|为)?(?P<post>.+)$")
LATIN_NAME_THEN_POST = re.compile(r"(?P<name>[A-Za-zÀ-ɏ .'’-]+)[，,\s]+(?P<post>.+)$")
SPACES = " \n\t\u3000\xa0:：,，"


def people(text: str) -> tuple[Signatory, ...]:
    """Give everybody whom the text names, or nobody where part of it isn't clear."""
    text = text.strip().removesuffix("。").strip()
    # Several first: a post may seem to go on through a name to the next post.
    for separator in (r"\s*[、；;\n]\s*", r"\s*(?:和|与|及)\s*"):
        found = [_one(part) for part in re.split(separator, text)]
        if len(found) > 1 and all(person and person.post for person in found):
            return tuple(found)
    only = _one(text)
    return (only,) if only else ()


def _one(text: str) -> Signatory | None:
    for form in (POST_IN_BRACKETS, NAME_THEN_POST, LATIN_NAME_THEN_POST):
        found = form.match(text)
        named = found and _named(found["name"])
        if named and is_post(found["post"]):
            return Signatory(*named, found["post"].strip())
    for office in reversed(list(OFFICE.finditer(text[:LONGEST_POST]))):
        post = text[: office.end()].strip()
        named = _named(text[office.end() :])
        if named and is_post(post):
            return Signatory(*named, post)
    named = _named(text)
    return Signatory(*named, "") if named and not OFFICE.search(text) else None


def is_post(text: str) -> bool:
    text = text.strip()
    if len(text) > LONGEST_POST or NOT_IN_POST.search(text):
        return False
    return any(office.end() == len(text) for office in OFFICE.finditer(text))


def _named(text: str) -> tuple[str, str] | None:
    """Give honorific and name where the text is nothing else."""
    text = text.strip(SPACES)
    honorific = HONORIFIC.search(text)
    if honorific:
        text = text[: honorific.start()]
    fits = is_name(text) or (NAME.fullmatch(text) and not NOT_IN_NAME.search(text))
    return (honorific[1] if honorific else "", text) if fits else None
