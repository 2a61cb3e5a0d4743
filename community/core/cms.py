"""What the CMS views of several slices share: their order, and what they say instead of failing.

Wagtail's own forms say what is wrong with a page; approving, and publishing several at once, save
it without a form.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import DeleteView

from community.core.errors import Refused
from community.core.sorting import InOrder
from community.core.validation import messages_of


class RefusedPublications:
    """Says why something was not published; it stays as it was, in review for example."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an approval or a publication of several that the pages' own rules refused.

        A workflow's task may refuse as well, from the editor too: somebody decided meanwhile.
        """
        view = request.resolver_match
        if view is None:
            return None
        page = view.kwargs.get("page_id")
        if isinstance(error, Refused) and page and view.app_name == "wagtailadmin_pages":
            messages.error(request, str(error))
            return _back_to(request, reverse("wagtailadmin_pages:edit", args=[page]))
        if not isinstance(error, ValidationError):
            return None
        if view.view_name == "wagtailadmin_pages:workflow_action" and page:
            address = reverse("wagtailadmin_pages:edit", args=[page])
        elif view.view_name == "wagtail_bulk_action":
            address = get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")
        else:
            return None
        messages.error(
            request,
            format_html(
                "{} <ul>{}</ul>",
                _("Nothing was published, and nothing is lost. Mend this first:"),
                format_html_join("", "<li>{}</li>", ((text,) for text in messages_of(error))),
            ),
        )
        return _back_to(request, address)


def _back_to(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        # What Wagtail's own windows wait for.
        return JsonResponse({"step": "success", "redirect": address})
    return redirect(address)


class NamesInOrder:
    """Sorts a list by name as people do, where its column of names is chosen."""

    def order_queryset(self, queryset: Any) -> Any:
        """Replace the order by name with the order that readers expect."""
        ordered = super().order_queryset(queryset)  # type: ignore[misc]  # an IndexView's
        terms = [_IN_ORDER.get(term, term) for term in ordered.query.order_by]
        return ordered.order_by(*terms) if terms else ordered


_IN_ORDER: dict[Any, Any] = {"name": InOrder("name"), "-name": InOrder("name").desc()}


class CarefulDeleteView(DeleteView):
    """Says what still uses a thing instead of failing, whichever app it belongs to."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete, or go back to the list and say what stands in the way."""
        try:
            return super().form_valid(form)
        except (ProtectedError, RestrictedError) as error:
            users = getattr(error, "protected_objects", None) or getattr(
                error, "restricted_objects", None
            )
            named = sorted({str(each._meta.verbose_name_plural) for each in users or ()})
            messages.error(
                self.request,
                _("“%(object)s” is still used by %(users)s. Change those first.")
                % {"object": self.object, "users": ", ".join(named)},
            )
            return redirect(self.index_url_name)
