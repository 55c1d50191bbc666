"""Pictures of a document on their way into the library."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _

from publications import images, workflow
from publications.models import Account

from .documents.pictures import reference

ALT = r"!\[(?:[^\[\]\\]|\\.)*\]"
BLANK_LINES = re.compile(r"\n{3,}")


def taken_in(
    body: str,
    pictures: Sequence[bytes],
    name: str,
    *,
    by: Account,
    takes: bool = True,
) -> tuple[str, list[str]]:
    """Take pictures in; return the body with their references, without those of the
    pictures that were not taken, and a sentence for each of these.

    `takes`: whether the body may have any.
    """
    sentences = []
    stem = PurePath(images.clean_name(name, _("picture"))).stem
    for number, data in enumerate(pictures):
        shown, written = f"{stem} {number + 1}", reference(number)
        try:
            if not takes:
                raise workflow.NotPossible(_("There can be none in this text."))
            image = workflow.take_picture_in(data, shown, by=by)
        except (workflow.Refused, images.Refused) as reason:
            sentences.append(
                _("Picture %(number)d was left out: %(reason)s")
                % {"number": number + 1, "reason": reason}
            )
            body = re.sub(rf"{ALT}\({written}\)", "", body)
        else:
            body = body.replace(f"({written})", f"(image:{image.uuid})")
    return BLANK_LINES.sub("\n\n", body).strip("\n") if pictures else body, sentences
