"""Images for small installations without a web server in front; documents only through Wagtail."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.views.static import serve

PRIVATE_FOLDERS = ("documents",)
"""Folders under `MEDIA_ROOT` whose files have a view that asks who may read them."""


def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a file of `MEDIA_ROOT` that is everybody's; a document has an address of its own."""
    root: Any = settings.MEDIA_ROOT
    try:
        asked = safe_join(root, path)
    except ValueError as error:
        raise Http404 from error
    if any(asked.startswith(safe_join(root, folder)) for folder in PRIVATE_FOLDERS):
        raise Http404
    return serve(request, path, document_root=root)
