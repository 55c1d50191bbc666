"""Why a picture was not taken, as data; the sentence is made where it is read."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("The file is empty."),
    "too_many_bytes": _("The picture is larger than %(size)d MB."),
    "too_many_pixels": _(
        "The picture has more than %(million)d million pixels: "
        "please save a smaller copy and take that."
    ),
    "not_a_picture": _("This is not a picture in JPEG, PNG, WebP, AVIF, HEIC or GIF."),
    "broken": _("The picture is broken and can't be read."),
    "too_heavy": _("The picture needs too much memory or time to be read."),
}


class Refused(ValueError):
    """The picture was not taken; `str()` is a sentence for people.

    It carries a code and numbers only, so it travels from a child process (which
    knows nobody's language) and speaks the language active when it is read.
    """

    def __init__(self, reason: str, values: dict[str, int] | None = None):
        super().__init__(reason, values or {})
        self.reason = reason
        self.values = values or {}

    def __str__(self) -> str:
        return str(SENTENCES[self.reason]) % self.values
