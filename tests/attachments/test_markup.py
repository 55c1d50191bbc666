"""XML of a stranger: no entities, no DOCTYPE, nothing from elsewhere, in any depth."""

import pytest

from publications.attachments import Refused, markup


def read(data):
    told = []
    markup.read([data], lambda name, _attributes: told.append(name), told.append)
    return told


def reason(data):
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.reason


def test_names_are_told_with_their_namespace_and_text_as_a_whole():
    told = read(b'<a:x xmlns:a="urn:a">one &amp; two<y/></a:x>')
    assert told == ["urn:a x", "one & two", "y"]
    assert [markup.split(name) for name in (told[0], told[2])] == [
        ("urn:a", "x"),
        ("", "y"),
    ]


def test_a_document_may_come_in_pieces():
    told = []
    markup.read([b"<a><", b"b/><", b"/a>"], lambda name, _attributes: told.append(name))
    assert told == ["a", "b"]


BILLION = b"<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '%s'>]><a>&c;</a>" % (b"&b;" * 9999)


@pytest.mark.parametrize(
    "data",
    [
        BILLION,
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>',
        b"<!DOCTYPE a><a/>",
        b"<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///etc/hostname'> %b;]><a/>",
        BILLION.decode().encode("utf-16"),
    ],
)
def test_a_document_that_could_define_entities_is_refused(data):
    assert reason(data) == "xml_doctype"


def test_a_document_is_not_nested_without_end():
    most = markup.MAX_DEPTH
    assert len(read(b"<a>" * most + b"</a>" * most)) == most
    assert reason(b"<a>" * (most + 1)) == "xml_deep"
    assert len(read(b"<r>" + b"<a></a>" * 2 * most + b"</r>")) == 2 * most + 1


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<a></b>", b"<a>&b;</a>", b"\0", b"<?xml encoding='x'?><a/>"]
)
def test_a_broken_document_is_refused(data):
    assert reason(data) == "broken"
    assert reason(b'<?xml version="1.0" encoding="no-such"?><a/>') == "broken"
