"""The demonstration's pictures, painted in code, and a document beside a text."""

import io
import random
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile

from PIL import Image, ImageDraw, ImageFilter

from publications import workflow
from publications.models import Account, ImageWords

SIZE = (2400, 1600)  # pixels

Colour = tuple[int, int, int]


class Scene(NamedTuple):
    """A landscape and what is said of it; `words`: by language, alternative and
    caption. `seed` draws the same hills each time."""

    seed: int
    sky: tuple[Colour, Colour]
    hills: tuple[Colour, ...]
    words: dict[str, tuple[str, str]]
    focus: tuple[int, int] = (50, 50)
    credit: str = "L. Orvane, Embassy of Velmora"


# The picture above a text, by the text's file.
LEADS = {
    "en/one-river-two-shores.txt": Scene(
        seed=3,
        sky=((250, 214, 165), (122, 158, 190)),
        hills=((120, 140, 150), (84, 112, 112), (52, 84, 74), (30, 56, 46)),
        words={
            "en": (
                "A broad river between wooded hills in low evening light",
                "The river at Kaldar, where both banks read the same gauge.",
            ),
            "ar": ("نهر عريض بين تلال مشجرة في ضوء المساء", ""),
        },
        focus=(60, 62),
    ),
    "en/a-night-a-river-and-a-timetable.md": Scene(
        seed=5,
        sky=((70, 84, 120), (24, 32, 60)),
        hills=((60, 72, 96), (44, 54, 74), (28, 36, 50), (14, 20, 28)),
        words={
            "en": (
                "Dark hills behind one another under a late evening sky",
                "The hills above Kaldar on the evening of the first departure.",
            ),
            "ar": (
                "تلال داكنة متتالية تحت سماء المساء",
                "التلال فوق كالدار مساء الرحلة الأولى.",
            ),
            "az": (
                "Axşam səması altında bir-birinin ardınca tünd təpələr",
                "İlk səfər axşamı Kaldar üzərindəki təpələr.",
            ),
            "fr": (
                "Des collines sombres l’une derrière l’autre sous le ciel du soir",
                "Les collines au-dessus de Kaldar, le soir du premier départ.",
            ),
            "ru": (
                "Тёмные холмы один за другим под вечерним небом",
                "Холмы над Калдаром в вечер первого рейса.",
            ),
            "zh-hans": (
                "傍晚天空下层层叠叠的深色山丘",
                "首趟列车发车当晚，卡尔达尔城外的山丘。",
            ),
        },
        focus=(50, 50),
    ),
    "en/remarks-at-the-national-day.md": Scene(
        seed=13,
        sky=((252, 226, 186), (176, 120, 110)),
        hills=((150, 120, 120), (112, 90, 100), (70, 62, 82), (36, 34, 54)),
        words={
            "en": (
                "Hills in the last red light, and a pale road that leads to them",
                "The road to the first parliament, where the twelve chairs stood.",
            )
        },
        focus=(55, 55),
    ),
    "en/a-library-is-a-promise.md": Scene(
        seed=8,
        sky=((228, 236, 240), (96, 132, 176)),
        hills=((150, 160, 176), (110, 124, 140), (74, 84, 96), (40, 44, 54)),
        words={
            "en": (
                "Snow-covered ridges behind a dark valley at noon",
                "The Halm ridge, seen from the reading room.",
            )
        },
        focus=(40, 45),
    ),
}


# A document beside a text, by the text's file: title, and what it says.
PAPERS = {
    "en/one-river-two-shores.txt": (
        "The gauges on the Saelin: how they are read",
        "Forty-one gauges on both banks report to one table, every ten minutes.",
    ),
}
_ODT = "application/vnd.oasis.opendocument.text"
_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def hang(file: str, *, by: Account) -> str:
    """Take in the picture above a text and say what it shows; return its uuid, or ""
    for a text without one."""
    scene = LEADS.get(file)
    if scene is None:
        return ""
    image = workflow.take_picture_in(painted(scene), "kaldar.jpg", by=by)
    for language, (alt, caption) in scene.words.items():
        ImageWords.objects.create(
            image=image,
            language=language,
            alt=alt,
            caption=caption,
            credit=scene.credit,
            printable=True,
        )
    image.focus_x, image.focus_y = scene.focus
    image.save(update_fields=["focus_x", "focus_y"])
    workflow.note_kept(image, by=by)
    return str(image.uuid)


def piece_of_paper(file: str, language: str, *, by: Account) -> tuple[str, ...]:
    """Take in the document beside a text; return its uuid, alone, or nothing."""
    if file not in PAPERS:
        return ()
    title, words = PAPERS[file]
    data = written(title, words)
    paper = workflow.take_attachment_in(
        io.BytesIO(data), len(data), f"{title}.odt", language=language, by=by
    )
    return (str(paper.uuid),)


def written(title: str, words: str) -> bytes:
    """An OpenDocument text (ISO/IEC 26300) of a heading and a paragraph."""
    content = (
        f'<office:document-content xmlns:office="{_OPEN_DOCUMENT}:office:1.0" '
        f'xmlns:text="{_OPEN_DOCUMENT}:text:1.0" office:version="1.3"><office:body>'
        f'<office:text><text:h text:outline-level="1">{title}</text:h>'
        f"<text:p>{words}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OPEN_DOCUMENT}:manifest:1.0" '
        'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{_ODT}"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr("mimetype", _ODT)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def painted(scene: Scene) -> bytes:
    """The scene as a JPEG, as a camera would have handed it over."""
    picture = _sky(scene)
    draw = ImageDraw.Draw(picture)
    dice = random.Random(scene.seed)  # noqa: S311  # nosec B311 - hills, no secrets
    width, height = SIZE
    for number, colour in enumerate(scene.hills):
        ridge = _ridge(dice, height * (0.38 + 0.14 * number), 190 - 30 * number)
        draw.polygon([*ridge, (width, height), (0, height)], fill=colour)
    _river(draw, scene)
    grain = Image.effect_noise(SIZE, 18).convert("RGB")
    picture = Image.blend(picture.filter(ImageFilter.GaussianBlur(1.5)), grain, 0.05)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def _sky(scene: Scene) -> Image.Image:
    low, high = scene.sky
    gradient = Image.linear_gradient("L").resize(SIZE)
    return Image.composite(
        Image.new("RGB", SIZE, low), Image.new("RGB", SIZE, high), gradient
    )


def _ridge(dice: random.Random, base: float, rise: int) -> list[tuple[int, int]]:
    """A line of hilltops from left to right, by halving steps."""
    tops = [dice.uniform(-1, 1), dice.uniform(-1, 1)]
    roughness = 1.0
    while len(tops) < 257:
        roughness *= 0.55
        between = [
            (left + right) / 2 + dice.uniform(-1, 1) * roughness
            for left, right in zip(tops, tops[1:], strict=False)
        ]
        tops = [
            top for pair in zip(tops, between, strict=False) for top in pair
        ] + tops[-1:]
    step = SIZE[0] / (len(tops) - 1)
    return [(round(n * step), round(base + top * rise)) for n, top in enumerate(tops)]


def _river(draw: ImageDraw.ImageDraw, scene: Scene) -> None:
    """Water that widens towards whoever looks, in the colour of the sky."""
    width, height = SIZE
    colour = tuple((a + b) // 2 for a, b in zip(*scene.sky, strict=True))
    for y in range(round(height * 0.72), height):
        depth = (y - height * 0.72) / (height * 0.28)
        middle = width * (0.62 - 0.22 * depth + 0.06 * (1 - depth) * depth)
        half = 12 + 420 * depth**1.7
        draw.line([(middle - half, y), (middle + half, y)], fill=colour)
