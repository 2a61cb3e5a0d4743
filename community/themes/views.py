"""A theme: everything that a reader may see of it, by room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from community.core.context import reader_of
from community.search.query import SearchQuery
from community.search.selectors import search
from community.themes.models import Theme


def theme_list(request: HttpRequest) -> HttpResponse:
    """Show the vocabulary."""
    return render(request, "community/themes/theme_list.html", {"themes": Theme.objects.all()})


def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what there is under a theme, the newest first."""
    theme = get_object_or_404(Theme, slug=slug)
    page = request.GET.get("page", "1")
    results = search(
        SearchQuery(
            reader=reader_of(request),
            themes=(theme.slug,),
            language=request.LANGUAGE_CODE,
            page=int(page[:6]) if page.isdecimal() else 1,
            page_size=24,
        )
    )
    return render(
        request, "community/themes/theme_detail.html", {"theme": theme, "results": results}
    )
