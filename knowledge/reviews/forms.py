"""What is said in a review: a decision, a plan, a remark, an invitation."""

import uuid
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.languages import languages
from community.members.models import Member
from knowledge.cards.models import CardPage
from knowledge.reviews.enums import Priority, Verdict
from knowledge.reviews.models import ReviewState
from knowledge.reviews.selectors import people_around, reviewers_of


class DecisionForm(forms.Form):
    """Approves, or asks for changes in a sentence, the revision that was shown."""

    verdict = forms.ChoiceField(choices=Verdict.choices)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("A remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author reads it. Changes ask for one: what, and where."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask which changes."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("verdict") == Verdict.CHANGES and not data.get("remark"):
            self.add_error(
                "remark", _("Say in a sentence what should change: the author reads it.")
            )
        return data


class PlanForm(forms.Form):
    """By when, how soon, by whom."""

    prefix = "plan"
    due_on = forms.DateField(
        label=_("By when"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    priority = forms.TypedChoiceField(
        label=_("How soon"), choices=Priority.choices, coerce=lambda text: Priority(int(text))
    )
    reviewer = forms.ModelChoiceField(
        label=_("Who reviews it"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Whoever takes it"),
    )

    def __init__(self, *args: Any, state: ReviewState, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "due_on": state.due_on,
            "priority": state.priority,
            "reviewer": state.reviewer_id,
        }
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["reviewer"].queryset = reviewers_of(state)
        if state.due_on >= timezone.localdate():
            fields["due_on"].validators.append(MinValueValidator(timezone.localdate()))


class RemarkForm(forms.Form):
    """A remark, and who is told of it."""

    prefix = "remark"
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label=_("Your remark"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the history of the card."),
    )
    tell = forms.ModelMultipleChoiceField(
        label=_("Who should be told"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Or write @ and the end of the address of their profile: @jade-morel."),
    )

    def __init__(self, *args: Any, state: ReviewState, card: CardPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["tell"].queryset = people_around(state, card)


class InvitationForm(forms.Form):
    """Somebody without an account who reviews the card by a link."""

    prefix = "invite"
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(label=_("Their name"), max_length=120)
    email = forms.EmailField(
        label=_("Their e-mail address"),
        required=False,
        help_text=_("The link is sent there. Without an address, hand it on yourself."),
    )
    language = forms.ChoiceField(label=_("Language of the page"), choices=languages)
