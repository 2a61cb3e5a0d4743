"""Learning trips in the CMS: one form for the trip, its sites, stops, comparison and outcomes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from webinars.trips.models import LearningTrip, TripSite
from webinars.trips.pictures import PictureRefused, cleaned_picture
from webinars.trips.services import changed


class WithinTripForm(WagtailAdminModelForm):
    """A part of a trip: offers the trip's own sites, and keeps photos as we keep them."""

    def __init__(self, *args: Any, trip: LearningTrip | None = None, **kwargs: Any) -> None:
        # Set first: the formsets inside this form ask for it while they are made.
        self.trip = trip
        super().__init__(*args, **kwargs)
        site = self.fields.get("site")
        if isinstance(site, forms.ModelChoiceField):
            key = trip.pk if trip is not None else None
            site.queryset = TripSite.objects.filter(trip=key)

    def clean_file(self) -> Any:
        """Write a new photo anew, without its metadata."""
        file = self.cleaned_data.get("file")
        if not file or "file" not in self.changed_data:
            return file
        try:
            return cleaned_picture(file, size=file.size)
        except PictureRefused as refusal:
            raise ValidationError(str(refusal)) from refusal


class TripPartsPanel(InlinePanel):
    """An inline panel whose forms know the trip that they are part of."""

    def get_form_options(self) -> dict[str, Any]:
        """Return Wagtail's options with our form, which gets the trip from the form around it."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": WithinTripForm,
            "inherit_kwargs": ["trip"],
        }
        return options


class TripForm(WagtailAdminModelForm):
    """The trip with all its parts."""

    @property
    def trip(self) -> LearningTrip:
        """The trip, for the forms inside this one."""
        trip: LearningTrip = self.instance
        return trip

    def clean(self) -> dict[str, Any]:
        """Refuse a comparison with fewer than two sites."""
        data: dict[str, Any] = super().clean()
        if self._count("criteria") and self._count("sites") < 2:
            self.add_error(None, _("A comparison needs two sites at least."))
        return data

    def _count(self, relation: str) -> int:
        formset = self.formsets.get(relation)
        if formset is None or not formset.is_bound:
            return 0
        formset.is_valid()
        kept = (
            not getattr(form, "cleaned_data", {}).get(DELETION_FIELD_NAME, False)
            for form in formset.forms
            if form.has_changed() or form.instance.pk
        )
        return sum(kept)

    def save(self, commit: bool = True) -> LearningTrip:
        """Save everything, and let search and kept pages follow."""
        trip: LearningTrip = super().save(commit=commit)
        if commit:
            changed(trip)
        return trip


def _pair(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_fr"), FieldPanel(f"{name}_en")])


TRIP_PANELS = [
    _pair("title"),
    FieldPanel("slug"),
    _pair("summary"),
    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("state")]),
    FieldPanel("territory"),
    FieldPanel("themes"),
    FieldPanel("animator"),
    MultiFieldPanel(
        [FieldPanel("audience"), FieldPanel("audience_organisation")],
        heading=gettext_lazy("Who may read it"),
    ),
    _pair("questions"),
]
SITE_PANELS = [
    FieldPanel("name"),
    _pair("kind"),
    _pair("description"),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("department")]),
]
QUOTE_PANELS = [_pair("text"), FieldPanel("name"), _pair("role")]
PHOTO_PANELS = [FieldPanel("file"), _pair("alt"), FieldPanel("consent")]
STOP_PANELS = [
    FieldRowPanel([FieldPanel("site"), FieldPanel("at")]),
    _pair("title"),
    _pair("notes"),
    TripPartsPanel("quotes", panels=QUOTE_PANELS, heading=gettext_lazy("Words heard")),
    TripPartsPanel("photos", panels=PHOTO_PANELS, heading=gettext_lazy("Photos")),
]
ASSESSMENT_PANELS = [
    FieldRowPanel([FieldPanel("site"), FieldPanel("rating")]),
    _pair("merit"),
    _pair("limit"),
]
CRITERION_PANELS = [
    _pair("label"),
    FieldPanel("slug"),
    TripPartsPanel("assessments", panels=ASSESSMENT_PANELS, heading=gettext_lazy("Assessments")),
]
ASTONISHMENT_PANELS = [_pair("text")]


class TripViewSet(SnippetViewSet):
    """Where animators prepare trips and tidy their logs."""

    model = LearningTrip
    icon = "site"
    menu_label = gettext_lazy("Learning trips")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["__str__", "territory", "starts_on", "state"]
    list_filter = ["state", "territory", "audience"]
    search_fields = ["title_fr", "title_en", "slug"]
    ordering = ["-starts_on"]
    inspect_view_enabled = False
    edit_handler = TabbedInterface(
        [
            ObjectList(TRIP_PANELS, heading=gettext_lazy("The trip")),
            ObjectList(
                [TripPartsPanel("sites", panels=SITE_PANELS, label=gettext_lazy("Site"))],
                heading=gettext_lazy("Sites"),
            ),
            ObjectList(
                [TripPartsPanel("stops", panels=STOP_PANELS, label=gettext_lazy("Stop"))],
                heading=gettext_lazy("Stops"),
            ),
            ObjectList(
                [
                    TripPartsPanel(
                        "criteria", panels=CRITERION_PANELS, label=gettext_lazy("Criterion")
                    )
                ],
                heading=gettext_lazy("Comparison"),
            ),
            ObjectList(
                [
                    TripPartsPanel(
                        "astonishments",
                        panels=ASTONISHMENT_PANELS,
                        label=gettext_lazy("Astonishment"),
                    ),
                    _pair("report"),
                ],
                heading=gettext_lazy("What we take home"),
            ),
        ],
        base_form_class=TripForm,
    )
