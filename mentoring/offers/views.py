"""Who could help and why, asking them, and answering from the site or from a mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.reader import Reader
from mentoring.actors import acting_member, posted
from mentoring.facilitators.models import Facilitator
from mentoring.matching.selectors import shown_ranking
from mentoring.offers.enums import OfferState, Reason
from mentoring.offers.forms import AnswerForm, DeclineForm, OfferForm
from mentoring.offers.links import BadLinkError, read
from mentoring.offers.models import Offer
from mentoring.offers.services import accept, decline, send, withdraw
from mentoring.requests.models import Need
from mentoring.requests.permissions import can_manage, readable_by


def _managed(request: HttpRequest, pk: int) -> Need:
    reader: Reader = reader_of(request)
    need = get_object_or_404(
        readable_by(reader).select_related("author__organisation", "territory__parent"), pk=pk
    )
    if not can_manage(reader, need):
        raise Http404
    return need


@login_required
def need_who(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who could help, the best first, with the reasons that make the score."""
    need = _managed(request, pk)
    if not need.is_looking:
        return redirect(need)
    limit = 20 if "all" in request.GET else 6
    offers = list(need.offers.order_by("sent_at", "pk").select_related("facilitator__member"))
    asked = {offer.facilitator_id: offer.state for offer in offers}
    return render(
        request,
        "mentoring/offers/need_who.html",
        {
            "need": need,
            "ranking": shown_ranking(need, asked=asked, limit=limit),
            "waiting": next((o for o in reversed(offers) if o.state == OfferState.SENT), None),
            "limit": limit,
        },
    )


@login_required
def offer_new(request: HttpRequest, pk: int, handle: str) -> HttpResponse:
    """Ask one person for help with a need."""
    need = _managed(request, pk)
    person = get_object_or_404(
        Facilitator.objects.listed().select_related("member__user", "member__organisation"),
        member__handle=handle,
    )
    form = OfferForm(posted(request), initial={"reroutes": need.reroutes})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if need.reroutes != data["reroutes"]:
                Need.objects.filter(pk=need.pk).update(reroutes=data["reroutes"])
            send(
                need,
                facilitator=person,
                by=acting_member(request),
                message=data["message"],
                days=data["days"],
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("mentoring:need_who", need.pk)
        messages.success(request, _("%(name)s has your question.") % {"name": person})
        return redirect(need)
    return render(
        request, "mentoring/offers/offer_new.html", {"need": need, "person": person, "form": form}
    )


@login_required
@require_POST
def offer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for someone else while there is no answer yet."""
    offer = get_object_or_404(Offer.objects.select_related("need"), pk=pk)
    need = _managed(request, offer.need_id)
    try:
        withdraw(offer, by=acting_member(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(need)
    messages.success(request, _("Taken back. Here is who else could help."))
    return redirect("mentoring:need_who", need.pk)


@login_required
def offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a question to the person who was asked, and take the answer."""
    offers = Offer.objects.select_related(
        "need__author__organisation", "need__territory", "facilitator__member", "engagement"
    ).filter(facilitator__member=reader_of(request).member_id)
    offer = get_object_or_404(offers, pk=pk)
    form = DeclineForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _answer(request, offer, "decline" if "decline" in request.POST else "accept", form)
    return render(
        request,
        "mentoring/offers/offer_detail.html",
        {"offer": offer, "need": offer.need, "form": form, "is_open": offer.is_open()},
    )


def _answer(
    request: HttpRequest, offer: Offer, act: str, form: Any, *, by_mail: bool = False
) -> HttpResponse:
    data = form.cleaned_data
    try:
        if act == "accept":
            engagement = accept(offer, text=data["text"])
            messages.success(request, _("Thank you. Here is where you work together."))
            if not by_mail:
                return redirect(engagement)
        else:
            decline(
                offer,
                reason=data.get("reason") or Reason.OTHER,
                text=data["text"],
                pauses=data.get("pauses", False),
            )
            messages.success(request, _("Thank you for saying so. The need goes on without you."))
            if not by_mail:
                return redirect("mentoring:my_facilitation")
    except Refused as refusal:
        if not by_mail:
            messages.error(request, str(refusal))
            return redirect("mentoring:offer", offer.pk)
        return _mail_page(request, offer, act, refusal=str(refusal), status=409)
    return _mail_page(request, offer, act, is_done=True)


@never_cache
def offer_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Answer from a mail: the page asks once more, the button acts; nobody need be signed in."""
    try:
        offer_id, act = read(token)
    except BadLinkError:
        return render(request, "mentoring/offers/link_broken.html", status=404)
    offer = (
        Offer.objects.select_related("need__author", "facilitator__member", "engagement")
        .filter(pk=offer_id)
        .first()
    )
    if offer is None:
        return render(request, "mentoring/offers/link_broken.html", status=410)
    form = AnswerForm(posted(request)) if act == "accept" else DeclineForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _answer(request, offer, act, form, by_mail=True)
    status = 200 if offer.is_open() else 410
    return _mail_page(request, offer, act, form=form, status=status)


def _mail_page(
    request: HttpRequest,
    offer: Offer,
    act: str,
    *,
    form: Any = None,
    is_done: bool = False,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    fresh = Offer.objects.select_related("need__author", "facilitator__member", "engagement").get(
        pk=offer.pk
    )
    return render(
        request,
        "mentoring/offers/offer_by_mail.html",
        {
            "offer": fresh,
            "need": fresh.need,
            "act": act,
            "form": form,
            "is_open": fresh.is_open(),
            "is_done": is_done,
            "refusal": refusal,
        },
        status=status,
    )
