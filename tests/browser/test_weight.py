"""What a page with a large photograph costs a reader: bytes of pictures fetched."""

import pytest

# A photograph full of grain, which nothing compresses well, on a page of its own.
PUBLISH = """
import io
from PIL import Image
from publications import workflow
from publications.models import Account, ImageWords
grain = [Image.effect_noise((4000, 3000), 40) for _band in "RGB"]
wide = Image.merge("RGB", grain)
flat = Image.linear_gradient("L").resize((4000, 3000)).convert("RGB")
out = io.BytesIO()
Image.blend(flat, wide, 0.3).save(out, "JPEG", quality=88)
people = {a.username: a for a in Account.objects.all()}
image = workflow.take_picture_in(out.getvalue(), "grain.jpg", by=people["drafter"])
ImageWords.objects.create(image=image, language="en", alt="Sand on the bank")
content = workflow.Content(
    title="A grain of sand", body=f"First.\\n\\n![](image:{image.uuid})", slug="sand"
)
edition = workflow.create("press_release", "en", content, by=people["drafter"])
for act, name in (("submit", "drafter"), ("approve", "reviewer"),
                  ("release", "publisher")):
    edition.text.refresh_from_db()
    do = getattr(workflow, act)
    edition = do(edition, by=people[name], version=edition.text.version)
print(edition.get_absolute_url())
"""


@pytest.fixture(scope="module")
def page_with_a_photograph(site):
    done = site.manage("shell", "-v", "0", "-c", PUBLISH)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("width", "pixels", "limit"),
    [(390, 1, 60_000), (390, 3, 60_000), (1440, 1, 250_000)],
)
def test_a_photograph_is_fetched_in_a_size_that_fits(
    visit, page_with_a_photograph, width, pixels, limit
):
    reader = visit(viewport={"width": width, "height": 900}, device_scale_factor=pixels)
    fetched = []
    reader.page.on(
        "response",
        lambda answer: fetched.append(answer) if "/media/" in answer.url else None,
    )
    reader.page.goto(page_with_a_photograph)
    picture = reader.page.locator("figure img")
    picture.scroll_into_view_if_needed()
    picture.evaluate("image => image.decode()")
    assert [answer.status for answer in fetched] == [200]
    assert 0 < sum(len(answer.body()) for answer in fetched) <= limit


PUBLISH_WORDS = """
from publications import workflow
from publications.models import Account
people = {a.username: a for a in Account.objects.all()}
body = "\\n\\n".join(["Two thousand words are a long speech. " * 12] * 24)
content = workflow.Content(title="Two thousand words", body=body, slug="words")
edition = workflow.create("article", "en", content, by=people["drafter"])
for act, name in (("submit", "drafter"), ("approve", "reviewer"),
                  ("release", "publisher")):
    edition.text.refresh_from_db()
    do = getattr(workflow, act)
    edition = do(edition, by=people[name], version=edition.text.version)
print(edition.get_absolute_url())
"""


def test_a_long_text_is_light(visit, site):
    """2,000 words cost less than 100 kB, not even compressed, in fewer than 15
    requests, and nothing moves while they come."""
    done = site.manage("shell", "-v", "0", "-c", PUBLISH_WORDS)
    assert done.returncode == 0, done.stderr
    reader = visit(viewport={"width": 390, "height": 900})
    fetched = []
    reader.page.on("response", lambda answer: fetched.append(answer))
    reader.page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.moved += entry.value)).observe("
        "{type: 'layout-shift', buffered: true})"
    )
    reader.page.goto(done.stdout.split()[-1], wait_until="networkidle")
    assert len(fetched) < 15
    assert sum(len(answer.body()) for answer in fetched) < 100_000
    assert reader.page.evaluate("window.moved") == 0
