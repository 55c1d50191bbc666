"""Who signs: persons, and their names as each language and the press write them."""

import uuid

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publications.rendering.names import (
    folded,
    listed,
    second_mention,
    with_honorific,
)

from .web import is_web_address, web_address


class PersonQuerySet(models.QuerySet):
    def called(self, name: str):
        """Those written so in any language or known spelling, whatever the accents."""
        form = folded(name)
        named = PersonName.objects.filter(folded=form).values("person")
        spelt = PersonSpelling.objects.filter(folded=form).values("person")
        return self.filter(Q(pk__in=named) | Q(pk__in=spelt))

    def by_family(self):
        """Sorted by the family name where one is known: "Lu Mei" stands under Lu."""
        first = PersonName.objects.filter(person=OuterRef("pk")).order_by("id")
        key = Coalesce(NullIf("family", models.Value("")), F("display"))
        return self.alias(sorted_by=Subquery(first.values(key=key)[:1])).order_by(
            "sorted_by", "pk"
        )


class Person(models.Model):
    """Somebody who signs. Not a user account."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("The last part of the person's page: /en/people/…/"),
    )
    original_name = models.CharField(
        _("name in the original script"),
        max_length=200,
        blank=True,
        help_text=_("As the office supplied it, where no name below says it."),
    )
    original_language = models.CharField(
        _("language of the original name"),
        max_length=35,
        blank=True,
        help_text=_("A language tag such as zh-Hans, ka or ka-Geor (RFC 5646)."),
    )
    # Public while a text that the person signed is live.
    portrait = models.ForeignKey(
        "publications.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("portrait"),
    )
    # Entered by administrators alone: whoever reads mail there can approve.
    approval_email = models.EmailField(
        _("address for approvals"),
        blank=True,
        help_text=_("Where links for approving without an account are sent."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["slug"]

    def __str__(self) -> str:
        names = list(self.names.all())
        return names[0].display if names else self.slug

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])


class PersonName(models.Model):
    """A person's name as one language writes it; the first is the one for lists."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="names", verbose_name=_("person")
    )
    language = models.CharField(_("language"), max_length=15)
    honorific = models.CharField(_("honorific"), max_length=50, blank=True)
    display = models.CharField(
        _("name"), max_length=200, help_text=_("As it is printed, without honorific.")
    )
    family = models.CharField(_("family name"), max_length=100, blank=True)
    given = models.CharField(_("given name"), max_length=100, blank=True)
    family_first = models.BooleanField(
        _("family name comes first"),
        default=False,
        help_text=_("As in Lu Mei, whose family name is Lu."),
    )
    short = models.CharField(
        _("second mention"),
        max_length=150,
        blank=True,
        help_text=_("How a text names the person again. Empty: “Ms. Lu”."),
    )
    biography = models.TextField(_("biography"), blank=True, max_length=5000)
    # `display` as names are compared; written with it.
    folded = models.CharField(max_length=200, editable=False, default="")

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"], name="one_name_per_person_and_language"
            )
        ]
        # "Which person is called this?", asked by the importer and the desk.
        indexes = [
            models.Index(fields=["display"]),
            models.Index(fields=["folded"]),
        ]

    def __str__(self) -> str:
        return self.display

    def save(self, *args, **kwargs):
        self.folded = folded(self.display)
        super().save(*args, **kwargs)

    @property
    def addressed(self) -> str:
        """With the honorific, in the language's order."""
        return with_honorific(self.honorific, self.display, self.language)

    @property
    def listed(self) -> str:
        """As lists sort it: "Venn, Ada", "Lu Mei"."""
        return listed(
            self.display, self.family, self.given, family_first=self.family_first
        )

    @property
    def second_mention(self) -> str:
        """How a text names the person again: "Ms. Lu"."""
        made = second_mention(self.honorific, self.family, self.display, self.language)
        return self.short or made


class PersonSpelling(models.Model):
    """Another spelling of a person's name, found in the press; never printed."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="spellings"
    )
    spelling = models.CharField(_("spelling"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "spelling"], name="a_spelling_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return self.spelling

    def save(self, *args, **kwargs):
        self.folded = folded(self.spelling)
        super().save(*args, **kwargs)


class PersonLink(models.Model):
    """A page elsewhere that is of this person (schema.org/sameAs)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=500, validators=[web_address])

    class Meta:
        verbose_name = _("page elsewhere")
        verbose_name_plural = _("pages elsewhere")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "url"], name="a_page_elsewhere_is_told_once"
            ),
            models.CheckConstraint(
                condition=is_web_address("url"), name="a_page_elsewhere_is_on_the_web"
            ),
        ]

    def __str__(self) -> str:
        return self.url
