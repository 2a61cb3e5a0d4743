"""A session's one address, a series' page, and what one does there."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.kept import PASSING_SECONDS, kept, kept_page
from community.core.origins import card_url, made_from
from webinars.programme.enums import Mode
from webinars.programme.models import Series
from webinars.programme.permissions import can_see, can_take_part
from webinars.programme.selectors import plays, series_for_page, webinars_for_page
from webinars.programme.services import (
    close_calendar_feed,
    give_up,
    register,
    renew_calendar_feed,
    subscribe,
    unsubscribe,
)
from webinars.replays.origins import KEY as ORIGIN
from webinars.replays.permissions import can_watch
from webinars.replays.services import keep_position
from webinars.replays.transcripts import (
    caption_languages,
    chapters_of,
    cues_of,
    transcript_of,
)
from webinars.room.screens import (
    asked_second,
    place_screen,
    series_screen,
    webinar_screen,
)

PAGE = "webinars/room/webinar_page.html"


@require_safe
def webinar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Announce the session, open its door or play its replay, whichever it is time for.

    A replay is the same page for many, but for the place where each of them stopped.
    """
    if reader_of(request).is_member and kept(
        request, "webinars.plays", slug, make=lambda: plays(slug), seconds=PASSING_SECONDS
    ):
        return kept_page(request, lambda many: _webinar(many, slug), seconds=PASSING_SECONDS)
    return _webinar(request, slug)


def _webinar(request: HttpRequest, slug: str) -> HttpResponse:
    found = _visible(request, slug)
    second = asked_second(request.GET)
    language = request.GET.get("captions", "")
    screen = webinar_screen(found, reader_of(request), second=second, language=language)
    if "player" in screen and screen["player"]["replay"].is_published:
        replay = screen["player"]["replay"].pk
        screen["made_cards"] = made_from(request, ORIGIN, replay)
        screen["make_card_url"] = card_url(reader_of(request), ORIGIN, replay, second or 0)
    response = render(request, PAGE, screen)
    turn = found.next_turn()
    if turn and turn <= timezone.now() + timedelta(seconds=settings.COMMUNITY_PAGE_CACHE_SECONDS):
        # Nobody is shown “soon” when the door is open: so near to its turn it is not kept.
        patch_cache_control(response, private=True, no_cache=True)
    return response


@require_POST
@login_required
def take_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Register the person, or let them wait."""
    found = _visible(request, slug)
    if not can_take_part(found, reader_of(request)):
        raise Http404
    try:
        registration = register(
            found, user=request.user, mode=request.POST.get("mode", Mode.ONLINE)
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("All places are taken: you are on the waiting list.")
            if registration.is_waiting
            else _("You have a place. The link and the calendar file are on their way by e-mail."),
        )
    return _place(request, slug)


@require_POST
@login_required
def leave_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the person's place up."""
    found = _visible(request, slug)
    give_up(found, user=request.user)
    messages.success(request, _("You gave your place up. Thank you for telling us."))
    return _place(request, slug)


@require_POST
@login_required
def save_position(request: HttpRequest, slug: str) -> HttpResponse:
    """Remember where the person is in the replay."""
    found = _visible(request, slug)
    replay = getattr(found, "replay", None)
    second = asked_second(request.POST)
    if replay is None or second is None or not can_watch(replay, reader_of(request)):
        raise Http404
    keep_position(replay, user=request.user, seconds=second)
    return HttpResponse(status=204)


@require_safe
def transcript(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Give what was said as plain text."""
    found = _visible(request, slug)
    replay = getattr(found, "replay", None)
    if replay is None or not can_watch(replay, reader_of(request)):
        raise Http404
    if language not in caption_languages(replay.recording):
        raise Http404
    said = transcript_of(
        cues_of(replay.recording, language),
        chapters_of(replay.recording, language),
        language=language,
    )
    response = HttpResponse(
        f"{found.title}\n\n{said.text}", content_type="text/plain; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="{found.slug}.{language}.txt"'
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a series: what comes, what can be watched, and how to be there each time."""
    found: Series = get_object_or_404(series_for_page(), slug=slug)
    return render(
        request, "webinars/room/series_page.html", series_screen(found, reader_of(request))
    )


@require_POST
@login_required
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Subscribe the person to a series."""
    found = get_object_or_404(Series, slug=slug)
    try:
        subscribe(found, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You are registered to each coming session of this series."))
    return redirect(found.get_absolute_url())


@require_POST
@login_required
def unfollow(request: HttpRequest, slug: str) -> HttpResponse:
    """End the person's subscription to a series."""
    found = get_object_or_404(Series, slug=slug)
    unsubscribe(found, user=request.user)
    messages.success(request, _("Your subscription has ended, and its coming places are free."))
    return redirect(found.get_absolute_url())


@require_POST
@login_required
def change_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the person another calendar address, or take it away (`close`)."""
    found = get_object_or_404(Series, slug=slug)
    if "close" in request.POST:
        close_calendar_feed(request.user)
        messages.success(request, _("Your calendar address is closed."))
    else:
        renew_calendar_feed(request.user)
        messages.success(request, _("Your calendar has a new address; the old one is closed."))
    return redirect(f"{found.get_absolute_url()}#calendar")


def _visible(request: HttpRequest, slug: str) -> Any:
    reader = reader_of(request)
    found = get_object_or_404(webinars_for_page(reader), slug=slug)
    if not can_see(found, reader):
        raise Http404
    return found


def _place(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the changed part of the page, or send back to the page."""
    if request.headers.get("HX-Request"):
        reader = reader_of(request)
        found = get_object_or_404(webinars_for_page(reader), slug=slug)
        return render(request, f"{PAGE}#place", place_screen(found, reader) | {"has_focus": True})
    return redirect(reverse("webinars:webinar", args=[slug]) + "#place")
