"""The policy of the CMS, whose own interface needs inline scripts; public pages never do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

CMS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)


class CmsPolicy:
    """Gives answers under the CMS a policy of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header where the page is the CMS's."""
        response = self.get_response(request)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response.headers.setdefault("Content-Security-Policy", CMS_POLICY)
        return response
