"""Reads of themes."""

from community.themes.models import Theme


def theme_at(slug: str) -> Theme | None:
    """Return the theme of that address, or the one that a theme of that address was merged into."""
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    if slug in themes:
        return themes[slug]
    return next((theme for theme in themes.values() if slug in theme.alias_list), None)
