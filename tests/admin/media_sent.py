"""Pictures and attachments as the writing page is sent them, and of the library."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from publications import workflow
from tests import factories
from tests.attachments import samples
from tests.people import person


def photo(name="valley.png", colour="navy"):
    out = io.BytesIO()
    Pillow.new("RGB", (40, 30), colour).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def document(name="Programme.pdf"):
    return SimpleUploadedFile(name, samples.pdf(), "application/pdf")


def recording(name="Speech.mp3"):
    return SimpleUploadedFile(name, samples.mp3(65), "audio/mpeg")


def taken(file):
    return workflow.take_attachment_in(
        file, file.size, file.name, language="en", by=person("dara")
    )


def described(colour="navy", **words):
    picture = factories.picture(colour)
    values = {"language": "en", "alt": "A valley at dawn", **words}
    picture.words.update_or_create(language=values.pop("language"), defaults=values)
    return picture


def content_of(edition):
    return workflow.content_of(factories.again(edition).revision)


def chosen(*files):
    return tuple(str(file.uuid) for file in files)
