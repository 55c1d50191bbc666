"""Pictures of the library: private until a readable edition uses one."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publications import site_languages, zones

from .edition import Edition
from .people import Person
from .revision import Byline, Revision
from .vocabulary import SIGNING, ImageRole, Precision


def _path(image: "Image", filename: str) -> str:
    """A server-made name: 122 random bits, and the extension of what was decoded."""
    return f"pictures/{image.uuid}.{image.extension}"


def _animation_path(image: "Image", filename: str) -> str:
    return f"pictures/{image.uuid}-animated.webp"


class ImageQuerySet(models.QuerySet):
    def readable(self, editions, day: date):
        """Those that readable editions use while the rights of their language last;
        `day`: today in the mission's zone."""
        uses = ImageUse.objects.readable(editions, day)
        return self.filter(Exists(uses.filter(image=OuterRef("pk"))))

    def portraits(self, editions):
        """Those of people who sign these editions."""
        signed = Byline.objects.filter(
            person=OuterRef("pk"),
            revision__in=editions.values("revision"),
            role__in=SIGNING,
        )
        people = Person.objects.filter(Exists(signed), portrait=OuterRef("pk"))
        return self.filter(Exists(people))

    def public(self, at: datetime):
        """What anybody may fetch: those that readable editions use, and the portraits
        of who signs a live one."""
        uses = ImageUse.objects.public(at).filter(image=OuterRef("pk"))
        return self.filter(Exists(uses)) | self.portraits(Edition.objects.live(at))

    def printable(self, at: datetime):
        """Those whose print-size file anybody may fetch."""
        uses = ImageUse.objects.public(at).printable()
        return self.filter(Exists(uses.filter(image=OuterRef("pk"))))

    def visible_to(self, account, at: datetime):
        """What this reader of the desk may fetch and find: what they took in; what any
        revision, also a former one, of an edition that they see uses; and, where
        they may see the library, what no text uses.

        Whatever only texts of a limited circle use is nobody else's.
        """
        permitted = account.permitted() if account.is_authenticated else frozenset()
        if "read" not in permitted:
            return self.none()
        uses = ImageUse.objects.filter(image=OuterRef("pk"))
        # Asked of each use: as a set, nearly all editions would be looked at.
        editions = Edition.objects.visible_to(account, at)
        of_use = editions.filter(pk=OuterRef("revision__edition"))
        seen = Q(Exists(uses.filter(Exists(of_use))))
        if "view_image" in permitted:
            seen |= ~Exists(uses)
        return self.filter(seen | Q(uploaded_by=account))

    def unused(self):
        """Those that no text, whatever became of it, and no person has."""
        return self.filter(uses=None, portrait_of=None)


class Image(models.Model):
    """A picture as it was taken in: decoded, stripped of metadata, encoded anew.

    The file never changes: one that takes its place is a picture of its own, which
    `replaces` it, so that no released edition is altered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=_path)
    name = models.CharField(_("name"), max_length=120)
    extension = models.CharField(max_length=5)
    mime = models.CharField(max_length=20)
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    original_digest = models.CharField(max_length=64, db_index=True)
    animation = models.FileField(upload_to=_animation_path, blank=True)
    animation_digest = models.CharField(max_length=64, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    # What must stay in view where a picture is cropped: percent from left and top.
    focus_x = models.PositiveSmallIntegerField(
        _("focal point from the left (%)"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point from the top (%)"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    event = models.CharField(_("event"), max_length=200, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    taken_precision = models.CharField(
        max_length=5, choices=Precision, default=Precision.DAY, editable=False
    )
    people = models.ManyToManyField(
        Person,
        through="Depicted",
        blank=True,
        verbose_name=_("people in it"),
        related_name="pictures",
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100),
                name="a_focal_point_is_in_the_picture",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The picture as it was taken in, whole."""
        return reverse("picture", args=[self.uuid, self.extension])

    def rendition_url(self, name: str, extension: str) -> str:
        """One of the listed sizes (`images.renditions`)."""
        return reverse("rendition", args=[self.uuid, name, extension])

    @property
    def thumb_url(self) -> str:
        return self.rendition_url("thumb", "webp")

    @property
    def focus(self) -> tuple[int, int]:
        return self.focus_x, self.focus_y

    def words_in(self, language: str) -> "ImageWords":
        """What is known of it in a language; empty where nothing is. From `words`,
        which may be prefetched."""
        known = (words for words in self.words.all() if words.language == language)
        return next(known, None) or ImageWords(image=self, language=language)


class Depicted(models.Model):
    """That a person is in a picture."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="depicted")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="depicted"
    )

    class Meta:
        verbose_name = _("person in a picture")
        verbose_name_plural = _("people in a picture")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["image", "person"], name="a_person_is_in_a_picture_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class ImageWords(models.Model):
    """What is said of a picture in one language, and the rights to show it there.

    A revision freezes what it shows of these; they may be mended at any time.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=12)
    alt = models.CharField(_("text alternative"), max_length=500, blank=True)
    # Says nothing that the text doesn't: screen readers pass over it (WCAG 1.1.1).
    decorative = models.BooleanField(_("decorative"), default=False)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=300, blank=True)
    rights_until = models.DateField(_("rights end on"), null=True, blank=True)
    printable = models.BooleanField(
        _("newsrooms may print it"),
        default=False,
        help_text=_("Offers the print-size file beside the picture."),
    )

    class Meta:
        verbose_name = _("words and rights in a language")
        verbose_name_plural = _("words and rights by language")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "language"], name="a_picture_has_words_once_a_language"
            ),
            models.CheckConstraint(
                condition=Q(decorative=False) | Q(alt=""),
                name="a_decorative_picture_has_no_alternative",
            ),
        ]

    def __str__(self) -> str:
        return site_languages.name_of(self.language)


class ImageUseQuerySet(models.QuerySet):
    def readable(self, editions, day: date):
        """Those of readable editions while the rights of their language last; `day`:
        today in the mission's zone."""
        shown = self.with_rights(day)
        return shown.filter(revision__in=editions.values("revision"))

    def with_rights(self, day: date):
        """Those whose rights, in the language of their text, haven't ended."""
        return self.filter(~Exists(self._words().filter(rights_until__lt=day)))

    def public(self, at: datetime):
        """Those that anybody sees."""
        return self.readable(Edition.objects.readable(at), zones.day_of(at))

    def newest_first(self):
        """By when their edition went out."""
        return self.order_by("-revision__edition__live_from", "-pk")

    def printable(self):
        """Those whose print-size file newsrooms may have: it was so when the text was
        saved, and the library still says so in the text's language."""
        return self.filter(Exists(self._words().filter(printable=True)), printable=True)

    @staticmethod
    def _words():
        """What the library says now of a use's picture in the language of its text."""
        return ImageWords.objects.filter(
            image=OuterRef("image"),
            language=OuterRef("revision__edition__text__language"),
        )


class ImageUse(models.Model):
    """That a revision shows a picture, with the words it shows: written with the
    revision, never changed.

    `alt` None: stored before text alternatives were asked for.
    """

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="image_uses"
    )
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="uses")
    role = models.CharField(max_length=5, choices=ImageRole, default=ImageRole.BODY)
    alt = models.CharField(max_length=500, blank=True, null=True)  # noqa: DJ001
    decorative = models.BooleanField(default=False)
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    printable = models.BooleanField(default=False)

    objects = ImageUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of an image")
        verbose_name_plural = _("uses of images")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "image", "role"],
                name="a_revision_shows_an_image_once_a_role",
            ),
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(role="lead"),
                name="a_revision_has_one_lead_image",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image}: {self.revision}"

    @property
    def lacks_alternative(self) -> bool:
        return self.alt == "" and not self.decorative

    def content(self) -> dict[str, str | bool]:
        """What the digest covers; nothing where nothing is said of the picture, since
        the body names it."""
        said = {
            "alt": self.alt or "",
            "decorative": self.decorative,
            "caption": self.caption,
            "credit": self.credit,
            "printable": self.printable,
        }
        kept = {name: value for name, value in said.items() if value}
        if not kept and self.role == ImageRole.BODY:
            return {}
        return {"image": str(self.image.uuid), "role": self.role, **kept}
