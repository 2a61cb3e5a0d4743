"""The form that splits a card."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.splitting.selectors import Piece
from knowledge.splitting.services import Wish

TITLE_LENGTH = 255


class SplitForm(forms.Form):
    """Where the second card begins and what both are called."""

    cut = forms.CharField(max_length=20)
    first_title = forms.CharField(label=_("Title of the first card"), max_length=TITLE_LENGTH)
    second_title = forms.CharField(label=_("Title of the second card"), max_length=TITLE_LENGTH)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def wish(self) -> Wish:
        """Return what a valid form asks for."""
        return Wish(**self.cleaned_data)


def fresh_form(title: str, *, revision: int, pieces: list[Piece]) -> SplitForm:
    """Return the form with the titles and the cut that it proposes."""
    room = TITLE_LENGTH - 4
    proposed = next((piece.cut for piece in pieces if piece.is_proposed), "")
    initial: dict[str, Any] = {
        "cut": proposed,
        "first_title": f"{title[:room]} (1)",
        "second_title": f"{title[:room]} (2)",
        "revision": revision,
        "key": uuid4(),
    }
    return SplitForm(initial=initial)
