"""Who is told of an act: rows written with it, shown at the desk, sent by the worker.

Nobody is told of their own act (but everybody is warned of a release), nor of a text
whose circle leaves them out. What is announced beforehand holds from its `at`: the desk
shows a notice once that has come.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publications.models import (
    OPEN_STAGES,
    Account,
    ApprovalLink,
    ArchiveBatch,
    Capacity,
    Change,
    Delivery,
    Edition,
    Notice,
    Outcome,
    Priority,
    Relation,
    Remark,
    Revision,
    WithdrawalReason,
)

from .act import Act
from .letters import Fact, Letter, News, mail_language, write
from .recipients import holders_of, readers, writers

# Announced beforehand; void with the schedule that they announce.
OF_A_SCHEDULE = ("about_to_be_released", "original_changed")


def review_requested(act: Act) -> None:
    _tell(act, "review_requested", holders_of("approve"))


def returned(act: Act) -> None:
    _tell(act, "returned", writers(act.edition))


def approved(act: Act) -> None:
    _tell(act, "approved", writers(act.edition) | holders_of("release"))


def batch_submitted(act: Act, batch: ArchiveBatch, texts: int) -> None:
    """One notice for all of an archive; it stands at the first of its texts."""
    _tell_of_batch(act, "batch_submitted", holders_of("approve"), batch, texts)


def batch_approved(act: Act, batch: ArchiveBatch, texts: int) -> None:
    to = writers(act.edition) | holders_of("record_release")
    _tell_of_batch(act, "batch_approved", to, batch, texts)


def scheduled(act: Act) -> None:
    _tell(act, "scheduled", writers(act.edition), *_moment(act.edition))


def unscheduled(act: Act) -> None:
    _tell(act, "unscheduled", writers(act.edition) | holders_of("release"))


def released(act: Act) -> None:
    """Where it waited for its outlet, publishers are told, too: they didn't press."""
    to = writers(act.edition)
    if "awaited" in act.details:
        to |= holders_of("release")
    _tell(act, "released", to, *_moment(act.edition))


def released_in_emergency(act: Act) -> None:
    everybody = (
        holders_of("approve") | holders_of("release") | holders_of("read_record")
    )
    everybody |= writers(act.edition)
    _tell(act, "released_in_emergency", everybody, *_moment(act.edition))


def taken_down(act: Act) -> None:
    """The private note stays on the record: mail tells what the public is told."""
    withdrawal = act.edition.withdrawals.last()
    _tell(
        act,
        "taken_down",
        writers(act.edition) | holders_of("release"),
        (_("What readers find:"), Outcome(withdrawal.outcome).label),
        (_("Reason:"), WithdrawalReason(withdrawal.reason).label),
        note=withdrawal.public_note,
    )


def original_changed(act: Act) -> None:
    """Tell translators that a live original reads otherwise now, or will at its moment.

    A technical change asks nothing of them.
    """
    edition = act.edition
    asks_for_a_look = (Change.CLARIFICATION, Change.CORRECTION, Change.UPDATE)
    if (
        edition.text.relation != Relation.ORIGINAL
        or edition.begun_from_id is None
        or edition.change not in asks_for_a_look
    ):
        return
    translated = Revision.objects.filter(
        edition__text__publication=edition.text.publication_id, number__gt=0
    ).exclude(edition__text=edition.text_id)
    _tell(
        act,
        "original_changed",
        Q(pk__in=translated.values("saved_by")) | holders_of("translate"),
        (_("Kind of change:"), Change(edition.change).label),
        note=edition.public_note,
        due_at=max(edition.live_from, act.at),
    )


def warn_before_release(act: Act) -> None:
    """Let publishers and writers know some hours before a text goes out by itself."""
    if act.edition.live_from is None:
        return
    before = timedelta(hours=settings.RELEASE_WARNING_HOURS)
    _tell(
        act,
        "about_to_be_released",
        writers(act.edition) | holders_of("release"),
        *_moment(act.edition),
        due_at=max(act.edition.live_from - before, act.at),
        also_actor=True,
    )


def drop_warnings(edition: Edition) -> None:
    """Take back what was announced and has reached nobody yet."""
    announced = {"edition": edition, "event__in": OF_A_SCHEDULE}
    Delivery.objects.filter(**announced, delivered_at=None).delete()
    Notice.objects.filter(**announced, seen_at=None).delete()


def remarked(remark: Remark) -> None:
    """Tell the writers, and everybody in the thread."""
    first = remark.answers_id or remark.pk
    thread = Remark.objects.filter(Q(pk=first) | Q(answers=first))
    _tell(
        Act(remark.edition, remark.written_by, remark.written_at, remark.body),
        "remarked",
        writers(remark.edition) | Q(pk__in=thread.values("written_by")),
        quotation=remark.quotation,
    )


def zone_changed(edition: Edition, at: datetime) -> None:
    """Ask publishers about a moment that no longer is what was typed; once for each.

    Raises IntegrityError where another worker tells them at this instant.
    """
    moment = edition.live_from.strftime("%Y-%m-%dT%H:%MZ")
    note = f"{edition.wall_time} {edition.wall_zone} ≠ {moment}"
    event = "zone_changed"
    if Notice.objects.filter(edition=edition, event=event, note=note).exists():
        return
    _tell(
        Act(edition, None, at, note),
        event,
        holders_of("release"),
        *_moment(edition),
        key=f"zone:{edition.pk}:{moment}",
    )


def link_sent(link: ApprovalLink, token: str, act: Act) -> None:
    """Mail a signatory the link; the row forgets it once it is delivered."""
    news = News(
        "link_sent",
        act.edition,
        (
            (_("For:"), ", ".join(filter(None, [link.name, link.office]))),
            (_("In the capacity of:"), Capacity(link.capacity).label),
            (_("Requested by:"), str(act.by)),
            (_("Language:"), act.edition.text.language_name),
            (_("Valid until:"), link.expires_at),
        ),
        address=settings.SITE_URL + reverse("approve-by-link", args=[token]),
    )
    _delivery(
        news,
        write(news, mail_language(act.edition.text.language)),
        recipient=link.email,
        secret=True,
        created_at=act.at,
        due_at=act.at,
    ).save()


def _moment(edition: Edition) -> tuple[Fact, ...]:
    """When it is public; nothing of a text that waits for its outlet alone."""
    if edition.live_from is None:
        return ()
    return ((_("Moment of release:"), edition.live_from),)


def _tell_of_batch(
    act: Act, event: str, to: Q, batch: ArchiveBatch, texts: int
) -> None:
    page = reverse("admin:publications_archivebatch_change", args=[batch.pk])
    count = (_("Number of texts:"), str(texts))
    _tell(act, event, to, count, title=batch.name, path=page)


def _tell(
    act: Act,
    event: str,
    to: Q,
    *facts: Fact,
    note: str | None = None,
    quotation: str = "",
    due_at: datetime | None = None,
    key: str = "",
    also_actor: bool = False,
    title: str = "",
    path: str = "",
) -> None:
    """Write a notice for each account, and a letter where it has an address."""
    edition, due_at = act.edition, due_at or act.at
    note = act.note if note is None else note
    accounts = Account.objects.filter(to, readers(edition, due_at), is_active=True)
    if act.by and not also_actor:
        accounts = accounts.exclude(pk=act.by.pk)
    accounts = list(accounts.order_by("pk"))
    path = path or reverse("admin:publications_edition_change", args=[edition.pk])
    news = News(
        event,
        edition,
        (*_common(act), *facts),
        address=settings.SITE_URL + path,
        title=title,
        quotation=quotation,
        note=note,
    )
    languages = {a.pk: mail_language(a.language) for a in accounts}
    letters = {each: write(news, each) for each in set(languages.values())}
    Notice.objects.bulk_create(
        Notice(
            account=account,
            edition=edition,
            event=event,
            actor_name=act.actor_name[:300],
            note=note,
            at=due_at,
        )
        for account in accounts
    )
    Delivery.objects.bulk_create(
        _delivery(
            news,
            letters[languages[account.pk]],
            recipient=account.email,
            key=key,
            created_at=act.at,
            due_at=due_at,
        )
        for account in accounts
        if account.email
    )


def _common(act: Act) -> list[Fact]:
    """What every letter to an editor says; when it is due, as long as that matters."""
    edition = act.edition
    facts: list[Fact] = [(_("Language:"), edition.text.language_name)]
    if act.actor_name:
        facts.insert(0, (_("By:"), act.actor_name))
    if edition.stage in OPEN_STAGES and edition.due_on:
        facts.append((_("Due on:"), edition.due_on))
    if edition.stage in OPEN_STAGES and edition.priority != Priority.NORMAL:
        facts.append((_("Priority:"), Priority(edition.priority).label))
    return facts


def _delivery(news: News, letter: Letter, **more: Any) -> Delivery:
    return Delivery(
        subject=letter.subject,
        body=letter.text,
        html=letter.html,
        edition=news.edition,
        event=news.event,
        **more,
    )
