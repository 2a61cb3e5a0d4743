"""What one says to send a card on."""

import re
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.sending.services import MESSAGE_LENGTH

_LINK: Final = re.compile(r"[a-z][a-z0-9+.-]*://|www\.|\b[\w-]+\.[a-z]{2,}/", re.IGNORECASE)


class SendForm(forms.Form):
    """One address and a few words."""

    to = forms.EmailField(
        label=_("Your colleague’s address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("One address. It is used for this mail alone."),
    )
    message = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The link to the card is in the mail already."),
    )

    def clean_message(self) -> str:
        """Take words alone: a mail of the site leads to the card and nowhere else."""
        message: str = self.cleaned_data["message"]
        if _LINK.search(message):
            raise forms.ValidationError(
                _("Leave links out: the mail holds the one of the card."), code="link"
            )
        return message
