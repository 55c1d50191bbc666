"""What is no picture is refused, with a sentence in the reader's own language."""

import pickle

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from PIL import Image

from publications.images import MAX_BYTES, Refused, refusal, take_in

from . import heic
from .pictures import KINDS, plain, png, saved

NOT_A_PICTURE = "This is not a picture in JPEG, PNG, WebP, AVIF, HEIC or GIF."

POLYGLOTS = {
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "SVG, prefixed": b'<svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></svg>',
    "SVG, UTF-16": '<?xml version="1.0"?><svg/>'.encode("utf-16"),
    "SVG, entity": b'<!DOCTYPE svg [<!ENTITY x "&#60;script&#62;">]><svg>&x;</svg>',
    "HTML": b"<!DOCTYPE html><script>document.title=1337</script>",
    "PHP": b"<?php system($_GET['c']); ?>",
    "PHP in a GIF's name": b"GIF89a<?php system($_GET['c']); ?>",
    "PHP in a GIF's name, long": b"GIF89a<?php system($_GET['c']); ?>" * 500,
    "script in a GIF's name": b"GIF89a=1;alert(1)//",
    "PHP in a JPEG's name": b"\xff\xd8\xff\xe0<?php echo 1; ?>",
    "HTML in a PNG's name": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "HTML in a HEIC's name": b"\0\0\0\x18ftypheic<script>alert(1)</script>",
    "PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF",
    "EICAR": b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS",
    "ZIP": b"PK\x03\x04" + bytes(100),
    "zeros": bytes(5_000),
    "one byte": b"\xff",
}


def refused(data):
    with pytest.raises(Refused) as refusal:
        take_in(data)
    return str(refusal.value)


@pytest.mark.parametrize("name", POLYGLOTS)
def test_what_only_claims_to_be_a_picture_is_refused_with_a_sentence(name):
    assert refused(POLYGLOTS[name]) == NOT_A_PICTURE


def test_an_empty_file_is_refused():
    assert refused(b"") == "The file is empty."


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    data = saved(Image.new("RGB", (9, 9)), "PNG")
    sentence = "The picture is larger than 20 MB."
    assert refused(data.ljust(MAX_BYTES + 1, b"\0")) == sentence


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (0, 0)])
def test_a_picture_of_no_pixels_is_refused(size):
    assert refused(png(*size)) == NOT_A_PICTURE
    jpeg = saved(plain(5, 5), "JPEG")
    start = jpeg.index(b"\xff\xc0") + 5
    none = size[1].to_bytes(2) + size[0].to_bytes(2)
    assert refused(jpeg[:start] + none + jpeg[start + 4 :]).endswith(".")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9])
def test_a_torn_file_is_refused_with_a_sentence(kind, share):
    data = saved(Image.effect_noise((200, 200), 50), kind)
    assert refused(data[: int(len(data) * share)]).endswith(".")


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.7])
def test_a_torn_heic_is_refused_with_a_sentence(share):
    assert refused(heic.SIDEWAYS[: int(len(heic.SIDEWAYS) * share)]).endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(kind):
    data = saved(Image.effect_noise((60, 60), 50), kind)
    for at in range(0, len(data), max(1, len(data) // 60)):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        try:
            intake = take_in(bytes(damaged))
        except Refused as refusal:
            assert str(refusal).endswith(".")
        else:
            assert intake.extension in {"jpg", "png"}


def test_the_sentence_is_made_in_the_language_of_whoever_reads_it(monkeypatch):
    # A word that Django itself translates.
    monkeypatch.setitem(refusal.SENTENCES, "empty", gettext_lazy("January"))
    found = Refused("empty")
    with translation.override("fr"):
        assert str(found) == "janvier"
    with translation.override("en"):
        assert str(found) == "January"


def test_a_refusal_travels_between_processes():
    found = pickle.loads(pickle.dumps(Refused("too_many_pixels", {"million": 40})))
    assert (found.reason, found.values) == ("too_many_pixels", {"million": 40})
    assert str(found).startswith("The picture has more than 40 million pixels: ")


def test_every_reason_has_a_sentence():
    for reason in refusal.SENTENCES:
        assert str(Refused(reason, {"size": 1, "million": 1})).endswith(".")
