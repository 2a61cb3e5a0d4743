"""Where a card's page says that somebody stayed with it."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.search.log.views import visitor_of
from knowledge.cards.models import CardPage
from knowledge.readings.services import count

DAY_SECONDS = 24 * 60 * 60


# A page that holds a token for forms cannot be kept for visitors. What is sent adds one to a number
# at most once a day for each visitor, and is refused from other sites.
@csrf_exempt
@require_POST
def count_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Count it; the answer is empty and the same whether it counted or not.

    Who reads is told apart for a day by a mark that only the cache holds. Authors who look at their
    own card do not count.
    """
    answer = HttpResponse(status=204)
    answer["Cache-Control"] = "no-store"
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return answer
    told = f"{visitor_of(request)}\0{pk}\0{timezone.localdate()}"
    key = "card-read:" + salted_hmac("card-read", told).hexdigest()
    if not cache.add(key, 1, DAY_SECONDS):
        return answer
    reader = reader_of(request)
    cards = CardPage.objects.visible_to(reader).filter(pk=pk)
    if reader.member_id is not None:
        cards = cards.exclude(author=reader.member_id)
    if cards.exists():
        count(pk)
    return answer
