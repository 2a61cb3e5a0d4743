"""The roles of a community: groups with permissions that migrations lay."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.management import create_permissions
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The name of each group, as stored; the label is what people read."""

    MEMBER = "Members", _("Member")
    EXPERT = "Experts", _("Expert")
    REVIEWER = "Reviewers", _("Reviewer")
    FACILITATOR = "Facilitators", _("Facilitator")
    ANIMATOR = "Animators", _("Animator")


def grant(apps: Any, *, role: str, app_label: str, codenames: Iterable[str]) -> None:
    """Give a role permissions of an app, from a migration; asking twice changes nothing.

    Permissions are made after all migrations have run, so those of this app are made here first.
    """
    config = apps.get_app_config(app_label)
    had_models_module = getattr(config, "models_module", None)
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = had_models_module
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=role)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label=app_label, codename__in=list(codenames)
    )
    missing = set(codenames) - set(permissions.values_list("codename", flat=True))
    if missing:
        raise LookupError(f"{app_label} has no permission {', '.join(sorted(missing))}.")
    group.permissions.add(*permissions)


def editing(*models_: str) -> list[str]:
    """Return the four codenames of Django's permissions for each model name."""
    return [f"{verb}_{model}" for model in models_ for verb in ("add", "change", "delete", "view")]
