"""Narrows the board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.sorting import InOrder
from community.territories.models import Territory, TerritoryKind
from community.themes.models import Theme
from mentoring.requests.enums import State


class BoardForm(forms.Form):
    """State, age, theme and territory; anything that is not a choice is left aside."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Everything that is not over")),
            ("unmatched", _("With nobody asked")),
            ("done", _("Solved or closed")),
            ("all", _("All, with what is over")),
            *[choice for choice in State.choices if choice[0] != State.DRAFT],
        ],
    )
    age = forms.ChoiceField(
        label=_("Age"),
        required=False,
        choices=[
            ("", _("Any age")),
            ("week", _("This week")),
            ("month", _("A week to a month")),
            ("older", _("More than a month")),
        ],
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    territory = forms.ChoiceField(label=_("Territory"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["theme"].choices = [
            ("", _("All themes")),
            *((theme.slug, theme.label) for theme in Theme.objects.all()),
        ]
        places = Territory.objects.filter(
            kind__in=(TerritoryKind.REGION, TerritoryKind.DEPARTMENT)
        ).order_by("-kind", InOrder("name_fr"))
        fields["territory"].choices = [
            ("", _("Everywhere")),
            *((place.code, place.name) for place in places),
        ]

    def chosen(self) -> dict[str, str]:
        """Return the filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
