"""Pages about the site itself: health, sitemap, the components for developers."""

from typing import Any

from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.views import serve

from community.core.kept import shown_alike
from community.home.design import Design
from community.home.models import InfoPage
from community.plugins import registered


@shown_alike
def home(request: HttpRequest) -> HttpResponse:
    """Show the home of the language, which Wagtail finds in the tree."""
    return serve(request, "")


def info(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the page that editors wrote for the footer's link, or say that there is none yet."""
    page = (
        InfoPage.objects.live()
        .public()
        .filter(key=key, locale__language_code=request.LANGUAGE_CODE)
        .first()
    )
    address = page.get_url(request) if page else None
    if address:
        return redirect(address)
    return render(request, "community/home/info_missing.html", {"key": key}, status=404)


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Answer that the process is alive; asks nothing of anyone."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Answer whether the database is there and migrated: 200, or 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:  # noqa: BLE001  (whatever it is, the site is not ready)
        return JsonResponse({"status": "no database", "reason": type(error).__name__}, status=503)
    if waiting:
        return JsonResponse({"status": "migrations wait", "count": len(waiting)}, status=503)
    return JsonResponse({"status": "ready"})


def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page in every language."""
    maps: dict[str, Any] = {}
    for plugin in registered():
        maps.update(plugin.sitemaps)
    return render_sitemap(request, maps)


def robots(request: HttpRequest) -> HttpResponse:
    """Let robots read what is public, and point them to the sitemap."""
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /api/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def design(request: HttpRequest) -> HttpResponse:
    """Show every component of the look, for developers."""
    return render(request, "community/design/components_page.html", {"design": Design()})
