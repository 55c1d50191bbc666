"""The work, its texts, and the addresses they answer at."""

import uuid

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from publications import site_languages

from .account import Account
from .subjects import Series, Topic
from .vocabulary import Kind, Relation

FEED_NAMESPACE = uuid.UUID("6f1c4a52-3d0c-4d0f-9b7e-2a5d1f6f0c11")


class PublicationQuerySet(models.QuerySet):
    def admitting(self, account: Account):
        """Those whose drafts this account may see, as far as the circle goes."""
        return self.filter(Q(limited=False) | Exists(_admitting(account)))

    def closed_to(self, account: Account):
        """The few others: an index holds the limited ones alone."""
        return self.filter(~Exists(_admitting(account)), limited=True)


def _admitting(account: Account) -> models.QuerySet:
    admissions = Admission.objects.filter(publication=OuterRef("pk"))
    return admissions.filter(Q(account=account) | Q(group__in=account.groups.all()))


class Publication(models.Model):
    """The work, free of language. It has no state: its editions have."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    # The lock of acts on the embargo or on several languages, taken before the texts'.
    version = models.PositiveBigIntegerField(default=0)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    # At the desk, what isn't public yet is seen by its admissions alone.
    limited = models.BooleanField(_("limited"), default=False)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="publications", verbose_name=_("topics")
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("series"),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="publication_embargo",
            ),
            models.Index(
                fields=["id"], condition=Q(limited=True), name="publication_limited"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uuid}"


class Admission(models.Model):
    """That an account, or everybody in a role, sees a limited publication's drafts."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="admissions"
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None) ^ Q(group=None),
                name="an_admission_is_of_an_account_or_a_group",
            ),
            models.UniqueConstraint(
                fields=["publication", "account"], name="an_account_is_admitted_once"
            ),
            models.UniqueConstraint(
                fields=["publication", "group"], name="a_group_is_admitted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication}: {self.account or self.group}"


class Text(models.Model):
    """A publication in one language.

    `version` is the lock: every act raises it by one and fails where it has moved.
    `first_released_at` and `year` (in the mission's zone) come with the first period,
    move with a reschedule and freeze when it passes.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="texts"
    )
    language = models.CharField(_("language"), max_length=15)
    relation = models.CharField(
        _("relation"), max_length=10, choices=Relation, default=Relation.ORIGINAL
    )
    # Which version holds where they differ; without one, official versions are equal
    # and the original holds before a courtesy translation.
    governs = models.BooleanField(_("governs"), default=False)
    version = models.PositiveBigIntegerField(default=0)
    first_released_at = models.DateTimeField(null=True, editable=False)
    year = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "language"],
                name="one_text_per_publication_and_language",
            ),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(relation=Relation.ORIGINAL),
                name="one_original_per_publication",
            ),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(governs=True),
                name="one_governing_text_per_publication",
            ),
            models.CheckConstraint(
                condition=Q(governs=False) | ~Q(relation=Relation.COURTESY),
                name="a_courtesy_translation_does_not_govern",
            ),
        ]
        # For site maps, which are of a year.
        indexes = [models.Index(fields=["year"], name="text_year")]

    def __str__(self) -> str:
        return f"{self.publication} ({self.language})"

    @property
    def feed_id(self) -> str:
        """The id of this text in every feed, for ever: `urn:uuid:` of a UUIDv5."""
        name = f"{self.publication.uuid}/{self.language}"
        return uuid.uuid5(FEED_NAMESPACE, name).urn

    @property
    def language_name(self) -> str:
        return site_languages.name_of(self.language)


class Address(models.Model):
    """Language and slug: unique for ever, belonging to one text, never given away.

    It answers only once an edition that uses it has been released.
    """

    language = models.CharField(max_length=15)
    slug = models.CharField(max_length=100)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="addresses")

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"], name="an_address_is_given_once"
            ),
            # /<lang>/<year>/<month>/ is the archive's
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9-]*[a-z][a-z0-9-]*$"),
                name="an_address_is_not_digits_only",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ImportedFile(models.Model):
    """A file that became a text: the same file again makes nothing new.

    `digest` is the SHA-256 (hex) of the decoded text, whatever its encoding was.
    """

    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=15)
    name = models.CharField(max_length=255, blank=True)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="files")
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "language"], name="a_file_is_imported_once"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.digest
