"""Django's language middleware, without its redirect where an address knows no language."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse


class LanguageMiddleware(LocaleMiddleware):
    """Answers 404 under the API as it is.

    The tree of pages takes every path that has a language in front, so Django would believe that
    the same address exists there and send an API's client on a detour.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Redirect an address without language to one with it, the API's apart."""
        if response.status_code == 404 and request.path_info.startswith(reverse("api:api-root")):
            return response
        return super().process_response(request, response)
