"""A theme: everything that a reader may see of it, by room."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from community.core.context import reader_of
from community.core.kept import shown_alike
from community.core.pagination import page_number
from community.plugins import door
from community.search.query import SearchQuery
from community.search.selectors import search
from community.themes.selectors import theme_at, themes_in_order


@shown_alike
def theme_list(request: HttpRequest) -> HttpResponse:
    """Show the vocabulary."""
    return render(request, "community/themes/theme_list.html", {"themes": themes_in_order()})


def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what there is under a theme, the newest first.

    A person's own needs may be among it, so it is not kept for many.
    """
    theme = theme_at(slug)
    if theme is None:
        raise Http404
    if theme.slug != slug:
        return redirect("community:theme", theme.slug, permanent=True)
    results = search(
        SearchQuery(
            reader=reader_of(request),
            themes=(theme.slug,),
            language=request.LANGUAGE_CODE,
            page=page_number(request.GET.get("page")),
            page_size=24,
        )
    )
    feed = door("card_feed")
    context = {
        "theme": theme,
        "results": results,
        "feed_url": feed(theme=theme.slug) if feed else "",
    }
    return render(request, "community/themes/theme_detail.html", context)
