"""Demands for the tests, asked as members ask."""

import uuid

from knowledge.demands import services
from tests.factories.cards import make_theme


def make_demand(member, title="Noter un oral à deux jurés", *, themes=(), at=None, **values):
    """A demand on the board, its author's vote with it."""
    values.setdefault("language", "fr")
    values.setdefault("purpose", "Vingt-quatre oraux en deux jours.")
    wish = services.Wish(title=title, themes=tuple(map(make_theme, themes)), **values)
    return services.ask(wish, by=member, key=uuid.uuid4(), at=at)
