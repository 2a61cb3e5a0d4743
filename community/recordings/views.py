"""A recording's file, poster and tracks, for those who may play it; a stranger finds nothing."""

import hashlib
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from community.core.context import reader_of
from community.recordings.models import CaptionTrack, Recording
from community.recordings.permissions import can_play
from community.recordings.selectors import stored_file, stored_poster
from community.recordings.serving import StoredFile, serve


@require_safe
def recording_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Serve the sound or the moving picture; `?download` saves it instead of playing it."""
    recording = _playable(request, pk)
    return _served(request, lambda: stored_file(recording, as_download="download" in request.GET))


@require_safe
def recording_poster(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Serve the picture that stands for the recording."""
    recording = _playable(request, pk)
    return _served(request, lambda: stored_poster(recording))


@require_safe
def recording_track(request: HttpRequest, pk: int, kind: str, language: str) -> HttpResponseBase:
    """Serve captions or chapters as WebVTT."""
    recording = _playable(request, pk)
    track = get_object_or_404(CaptionTrack, recording=recording, kind=kind, language=language)
    content = track.webvtt.encode()
    etag = f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
    response = HttpResponse(content, content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _playable(request: HttpRequest, pk: int) -> Recording:
    recording = get_object_or_404(Recording, pk=pk)
    if not can_play(recording, reader_of(request)):
        raise Http404
    return recording


def _served(request: HttpRequest, find: Callable[[], StoredFile]) -> HttpResponseBase:
    try:
        return serve(request, find())
    except FileNotFoundError as error:
        raise Http404 from error
