"""What is asked before a card is made of a thing."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from knowledge.cards.models import CardIndexPage


class MakeForm(forms.Form):
    """A title, and the language of the library that the card goes to."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Say what one will find: “Giving feedback in three sentences”."),
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, libraries: list[CardIndexPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys(library.locale.language_code for library in libraries)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [
            (code, str(get_language_info(code)["name_translated"]).capitalize()) for code in codes
        ]
