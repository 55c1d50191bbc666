"""Placements and their copies at the desk, as users and strangers ask."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from publications import workflow
from publications.models import ArchivedCopy, AuditEntry, Outlet, Placement, guards
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

ADD = reverse("admin:publications_placement_add")
STRANGERS = ["orla", "hugo", "stella", "admin"]


@pytest.fixture
def edition():
    return factories.draft()


@pytest.fixture
def outlet():
    return Outlet.objects.create(name="The Kaldar Herald", slug="kaldar-herald")


@pytest.fixture
def at_the_desk(client):
    client.force_login(person("dara"))
    return client


def address(placement):
    return reverse("admin:publications_placement_change", args=[placement.pk])


def copy_address(copy, placement=None):
    pk = placement.pk if placement else copy.placement_id
    return reverse("admin:placement_copy", args=[pk, copy.uuid])


def typed(outlet, **changes):
    return {"outlet": outlet.pk, "role": "reprint", "language": "", **changes}


def add(client, edition, outlet, **changes):
    query = f"?publication={edition.text.publication_id}"
    publication = {"publication": edition.text.publication_id}
    return client.post(ADD + query, {**publication, **typed(outlet, **changes)})


def kept(placement, name="page.pdf", data=b"%PDF-1.7 a page"):
    return workflow.keep_copy(placement, ContentFile(data), name, by=person("dara"))


# --- The form


def test_a_placement_is_recorded_with_its_copy_and_leads_back_to_the_text(
    at_the_desk, edition, outlet
):
    answer = add(
        at_the_desk,
        edition,
        outlet,
        url="courier.example/two",
        language="ka",
        appeared_on="2026-03-31",
        confirmed="on",
        headline="Two",
        page="p. 3",
        permission="By letter",
        exclusive_until="2026-04-30",
        sameness="differs",
        differences="The end\r\nis gone.",
        errors="A wrong name.",
        copy=SimpleUploadedFile("scan.pdf", b"%PDF- A page.", "text/html"),
    )
    placement = Placement.objects.get()
    assert answer.headers["Location"] == reverse(
        "admin:publications_edition_change", args=[edition.pk]
    )
    assert placement.url == "https://courier.example/two"
    assert (placement.language, placement.differences) == ("ka", "The end\nis gone.")
    assert placement.copies.get().name == "scan.pdf"
    acts = AuditEntry.objects.filter(publication=edition.text.publication.uuid)
    assert {"place", "keep_copy"} <= set(acts.values_list("act", flat=True))
    text = at_the_desk.get(answer.headers["Location"]).content.decode()
    assert "A wrong name." in text
    assert "scan.pdf” is kept" in text


def test_the_page_shows_its_fields_in_order_and_the_copies(at_the_desk, edition):
    copy = kept(factories.placed(edition))
    html = at_the_desk.get(address(copy.placement)).content.decode()
    headings = [
        *("Where", "When and what", "What was agreed", "Compared with our text"),
        *("For search engines", "Copies for the record"),
    ]
    places = [html.index(f">{heading}<") for heading in headings]
    assert places == sorted(places)
    assert copy.digest in html
    assert copy_address(copy) in html
    assert 'enctype="multipart/form-data"' in html
    assert "<h1>Where “Two Rivers, One Valley” appeared</h1>" in html
    assert "_addanother" not in html


def test_the_text_is_named_by_what_the_person_may_see(client, outlet):
    edition = factories.released(title="Public title")
    draft = factories.do("revise", edition, "dara")
    factories.do("save", draft, "dara", content=factories.content(title="Draft title"))
    workflow.limit(draft, by=person("dara"))
    placement = factories.placed(edition)
    client.force_login(person("rhea"))
    adding = f"{ADD}?publication={edition.text.publication_id}"
    for where in (adding, address(placement)):
        html = client.get(where).content.decode()
        assert "Public title" in html, where
        assert "Draft title" not in html, where


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("url", "javascript:alert(1)", "begins with https:// or http://"),
        ("url", "ftp://courier.example/x", "begins with https:// or http://"),
        ("url", "https://courier.example/\x01", "U+0001"),
        ("appeared_on", "2027-02-31", "There is no such day"),
        ("exclusive_until", "31.02.", "There is no such day"),
        ("headline", "A\u202eB", "The invisible character U+202E"),
        ("page", "A\x07B", "The invisible character U+0007"),
        ("differences", "A\x1bB", "The invisible character U+001B"),
        ("errors", "A\x00B", "Null characters"),
        ("permission", "\ufdd0", "The invisible character U+FDD0"),
    ],
)
def test_bad_input_is_told_at_its_field_and_what_was_typed_is_kept(
    at_the_desk, edition, outlet, field, value, sentence
):
    answer = add(
        at_the_desk,
        edition,
        outlet,
        **{"presenting_sentence": "Kept words.", field: value},
    )
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert sentence in str(form.errors[field])
    assert form[field].value() == value
    assert "Kept words." in answer.content.decode()
    assert not Placement.objects.exists()


def test_what_one_alone_may_be_is_told_at_its_field(at_the_desk, edition, outlet):
    factories.placed(edition)
    answer = add(at_the_desk, edition, outlet, role="first")
    assert "Kaldar Courier" in str(answer.context["adminform"].form.errors["role"])
    second = workflow.place(edition, "Another", by=person("dara"), role="reprint")
    answer = at_the_desk.post(address(second), typed(outlet, role="first"))
    assert "Kaldar Courier" in str(answer.context["adminform"].form.errors["role"])
    answer = at_the_desk.post(address(second), typed(outlet, canonical="on"))
    assert "must be confirmed" in str(
        answer.context["adminform"].form.errors["canonical"]
    )
    known = {
        "canonical": "on",
        "confirmed": "on",
        "url": "https://a.example/",
        "language": "en",
    }
    assert at_the_desk.post(address(second), typed(outlet, **known)).status_code == 302
    answer = add(at_the_desk, edition, outlet, **known)
    assert "The Kaldar Herald" in str(
        answer.context["adminform"].form.errors["canonical"]
    )


def test_what_workflow_refuses_comes_back_with_all_that_was_typed(
    at_the_desk, edition, outlet, monkeypatch
):
    def refuse(*_args, **_more):
        raise workflow.NotPossible("Somebody was faster.")

    monkeypatch.setattr(workflow, "store_placement", refuse)
    answer = add(at_the_desk, edition, outlet, headline="My headline")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody was faster." in html
    assert "My headline" in html


def test_a_copy_that_is_too_large_is_told_at_its_field(
    at_the_desk, edition, outlet, monkeypatch
):
    monkeypatch.setattr(workflow, "MAX_COPY", 5)
    answer = add(
        at_the_desk, edition, outlet, copy=SimpleUploadedFile("a.pdf", b"123456")
    )
    assert "larger than" in str(answer.context["adminform"].form.errors["copy"])
    assert not Placement.objects.exists()


def test_a_copy_that_is_refused_leaves_the_placement_and_says_so(
    at_the_desk, edition, outlet, monkeypatch
):
    def refuse(*_args, **_more):
        raise workflow.NotPossible("The disk is full.")

    monkeypatch.setattr(workflow, "keep_copy", refuse)
    answer = add(at_the_desk, edition, outlet, copy=SimpleUploadedFile("a.pdf", b"1"))
    assert Placement.objects.count() == 1
    told = at_the_desk.get(answer.headers["Location"]).content.decode()
    assert "The copy is not kept: The disk is full." in told


def test_nothing_is_kept_where_the_form_is_refused(at_the_desk, edition, outlet):
    add(
        at_the_desk,
        edition,
        outlet,
        url="javascript:x",
        copy=SimpleUploadedFile("a.pdf", b"1"),
    )
    assert not ArchivedCopy.objects.exists()


# --- Copies


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_copy_is_handed_out_as_a_file_that_nothing_runs(at_the_desk, edition, method):
    copy = kept(factories.placed(edition), "page.html", b"<script>alert(1)</script>")
    answer = getattr(at_the_desk, method)(copy_address(copy))
    body = b"".join(answer.streaming_content) if method == "get" else b""
    assert answer.status_code == 200
    if method == "get":
        assert body == b"<script>alert(1)</script>"
    headers = answer.headers
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == 'attachment; filename="page.html"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-store"
    answer.getvalue()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ('a"b\\c.pdf', 'attachment; filename="c.pdf"'),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
        ("a\r\nX-Evil: 1\u202e.pdf", 'attachment; filename="aX-Evil: 1.pdf"'),
        ("xəbər.pdf", "attachment; filename*=utf-8''x%C9%99b%C9%99r.pdf"),
    ],
)
def test_a_name_is_safe_in_the_header_whoever_stored_it(
    at_the_desk, edition, name, header
):
    copy = kept(factories.placed(edition))
    with guards.lifted(connection):
        ArchivedCopy.objects.update(name=name)
    answer = at_the_desk.get(copy_address(copy))
    answer.getvalue()
    assert answer.headers["Content-Disposition"] == header
    assert "X-Evil" not in answer.headers


def test_a_copy_is_for_who_may_see_its_placement(client, edition):
    copy = kept(factories.placed(edition))
    for name in STRANGERS:
        client.force_login(person(name))
        assert client.get(copy_address(copy)).status_code == 403
    client.logout()
    assert client.get(copy_address(copy)).status_code == 302
    client.force_login(person("rhea"))
    answer = client.get(copy_address(copy))
    assert answer.status_code == 200
    answer.getvalue()
    workflow.limit(edition, by=person("dara"))
    assert client.get(copy_address(copy)).status_code == 404


def test_a_copy_is_found_at_its_own_placement_alone(at_the_desk, edition):
    copy = kept(factories.placed(edition))
    other = factories.placed(factories.draft(title="Another"))
    unknown = copy_address(copy).replace(str(copy.uuid), str(edition.uuid))
    for wrong in (copy_address(copy, other), unknown):
        assert at_the_desk.get(wrong).status_code == 404
    assert at_the_desk.post(copy_address(copy)).status_code == 405


def test_a_copy_whose_file_is_gone_is_not_found(at_the_desk, edition):
    copy = kept(factories.placed(edition))
    copy.file.storage.delete(copy.file.name)
    assert at_the_desk.get(copy_address(copy)).status_code == 404
