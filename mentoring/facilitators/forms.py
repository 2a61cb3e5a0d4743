"""Forms of facilitators, and the choices of places that needs share."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.sorting import InOrder
from community.organisations.models import Organisation
from community.territories.models import Territory, TerritoryKind
from community.themes.forms import ThemeChoices
from community.themes.models import Theme
from mentoring.facilitators.models import Facilitator


def territory_choices(empty: Any = None) -> list[Any]:
    """Return departments grouped by region, each region itself first; one query."""
    places = (
        Territory.objects.exclude(kind=TerritoryKind.COUNTRY)
        .select_related("parent")
        .order_by(InOrder("parent__name_fr"), InOrder("name_fr"))
    )
    regions = {place.pk: place for place in places if place.kind == TerritoryKind.REGION}
    departments = [place for place in places if place.kind == TerritoryKind.DEPARTMENT]
    beneath = {
        key: list(group) for key, group in groupby(departments, key=lambda place: place.parent_id)
    }
    choices: list[Any] = [] if empty is None else [("", empty)]
    for region in sorted(regions.values(), key=lambda place: place.name):
        parts = [(part.pk, part.name) for part in beneath.get(region.pk, [])]
        whole = (region.pk, _("%(region)s (all of it)") % {"region": region.name})
        choices.append((region.name, [whole, *parts]))
    return choices


class RegionChoices(forms.ModelMultipleChoiceField):
    """Check boxes of regions."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return the region's name."""
        return str(obj.name)


class FacilitatorForm(forms.ModelForm):
    """What a facilitator says of themselves."""

    themes = ThemeChoices(label=_("Themes I help with"), required=False)
    regions = RegionChoices(
        label=_("Regions I come to"),
        queryset=Territory.objects.none(),
        required=False,
        help_text=_("Your own department counts by itself."),
    )
    avoided_organisations = forms.ModelMultipleChoiceField(
        label=_("Establishments I would rather not be suggested to"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Only you and the animators see this. Your own is left out by itself."),
    )

    class Meta:
        model = Facilitator
        fields = ["pitch_fr", "pitch_en", "languages", "formats", "capacity", "available_from"]
        widgets = {
            "pitch_fr": forms.Textarea(attrs={"rows": 4, "lang": "fr"}),
            "pitch_en": forms.Textarea(attrs={"rows": 4, "lang": "en"}),
            "available_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "capacity": forms.NumberInput(attrs={"min": 0, "max": 20, "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["regions"].queryset = Territory.objects.filter(kind=TerritoryKind.REGION).order_by(
            "name_fr"
        )
        fields["avoided_organisations"].queryset = Organisation.objects.open()
        if self.instance.pk and not self.is_bound:
            self.initial["themes"] = list(self.instance.themes.values_list("pk", flat=True))
            self.initial["regions"] = list(self.instance.territories.values_list("pk", flat=True))
            self.initial["avoided_organisations"] = list(
                self.instance.avoided_organisations.values_list("pk", flat=True)
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a word of presentation in one language at least."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("pitch_fr") and not data.get("pitch_en"):
            self.add_error("pitch_fr", _("Say in one language at least what you can do."))
        return data


class PauseForm(forms.Form):
    """How long a pause lasts."""

    LENGTHS = (
        ("14", _("Two weeks")),
        ("31", _("A month")),
        ("92", _("Three months")),
        ("", _("Until I come back")),
    )
    length = forms.ChoiceField(label=_("For how long"), choices=LENGTHS, required=False)

    def until(self) -> date | None:
        """Return the day of return, or None for an open end."""
        days = self.cleaned_data["length"]
        return timezone.localdate() + timedelta(days=int(days)) if days else None


class DirectoryForm(forms.Form):
    """Narrows the directory; anything that is not a choice is left aside."""

    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("All themes"),
    )
    territory = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Territory.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("Everywhere"),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    format = forms.ChoiceField(label=_("Format"), required=False)
    free = forms.BooleanField(label=_("Free now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["theme"].queryset = Theme.objects.all()
        fields["territory"].queryset = Territory.objects.filter(kind=TerritoryKind.REGION).order_by(
            "name_fr"
        )
        columns = Facilitator._meta
        for name, column, empty in (
            ("language", "languages", _("All languages")),
            ("format", "formats", _("All formats")),
        ):
            fields[name].choices = [("", empty), *columns.get_field(column).flatchoices]

    def chosen(self) -> dict[str, Any]:
        """Return the filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
