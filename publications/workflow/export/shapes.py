"""The shape of each JSON file in a bundle, so that a stranger's can be trusted to
have the members that a check reads, of the types that it expects."""

from typing import Any

_WORDS = str
_WORDS_OR_NONE = (str, type(None))
_NUMBER_OR_NONE = (int, type(None))
_YES = bool


class Maybe(str):
    """The name of a member that is there only where it says something."""


MANIFEST = {
    "format": int,
    "product": _WORDS,
    "renderer": int,
    "publication": _WORDS,
    "exported_at": _WORDS,
    "exported_by": _WORDS,
    "head": {"sequence": int, "hash": _WORDS},
}
# Format 1: what an outlet did was told in less.
_TEXT_1 = {
    "language": _WORDS,
    "relation": _WORDS,
    "feed_id": _WORDS,
    "first_released_at": _WORDS_OR_NONE,
    "year": _NUMBER_OR_NONE,
    "addresses": [_WORDS],
    "editions": [_WORDS],
}
_PLACEMENT_1 = {
    "outlet": _WORDS,
    "role": _WORDS,
    "presenting_sentence": _WORDS,
    "url": _WORDS,
    "language": _WORDS,
    "appeared_on": _WORDS_OR_NONE,
    "confirmed": _YES,
}
_PUBLICATION_1 = {
    "uuid": _WORDS,
    "kind": _WORDS,
    "embargo_until": _WORDS_OR_NONE,
    "limited": _YES,
    "admitted": [_WORDS],
    "texts": [_TEXT_1],
    "placements": [_PLACEMENT_1],
    "images": [
        {
            "uuid": _WORDS,
            "name": _WORDS,
            "extension": _WORDS,
            "mime": _WORDS,
            "width": int,
            "height": int,
            "digest": _WORDS,
            "uploaded_at": _WORDS,
            "uploaded_by": _WORDS,
        }
    ],
}
_TEXT = {
    **_TEXT_1,
    "former_addresses": [_WORDS],
    "archived": [
        {
            "batch": _WORDS,
            "name": _WORDS,
            "public_since": _WORDS,
            "file": _WORDS,
            "taken_in_at": _WORDS,
            "taken_in_by": _WORDS,
        }
    ],
}
_PLACEMENT = {
    **_PLACEMENT_1,
    "country": _WORDS,
    "headline": _WORDS,
    "page": _WORDS,
    "canonical": _YES,
    "permission": _WORDS,
    "exclusive_until": _WORDS_OR_NONE,
    "sameness": _WORDS,
    "differences": _WORDS,
    "errors": _WORDS,
    "copies": [
        {
            "uuid": _WORDS,
            "name": _WORDS,
            "size": int,
            "digest": _WORDS,
            "kept_at": _WORDS,
            "kept_by": _WORDS,
        }
    ],
}
_PUBLICATION_2 = {
    **_PUBLICATION_1,
    "texts": [_TEXT],
    "placements": [_PLACEMENT],
    "topics": [_WORDS],
    "series": _WORDS_OR_NONE,
}
_PUBLICATION_3 = {
    **_PUBLICATION_2,
    "images": [{**_PUBLICATION_1["images"][0], "animated": _YES}],
    "attachments": [
        {
            "uuid": _WORDS,
            "name": _WORDS,
            "extension": _WORDS,
            "mime": _WORDS,
            "size": int,
            "seconds": _NUMBER_OR_NONE,
            "digest": _WORDS,
            "uploaded_at": _WORDS,
            "uploaded_by": _WORDS,
        }
    ],
}
# By the format that the manifest names.
PUBLICATION = {
    1: _PUBLICATION_1,
    2: _PUBLICATION_2,
    3: _PUBLICATION_3,
    4: {**_PUBLICATION_3, "texts": [{**_TEXT, "governs": _YES}]},
}
EDITION = {
    "uuid": _WORDS,
    "publication": _WORDS,
    "language": _WORDS,
    "stage": _WORDS,
    "state": _WORDS,
    "number": _NUMBER_OR_NONE,
    "revision": _NUMBER_OR_NONE,
    "revisions": [int],
    "begun_from": _WORDS_OR_NONE,
    "caught_up_with": _WORDS_OR_NONE,
    "begun_at": _WORDS,
    "begun_by": _WORDS,
    "live_from": _WORDS_OR_NONE,
    "live_until": _WORDS_OR_NONE,
    "first_released_at": _WORDS_OR_NONE,
    "recorded": _YES,
    "emergency": _YES,
    "change": _WORDS,
    "public_note": _WORDS,
    "wall_time": _WORDS,
    "wall_zone": _WORDS,
    "awaits": _WORDS,
    "bundle": _WORDS_OR_NONE,
    "due_on": _WORDS_OR_NONE,
    "priority": int,
    "reviewing_by": _WORDS,
    "approvals": [
        {
            "revision": int,
            "digest": _WORDS,
            "approver": _NUMBER_OR_NONE,
            "by": _WORDS,
            "signatory": _WORDS_OR_NONE,
            "capacity": _WORDS,
            "name": _WORDS,
            "office": _WORDS,
            "afterwards": _YES,
            "approved_at": _WORDS,
            "voided_at": _WORDS_OR_NONE,
        }
    ],
    "withdrawals": [
        {
            "outcome": _WORDS,
            "reason": _WORDS,
            "public_note": _WORDS,
            "private_note": _WORDS,
            "replacement": _WORDS_OR_NONE,
            "entered_at": _WORDS,
            "entered_by": _WORDS,
        }
    ],
    "remarks": [
        {
            "uuid": _WORDS,
            "answers": _WORDS_OR_NONE,
            "quotation": _WORDS,
            "body": _WORDS,
            "written_at": _WORDS,
            "written_by": _WORDS,
            "resolved_at": _WORDS_OR_NONE,
            "resolved_by": _WORDS,
        }
    ],
}
_BYLINE_1 = {
    "position": int,
    "role": _WORDS,
    "person": _WORDS,
    "honorific": _WORDS,
    "name": _WORDS,
    "post": _WORDS,
}
_CONTENT_1 = {
    "publication": _WORDS,
    "language": _WORDS,
    "address": _WORDS,
    "title": _WORDS,
    "subtitle": _WORDS,
    "summary": _WORDS,
    "body": _WORDS,
    "byline": _WORDS,
    "written_on": _WORDS,
    "place": _WORDS,
    "bylines": [_BYLINE_1],
}
_BYLINE = {
    **_BYLINE_1,
    **{Maybe(name): _WORDS for name in ("family", "given", "capacity", "reason")},
}
_CONTENT_2 = {
    **_CONTENT_1,
    "event": _WORDS,
    "fidelity": _WORDS,
    "issuer": _WORDS,
    "bylines": [_BYLINE],
}
_CONTENT_3 = {
    **_CONTENT_2,
    "images": [
        {
            "image": _WORDS,
            "role": _WORDS,
            **{Maybe(name): _WORDS for name in ("alt", "caption", "credit")},
            **{Maybe(name): _YES for name in ("decorative", "printable")},
        }
    ],
    "attachments": [
        {
            "attachment": _WORDS,
            "sha256": _WORDS,
            "position": int,
            "title": _WORDS,
            "language": _WORDS,
            Maybe("transcript"): _WORDS,
        }
    ],
}
_CONTENT_4 = {**_CONTENT_3, Maybe("follows"): _WORDS}
REVISION = {
    number: {
        "edition": _WORDS,
        "number": int,
        "digest": _WORDS,
        "content": content,
        "saved_at": _WORDS,
        "saved_by": _WORDS,
        "renderer": int,
        "images": [_WORDS],
        "banner": [_WORDS],
    }
    for number, content in enumerate(
        (_CONTENT_1, _CONTENT_2, _CONTENT_3, _CONTENT_4), 1
    )
}
ENTRY = {
    "sequence": int,
    "at": _WORDS,
    "actor": _NUMBER_OR_NONE,
    "actor_name": _WORDS,
    "act": _WORDS,
    "publication": _WORDS,
    "edition": _WORDS,
    "digest": _WORDS,
    "note": _WORDS,
    "details": _WORDS,
    "previous_hash": _WORDS,
    "hash": _WORDS,
}


def fits(value: Any, shape: Any) -> bool:
    """Whether a value has a shape: these members and no others, of these types."""
    if isinstance(shape, dict):
        needed = {name for name in shape if not isinstance(name, Maybe)}
        return (
            isinstance(value, dict)
            and needed <= value.keys() <= shape.keys()
            and all(fits(inner, shape[name]) for name, inner in value.items())
        )
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(each, shape[0]) for each in value)
    # JSON's true is no number, though Python's is.
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))
