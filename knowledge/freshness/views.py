"""The list of cards to verify, and the click that verifies one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.core.context import reader_of
from community.core.dates import day_in_words
from community.core.errors import Refused
from community.core.pagination import page_of
from community.members.models import Member
from knowledge.cards.models import CardPage
from knowledge.freshness import selectors
from knowledge.freshness.enums import Outcome
from knowledge.freshness.forms import DutiesForm, VerifyForm
from knowledge.freshness.models import Duty
from knowledge.freshness.permissions import can_oversee, can_verify
from knowledge.freshness.services import verify

LIST = "knowledge/freshness/duty_list.html"
PAGE_SIZE = 20


@login_required
def to_verify(request: HttpRequest) -> HttpResponse:
    """Show the cards that wait for the reader; to animators everybody's, when they ask."""
    reader = reader_of(request)
    may_oversee = can_oversee(reader)
    everybody = may_oversee and request.GET.get("of") == "all"
    form = DutiesForm(request.GET) if everybody else None
    filters = form.chosen() if form else {}
    duties = selectors.duties_for(reader, everybody=everybody, filters=filters)
    page = page_of(selectors.with_cards(duties), request.GET.get("page"), size=PAGE_SIZE)
    page.object_list = selectors.lines(page.object_list)
    query = request.GET.copy()
    query.pop("page", None)
    address = reverse("knowledge:to_verify")
    tabs = [
        {"label": _("Mine"), "url": address, "current": not everybody},
        {"label": _("Everybody’s"), "url": f"{address}?of=all", "current": everybody},
    ]
    context = {
        "page": page,
        "query": query.urlencode(),
        "tabs": tabs if may_oversee else [],
        "everybody": everybody,
        "form": form,
    }
    return render(request, LIST, context)


@login_required
@require_http_methods(["GET", "POST"])
def verify_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a card is still right, and note the answer."""
    reader = reader_of(request)
    duty = _visible(request, pk)
    form = VerifyForm(request.POST or None, initial={"turn": duty.turn})
    if not can_verify(reader, duty):
        # Two clicks at once: the second one finds that the duty went on to somebody else.
        is_again = form.is_bound and selectors.has_verified(reader, duty)
        if not (is_again and form.is_valid() and form.cleaned_data["turn"] < duty.turn):
            raise Http404
    if not form.is_valid():
        return _page(request, duty, form)
    data = form.cleaned_data
    try:
        is_new = verify(
            duty.pk,
            by=get_object_or_404(Member, pk=reader.member_id),
            turn=data["turn"],
            outcome=Outcome(data["outcome"]),
            remark=data["remark"],
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, duty, form)
    told = _told(duty, is_new=is_new, outcome=data["outcome"])
    if _is_row(request):
        return render(request, f"{LIST}#done", {"title": duty.card.title, "told": told, "pk": pk})
    messages.success(request, told)
    return redirect("knowledge:to_verify")


def _visible(request: HttpRequest, pk: int) -> Duty:
    visible = CardPage.objects.visible_to(reader_of(request)).order_by()
    duties = Duty.objects.filter(card__in=visible.values("pk"))
    found: Duty = get_object_or_404(selectors.with_cards(duties), pk=pk)
    return found


def _told(duty: Duty, *, is_new: bool, outcome: str) -> str:
    if not is_new:
        return _("This was noted already. Thank you.")
    if outcome == Outcome.NEEDS_WORK:
        return _("Noted: its author is told, and readers see that it is being reworked.")
    duty.refresh_from_db(fields=["due_on"])
    return _("Verified, thank you. It is asked again by %(day)s.") % {
        "day": day_in_words(duty.due_on)
    }


def _page(request: HttpRequest, duty: Duty, form: VerifyForm) -> HttpResponse:
    (line,) = selectors.lines([duty])
    context: dict[str, Any] = {"line": line, "form": form}
    if _is_row(request):
        # HTMX swaps what was answered well; the message stands in the row.
        return render(request, f"{LIST}#row", context)
    page = "knowledge/freshness/verify_page.html"
    return render(request, page, context, status=422 if form.is_bound else 200)


def _is_row(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target", "").startswith("verify-")
