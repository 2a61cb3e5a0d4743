"""What the community itself holds of a person: given as plain data, or taken away."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from community.members.models import Member
from community.notifications.models import Notification

PROFILE = ("handle", "name", "job_title", "language", "bio", "offers", "seeks")
CHOICES = ("is_listed", "wants_mail")


def held_of(user: Any) -> dict[str, Any]:
    """Return account, profile and inbox of a person as plain data; moments in ISO 8601."""
    member = Member.objects.select_related("organisation", "territory").filter(user=user).first()
    return {
        "account": {
            "username": user.get_username(),
            "addresses": list(
                EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified")
            ),
            "joined": user.date_joined.isoformat() if hasattr(user, "date_joined") else None,
            "roles": sorted(user.groups.values_list("name", flat=True)),
        },
        "profile": _profile(member) if member else None,
        "notifications": [
            {
                "kind": notification.kind,
                "data": notification.data,
                "url": notification.url,
                "at": notification.created_at.isoformat(),
            }
            for notification in Notification.objects.filter(recipient=user).order_by("pk")
        ],
    }


def _profile(member: Member) -> dict[str, Any]:
    return {
        **{name: getattr(member, name) for name in (*PROFILE, *CHOICES)},
        "organisation": member.organisation.code if member.organisation else None,
        "territory": member.territory.code if member.territory else None,
        "themes": sorted(theme.slug for theme in member.themes.all()),
    }


def erase(user: Any) -> None:
    """Take away what says who the person is; the account stays as an empty shell, closed.

    What they wrote for others stays, without their name. Calling it again changes nothing.
    """
    with transaction.atomic():
        Notification.objects.filter(recipient=user).delete()
        for model in (EmailAddress, Authenticator, UserSession):
            model.objects.filter(user=user).delete()
        member = Member.objects.filter(user=user).first()
        if member is not None:
            member.themes.clear()
            for name in PROFILE:
                setattr(member, name, "")
            member.handle, member.language = f"parti-{secrets.token_hex(6)}", "fr"
            member.organisation = member.territory = None
            member.is_listed = member.wants_mail = False
            member.save()
        user.groups.clear()
        setattr(user, user.USERNAME_FIELD, f"erased-{user.pk}")
        setattr(user, user.get_email_field_name(), "")
        user.first_name = user.last_name = ""
        user.is_active = user.is_superuser = False
        user.set_unusable_password()
        user.save()
