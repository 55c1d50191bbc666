"""How the languages of a publication stand to each other, and which of them governs.

A fact beside the text, on the record: what was said doesn't change by it.
Tests: tests/workflow/test_relating.py.
"""

from django.utils.translation import gettext as _

from publications.models import Account, Edition, Relation, Text

from .act import acting_beside
from .refusals import NotPossible


def relate(edition: Edition, relation: str, *, governs: bool, by: Account) -> Edition:
    """Say what a text is to its original, and whether it holds where versions differ.

    The original stays the original. A text that governs takes that from whichever did
    before; a courtesy translation never does.
    """
    with acting_beside("relate", edition, by=by) as act:
        text = act.edition.text
        if obstacle := _obstacle(text, relation, governs):
            raise NotPossible(obstacle)
        others = text.publication.texts.filter(governs=True).exclude(pk=text.pk)
        act.details["from"] = {
            "relation": text.relation,
            "governs": text.governs,
            "governing": others.values_list("language", flat=True).first() or "",
        }
        if governs:
            others.update(governs=False)
        text.relation, text.governs = relation, governs
        text.save(update_fields=["relation", "governs"])
        act.details["to"] = {"relation": relation, "governs": governs}
    return act.edition


def _obstacle(text: Text, relation: str, governs: bool) -> str:
    if relation not in Relation.values:
        return _("Please say how it stands to the original.")
    if relation != text.relation and Relation.ORIGINAL in (relation, text.relation):
        return _("A publication has one original, which stays the original.")
    if governs and relation == Relation.COURTESY:
        return _("A courtesy translation can't govern: call it an official version.")
    return ""
