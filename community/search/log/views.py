"""Where pages of results say that they were asked, opened or asked otherwise."""

import ipaddress

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.search.log.services import Signal, count
from community.search.log.tokens import shown_of

MOST_AN_HOUR = 200
"""What is counted of one visitor; beyond it nobody is searching any more."""


# A page that holds a token for forms cannot be kept for visitors. What is sent is signed by the
# page, changes nothing of anybody, and is refused from other sites.
@csrf_exempt
@require_POST
def count_signal(request: HttpRequest) -> HttpResponse:
    """Count it; the answer is empty and the same whether it counted or not."""
    answer = HttpResponse(status=204)
    answer["Cache-Control"] = "no-store"
    signal = request.POST.get("signal", "")
    shown = shown_of(request.POST.get("page", ""))
    if shown is None or signal not in Signal.values or not _is_ours(request):
        return answer
    visitor = visitor_of(request)
    key = "search-log:" + salted_hmac("search-log", visitor).hexdigest()
    cache.add(key, 0, 3600)
    if cache.incr(key) <= MOST_AN_HOUR:
        count(shown, Signal(signal), visitor=visitor)
    return answer


def _is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent it."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def visitor_of(request: HttpRequest) -> str:
    """Return who asks: the account, else the network that the request came from.

    Never what a browser says of itself, which one person could change at will.
    """
    reader = reader_of(request)
    if reader.is_member:
        return f"account {reader.user_id}"
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
