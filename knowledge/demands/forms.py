"""Forms of the demand board: asking, and closing with a reason."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.languages import languages
from community.themes.forms import ThemeChoices
from knowledge.demands.models import PURPOSE_LENGTH, TITLE_LENGTH


class DemandForm(forms.Form):
    """What is missing, and what for."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("What is missing?"),
        min_length=8,
        max_length=TITLE_LENGTH,
        help_text=_(
            "One question, as you would put it to a colleague: “How do I open a workshop remotely?”"
        ),
    )
    purpose = forms.CharField(
        label=_("What for?"),
        max_length=PURPOSE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence is enough: what you would do with it, with whom, by when."),
    )
    themes = ThemeChoices(
        label=_("Themes"),
        required=False,
        few=True,
        help_text=_("Three at most: experts of these themes see it first."),
    )
    language = forms.ChoiceField(label=_("Language of the card"), choices=languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class DeclineForm(forms.Form):
    """Why a demand is closed without a card."""

    reason = forms.CharField(
        label=_("Why, for those who asked"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
