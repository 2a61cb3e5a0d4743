"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def search_page(request: HttpRequest) -> HttpResponse:
    """Show the box and what it found."""
    return render(request, "community/search/search_page.html", {})
