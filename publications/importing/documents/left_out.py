"""What of a document didn't come along, as data; sentences where they are read."""

from collections.abc import Mapping

from django.utils.translation import ngettext_lazy

# In the order in which it is told. `count` is what it counts.
SENTENCES = {
    "tracked": ngettext_lazy(
        "One tracked change was taken as accepted.",
        "%(count)d tracked changes were taken as accepted.",
        "count",
    ),
    "comments": ngettext_lazy(
        "One comment was left out.", "%(count)d comments were left out.", "count"
    ),
    "hidden": ngettext_lazy(
        "One piece of hidden text was left out.",
        "%(count)d pieces of hidden text were left out.",
        "count",
    ),
    "elsewhere": ngettext_lazy(
        "One picture stands on another site or computer and was left out: add it here.",
        "%(count)d pictures stand on other sites or computers and were left out: "
        "add them here.",
        "count",
    ),
    "pictures": ngettext_lazy(
        "One picture was left out.", "%(count)d pictures were left out.", "count"
    ),
    "drawings": ngettext_lazy(
        "One drawing or chart was left out: add it as a picture.",
        "%(count)d drawings or charts were left out: add them as pictures.",
        "count",
    ),
    "formulas": ngettext_lazy(
        "One formula became plain text: please check it.",
        "%(count)d formulas became plain text: please check them.",
        "count",
    ),
    "embedded": ngettext_lazy(
        "One embedded film, form or other object was left out.",
        "%(count)d embedded films, forms or other objects were left out.",
        "count",
    ),
    "margins": ngettext_lazy(
        "A header or footer of the page was left out.",
        "%(count)d headers and footers of the page were left out.",
        "count",
    ),
    "contents": ngettext_lazy(
        "The table of contents was left out.",
        "The table of contents was left out.",
        "count",
    ),
    "around": ngettext_lazy(
        "What stood around the article on its page (menus and the like) was left out.",
        "What stood around the article on its page (menus and the like) was left out.",
        "count",
    ),
    "links": ngettext_lazy(
        "One link that leads nowhere became plain text.",
        "%(count)d links that lead nowhere became plain text.",
        "count",
    ),
    "merged": ngettext_lazy(
        "One merged cell of a table was parted: please check the table.",
        "%(count)d merged cells of tables were parted: please check the tables.",
        "count",
    ),
    "turning": ngettext_lazy(
        "One invisible character that turns the direction of writing was left out.",
        "%(count)d invisible characters that turn the direction of writing were left "
        "out.",
        "count",
    ),
}


def told(counts: Mapping[str, int]) -> list[str]:
    """Sentences about everything that was left out or changed."""
    return [
        str(sentence % {"count": counts[what]})
        for what, sentence in SENTENCES.items()
        if counts.get(what)
    ]
