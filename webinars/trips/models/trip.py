"""A learning trip, the sites it compares and who takes part."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from community.core.audience import HasAudience, audience_q
from community.core.dates import day_in_words
from community.core.markup import from_markdown
from community.core.reader import Reader
from community.members.models import Member
from community.territories.models import Territory
from community.themes.models import ThemedItemBase
from webinars.said import Bilingual, said


class TripState(models.TextChoices):
    """Where a trip stands: before, during, after."""

    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Log open")
    PUBLISHED = "published", _("Published")


class TripTheme(ThemedItemBase):
    """A theme of a trip."""

    content_object = ParentalKey(
        "webinars.LearningTrip", on_delete=models.CASCADE, related_name="themed_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="webinars_trip_theme_once"
            )
        ]


class LearningTripQuerySet(models.QuerySet["LearningTrip"]):
    """Verbs of trips."""

    def visible_to(self, reader: Reader) -> "LearningTripQuerySet":
        """Keep those whose audience the reader belongs to."""
        return self.filter(audience_q(reader))

    def for_reader(self, reader: Reader) -> "LearningTripQuerySet":
        """Say on each whether the reader takes part and how many do, without further queries."""
        mine = TripParticipant.objects.filter(trip=models.OuterRef("pk"), member=reader.member_id)
        return self.annotate(
            reader_takes_part=models.Exists(mine) if reader.member_id else models.Value(False),
            participant_count=models.Count("participations"),
        )

    def through(self, territory: Territory) -> "LearningTripQuerySet":
        """Keep those that belong to the territory or visit a site in it."""
        within = Territory.objects.within(territory).values("pk")
        visiting = TripSite.objects.filter(department__in=within).values("trip")
        return self.filter(models.Q(territory__in=within) | models.Q(pk__in=visiting))


class LearningTrip(HasAudience, ClusterableModel):
    """A visit of a group to places that do otherwise: questions, route, log, comparison."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title_fr = models.CharField(_("title in French"), max_length=150, blank=True)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    summary_fr = models.TextField(_("summary in French"), max_length=600, blank=True)
    summary_en = models.TextField(_("summary in English"), max_length=600, blank=True)
    questions_fr = models.TextField(
        _("questions before leaving, in French"), blank=True, help_text=_("One per line.")
    )
    questions_en = models.TextField(
        _("questions before leaving, in English"), blank=True, help_text=_("One per line.")
    )
    report_fr = models.TextField(
        _("report in French"), blank=True, help_text=_("Markdown. What the group takes home.")
    )
    report_en = models.TextField(
        _("report in English"), blank=True, help_text=_("Markdown. What the group takes home.")
    )
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="trips"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(
        _("state"), max_length=10, choices=TripState.choices, default=TripState.ANNOUNCED
    )
    animator: "models.ForeignKey[Member | None, Member | None]" = models.ForeignKey(
        Member,
        verbose_name=_("animated by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="animated_trips",
    )
    copied_from: "models.ForeignKey[LearningTrip | None, LearningTrip | None]" = models.ForeignKey(
        "self",
        verbose_name=_("route taken from"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
    )
    participants = models.ManyToManyField(
        Member, verbose_name=_("participants"), through="TripParticipant", related_name="trips"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    themes = ClusterTaggableManager(
        verbose_name=_("themes"), through=TripTheme, blank=True, help_text=""
    )
    objects = LearningTripQuerySet.as_manager()

    reader_takes_part: bool
    """Written by `for_reader`, as is the count."""
    participant_count: int

    title = Bilingual()
    summary = Bilingual()
    report = Bilingual()

    class Meta:
        ordering = ["-starts_on", "slug"]
        verbose_name = _("learning trip")
        verbose_name_plural = _("learning trips")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="webinars_trip_ends_after_start",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title_fr="") | ~models.Q(title_en=""),
                name="webinars_trip_has_title",
                violation_error_message=_("Give the trip a title in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def questions(self) -> list[str]:
        """What the group wants to know, in the language being shown or the other."""
        return [line.strip() for line in said(self, "questions").splitlines() if line.strip()]

    @property
    def report_html(self) -> SafeString:
        """The report as safe HTML, empty without one."""
        return from_markdown(self.report)

    @property
    def dates(self) -> str:
        """When it takes place, as short as can be: ``24–25 March 2026``."""
        first, last = self.starts_on, self.ends_on
        end = day_in_words(last, "j F Y")
        if first == last:
            return end
        if (first.year, first.month) == (last.year, last.month):
            return f"{day_in_words(first, 'j')}–{end}"
        pattern = "j F" if first.year == last.year else "j F Y"
        return f"{day_in_words(first, pattern)} – {end}"

    def get_absolute_url(self) -> str:
        """Return the log's address in the language being shown."""
        return reverse("webinars:trip", args=[self.slug])


class TripSite(Orderable):
    """A place that is visited and compared."""

    trip = ParentalKey(LearningTrip, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(_("name"), max_length=120)
    kind_fr = models.CharField(_("sort of place, in French"), max_length=80, blank=True)
    kind_en = models.CharField(_("sort of place, in English"), max_length=80, blank=True)
    description_fr = models.TextField(_("description in French"), max_length=800, blank=True)
    description_en = models.TextField(_("description in English"), max_length=800, blank=True)
    latitude = models.FloatField(
        _("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    department: "models.ForeignKey[Territory | None, Territory | None]" = models.ForeignKey(
        Territory,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": "department"},
        related_name="trip_sites",
    )

    kind = Bilingual()
    description = Bilingual()

    class Meta(Orderable.Meta):
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="webinars_trip_site_on_earth",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse coordinates that were left at zero, in the ocean."""
        super().clean()
        if self.latitude == 0 and self.longitude == 0:
            raise ValidationError({"latitude": _("Give the site's latitude and longitude.")})


class TripParticipant(models.Model):
    """A member who is of the trip."""

    trip = models.ForeignKey(LearningTrip, on_delete=models.CASCADE, related_name="participations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="trip_participations")
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["trip", "member"], name="webinars_trip_joined_once")
        ]

    def __str__(self) -> str:
        return str(self.member)
