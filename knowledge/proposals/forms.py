"""Forms of proposals: three fields and a text, and declining with a reason."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.languages import languages
from community.themes.forms import ThemeChoices
from knowledge.proposals.models import (
    BODY_LENGTH,
    OBJECTIVE_LENGTH,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
)


class ProposalForm(forms.Form):
    """A card, as somebody writes it who never saw the CMS; a draft may lack anything."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    demand = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    title = forms.CharField(
        label=_("Title"),
        min_length=8,
        max_length=TITLE_LENGTH,
        help_text=_("Say what one will find: “Giving feedback in three sentences”."),
    )
    summary = forms.CharField(
        label=_("What one keeps of it"),
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a sentence or two: it is what lists and searches show."),
    )
    objective = forms.CharField(
        label=_("What one can do afterwards"),
        max_length=OBJECTIVE_LENGTH,
        help_text=_("With a verb: “Give precise feedback in three minutes”."),
    )
    body = forms.CharField(
        label=_("Your text"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "An empty line begins a paragraph, “## ” a section, “- ” or “1. ” a list; **two "
            "stars** are bold. Text pasted from a word processor is fine."
        ),
    )
    themes = ThemeChoices(
        label=_("Themes"),
        required=False,
        few=True,
        help_text=_("Three at most: an expert of these themes reads it."),
    )
    language = forms.ChoiceField(label=_("Language of the card"), choices=languages)

    def __init__(self, *args: Any, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        if is_draft:
            for name in ("title", "summary", "objective", "body"):
                self.fields[name].required = False
            self.fields["title"].validators = []


class RefusalForm(forms.Form):
    """Why a proposal is not kept."""

    reason = forms.CharField(
        label=_("Why, for its author"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
