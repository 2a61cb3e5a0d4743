"""The programme as a list, and as calendars."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from community.core.context import reader_of
from community.core.pagination import page_of
from webinars.programme.calendars import Entry, calendar
from webinars.programme.models import CalendarFeed, Series, Webinar
from webinars.programme.permissions import can_see
from webinars.programme.screens import programme_screen
from webinars.programme.selectors import (
    Filters,
    programme_for,
    registration_of,
    registrations_in_feed,
)

CALENDAR_TYPE = "text/calendar; charset=utf-8"
FEED_REACHES_BACK = timedelta(days=90)


@require_safe
def programme(request: HttpRequest, *, past: bool = False) -> HttpResponse:
    """List what comes, or what can be watched again, narrowed by series, theme and language."""
    reader = reader_of(request)
    filters = Filters(
        series=request.GET.get("series", "")[:80],
        theme=request.GET.get("theme", "")[:100],
        language=request.GET.get("language", "")[:5],
        replay_only=past and "all" not in request.GET,
    )
    found = programme_for(reader, filters, past=past)
    page = page_of(found, request.GET.get("page"), size=12 if past else 30)
    screen = programme_screen(reader, filters, page, past=past)
    template = "webinars/programme/programme_page.html"
    if request.headers.get("HX-Target") == "programme":
        template += "#programme"
    return render(request, template, screen)


@require_safe
def webinar_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one session as a calendar file, with the link for those who have a place."""
    reader = reader_of(request)
    webinar = get_object_or_404(Webinar, slug=slug)
    if not can_see(webinar, reader):
        raise Http404
    registration = registration_of(webinar, reader)
    has_place = registration is not None and registration.has_place
    content = calendar([Entry(webinar=webinar, has_place=has_place)])
    response = HttpResponse(content, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{webinar.slug}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def series_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a series as a feed for calendars: what everyone may see, without any link to join."""
    series = get_object_or_404(Series, slug=slug)
    since = timezone.now() - FEED_REACHES_BACK
    found = Webinar.objects.visible_to(reader_of(request)).filter(series=series, ends_at__gte=since)
    entries = [Entry(webinar=webinar) for webinar in found.order_by("starts_at")]
    return HttpResponse(calendar(entries, name=str(series)), content_type=CALENDAR_TYPE)


@require_safe
def personal_calendar(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """Give a person's registrations to whoever knows the secret address: a calendar program."""
    feed = get_object_or_404(CalendarFeed.objects.select_related("user__member"), token=token)
    if not feed.user.is_active:
        raise Http404
    member = getattr(feed.user, "member", None)
    with translation.override(member.language if member else None):
        found = registrations_in_feed(feed.user, timezone.now() - FEED_REACHES_BACK)
        entries = [
            Entry(webinar=found_.webinar, attendee=found_.user, has_place=found_.has_place)
            for found_ in found
        ]
        content = calendar(entries, name=translation.gettext("My webinars"))
    response = HttpResponse(content, content_type=CALENDAR_TYPE)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
