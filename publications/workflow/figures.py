"""A picture as a page shows it: sizes to choose from, caption, credit, print-size file.

Derived from the picture's facts and from what the revision froze, so that it can be
made again from a bundle of the record alone.
"""

from collections.abc import Iterable

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publications.images import Rendition, find, renditions_of
from publications.models import Image, ImageUse
from publications.rendering.sanitise import sanitise

# The measure of a text is 42rem (site.css); a phone shows it from edge to edge.
SIZES = "(max-width: 44rem) 100vw, 42rem"
# A phone's screen has three pixels for one: more than this is weight nobody sees.
PHONE = "(max-width: 30rem)"
PHONE_WIDTH = 640  # pixels
FALLBACK_WIDTH = 960
TYPES = ("avif", "webp")


def figure(use: ImageUse, alt: str, *, lead: bool = False) -> SafeString:
    """A `<figure>`; only a lead picture is fetched before a reader comes near it."""
    return format_html(
        "<figure>{}{}</figure>", _picture(use.image, alt, lead), _caption(use)
    )


def lead_of(use: ImageUse) -> dict[str, str | int]:
    """What pages and feeds show of a lead picture. `card`: the crop for link previews,
    width and height in pixels."""
    image = use.image
    card = find(image.width, image.height, image.extension, "card", "jpg")
    return {
        "figure": sanitise(figure(use, use.alt or "", lead=True)),
        "card": image.rendition_url(card.name, card.extension),
        "width": card.width,
        "height": card.height,
        "alt": use.alt or "",
        "credit": use.credit,
    }


def _picture(image: Image, alt: str, lead: bool) -> SafeString:
    sizes = [
        size
        for size in renditions_of(image.width, image.height, image.extension)
        if size.name.isdigit()
    ]
    fallback = [size for size in sizes if size.extension == image.extension]
    shown = max(
        (s for s in fallback if s.width <= FALLBACK_WIDTH),
        key=lambda s: s.width,
        default=fallback[0],
    )
    return format_html(
        '<picture>{}{}<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" '
        'height="{}" loading="{}" decoding="async"></picture>',
        _animation(image),
        mark_safe("".join(_sources(image, sizes))),  # noqa: S308 # nosec - escaped below
        image.rendition_url(shown.name, shown.extension),
        _candidates(image, fallback),
        SIZES,
        alt,
        image.width,
        image.height,
        "eager" if lead else "lazy",
    )


def _animation(image: Image) -> SafeString:
    """Moves only for whoever has not asked for stillness (WCAG 2.3.3)."""
    if not image.animation:
        return SafeString("")
    return format_html(
        '<source media="(prefers-reduced-motion: no-preference)" type="image/webp" '
        'srcset="{}">',
        image.rendition_url("animated", "webp"),
    )


def _sources(image: Image, sizes: list[Rendition]) -> Iterable[SafeString]:
    """Each newer format, for phones first: the first that fits is taken."""
    for extension in TYPES:
        of_type = [size for size in sizes if size.extension == extension]
        small = [size for size in of_type if size.width <= PHONE_WIDTH]
        if small and small != of_type:
            yield format_html(
                '<source media="{}" type="image/{}" srcset="{}" sizes="100vw">',
                PHONE,
                extension,
                _candidates(image, small),
            )
        yield format_html(
            '<source type="image/{}" srcset="{}" sizes="{}">',
            extension,
            _candidates(image, of_type),
            SIZES,
        )


def _candidates(image: Image, sizes: list[Rendition]) -> str:
    return ", ".join(
        f"{image.rendition_url(size.name, size.extension)} {size.width}w"
        for size in sizes
    )


def _caption(use: ImageUse) -> SafeString:
    parts = []
    if use.caption:
        parts.append(format_html("<span>{}</span>", use.caption))
    if use.credit:
        parts.append(_credit(use.credit))
    if use.printable:
        parts.append(_print_link(use.image))
    if not parts:
        return SafeString("")
    return format_html(
        "<figcaption>{}</figcaption>",
        format_html_join(" ", "{}", ((part,) for part in parts)),
    )


def _credit(credit: str) -> SafeString:
    """Isolated: on an Arabic page "© 2026 A. Venn" would else begin with its name."""
    isolated = format_html('<span dir="auto">{}</span>', credit)
    words = escape(_("Photo: %(credit)s")) % {"credit": isolated}
    return format_html("<small>{}</small>", SafeString(words))  # nosec B703


def _print_link(image: Image) -> SafeString:
    size = find(image.width, image.height, image.extension, "print", image.extension)
    words = _("Print-size file (%(width)d × %(height)d pixels)") % {
        "width": size.width,
        "height": size.height,
    }
    return format_html(
        '<a href="{}">{}</a>', image.rendition_url("print", size.extension), words
    )
