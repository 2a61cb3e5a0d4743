"""Tells people what happened to a need: one inbox row and one mail each, in their language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation

from community.core.roles import Role
from community.members.models import Member
from community.notifications.services import notify


def tell(
    member: Member | None,
    *,
    kind: str,
    key: str,
    view: str,
    args: Sequence[Any] = (),
    data: Mapping[str, Any],
) -> None:
    """Tell one member, once for each `key`; nobody is told when the account is gone.

    `kind` is without the app's prefix; `view` and `args` say where the message leads.
    """
    if member is None:
        return
    with translation.override(member.language):
        url = reverse(f"mentoring:{view}", args=args)
    notify([member.user], kind=f"mentoring.{kind}", key=key, url=url, data=data)


def tell_animators(
    *, kind: str, key: str, view: str, args: Sequence[Any] = (), data: Mapping[str, Any]
) -> None:
    """Tell everybody who runs the community."""
    animators = Member.objects.filter(
        user__groups__name=Role.ANIMATOR.value, user__is_active=True
    ).select_related("user")
    for member in animators:
        tell(member, kind=kind, key=key, view=view, args=args, data=data)
