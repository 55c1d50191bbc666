"""What the addresses of a text answer, by its state. Tests: test_doors.py."""

# What a text's addresses answer, by its state; `limited` is a draft with a circle.
_HIDDEN = [
    "draft",
    "in_review",
    "approved",
    "waiting",
    "scheduled",
    "discarded",
    "limited",
]
_LIVE = ["live", "emergency", "limited_live"]
_HIDES = dict.fromkeys(_HIDDEN, 404)
_SHOWS = dict.fromkeys(_LIVE, 200)

# An earlier edition's own address leads to the live one.
_LATER = {"superseded": 301, "withdrawn": 200, "replaced": 301, "retracted": 410}
TEXT = _HIDES | _SHOWS | _LATER
# What may be read stays so, whatever its own page answers; an edition, at its address.
EDITIONS = TEXT | {"replaced": 200, "retracted": 404}
ONE_EDITION = EDITIONS | {"superseded": 200}
# Of an edition with itself: leads to it.
COMPARISON = {
    state: 301 if found == 200 else found for state, found in ONE_EDITION.items()
}
# Only while it is live.
CARD = dict.fromkeys(TEXT, 404) | _SHOWS
FILE = dict.fromkeys(TEXT, 200) | _HIDES | {"retracted": 404}
# By a link for approval, as long as the text is being cleared.
ASKED_ABOUT = dict.fromkeys(TEXT, 404) | dict.fromkeys(
    ["in_review", "approved", "waiting"], 200
)
# By a link for somebody without an account, until the release.
PREVIEW = dict.fromkeys(TEXT, 404) | dict.fromkeys(
    ["draft", "in_review", "approved", "waiting", "scheduled", "limited"], 200
)
# Of somebody who signs nothing else.
SIGNER = dict.fromkeys(TEXT, 404) | _SHOWS
# Of a topic, series or outlet of no other text; these are the publication's, whatever
# its edition.
SUBJECT = SIGNER | {"superseded": 200}
SUBJECTS = ("topic", "series", "outlet")
