"""How accounts are made: allauth's adapter, and the name that sign-up asks for."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.core.roles import Role
from community.members.services import ensure_member


class NameForm(forms.Form):
    """Asks for the name that others will see."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: HttpRequest, user: Any) -> None:  # noqa: ARG002 (allauth's signature)
        """Keep the name with the new account and make it a member."""
        first, _space, last = self.cleaned_data["name"].strip().partition(" ")
        user.first_name, user.last_name = first[:150], last[:150]
        user.save()
        member = ensure_member(user)
        member.name = self.cleaned_data["name"].strip()
        # Mails follow the language in which somebody came, until they choose another.
        member.language = get_language() or settings.LANGUAGE_CODE
        member.save(update_fields=["name", "language"])
        user.groups.add(*_groups(Role.MEMBER))


def _groups(*roles: Role) -> Any:
    return Group.objects.filter(name__in=[role.value for role in roles])


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter; a place for what this community decides about accounts."""
