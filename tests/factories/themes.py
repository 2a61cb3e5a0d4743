"""Themes for the tests."""

from community.themes.models import Theme


def make_theme(name="Facilitation", **values):
    values.setdefault("slug", name.lower().replace(" ", "-"))
    return Theme.objects.create(name=name, **values)
