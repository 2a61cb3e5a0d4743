"""`wagtail-localize`, where an operator installed it: then it makes the variants, not we."""

from typing import Any

from django.apps import apps
from django.urls import reverse

from knowledge.cards.models import CardPage


def is_installed() -> bool:
    """Whether the site uses it."""
    return apps.is_installed("wagtail_localize")


def may_use(user: Any) -> bool:
    """Whether somebody may translate with it."""
    return bool(user.has_perm("wagtail_localize.submit_translation"))


def address(card: CardPage) -> str:
    """Return where it begins the translation of a card."""
    return reverse("wagtail_localize:submit_page_translation", args=[card.pk])
