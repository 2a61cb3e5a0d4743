"""Saying what came of a card, and whether it helped: one click, then a sentence if one wishes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.core.pagination import page_of
from community.members.models import Member
from knowledge.cards.models import CardPage
from knowledge.evidence import selectors, services
from knowledge.evidence.enums import Result
from knowledge.evidence.forms import EvidenceForm, OpinionForm, ResultForm
from knowledge.evidence.models import Evidence, Opinion
from knowledge.evidence.permissions import can_tell

PAGE = "knowledge/evidence/evidence_form.html"
OPINION_PAGE = "knowledge/evidence/opinion_form.html"


@login_required
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the one click, and offer to tell more."""
    card, member = _card(request, pk)
    form = ResultForm(request.POST)
    if not form.is_valid():
        return redirect("knowledge:evidence", pk=pk)
    services.apply(card, by=member, result=Result(form.cleaned_data["result"]))
    told = _("Noted, thank you. A sentence would help others even more.")
    if _is_fragment(request):
        return _evidence(request, card, member, told=told)
    messages.success(request, told)
    return redirect("knowledge:evidence", pk=pk)


@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what came of it, where and when; show what was said before."""
    card, member = _card(request, pk)
    if request.method != "POST":
        return _evidence(request, card, member)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return _evidence(request, card, member, form=form)
    data = form.cleaned_data
    services.apply(
        card,
        by=member,
        result=Result(data["result"]),
        told=services.Told(
            sentence=data["sentence"],
            applied_on=data["applied_on"],
            territory_id=data["territory"].pk if data["territory"] else None,
            says_organisation=data["says_organisation"],
            is_named=data["is_named"],
        ),
    )
    return _done(request, card, _("Thank you: the card says so now."))


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was said."""
    card, member = _card(request, pk)
    services.withdraw(card, by=member)
    return _done(request, card, _("Taken back: the card does not count it any more."))


@login_required
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Note whether the card helped; ask why when it did not."""
    card, member = _card(request, pk)
    form = OpinionForm(request.POST or None, instance=_opinion(card, member))
    if not form.is_bound or not form.is_valid():
        return _ask_why(request, card, form)
    data = form.cleaned_data
    services.judge(
        card, by=member, is_helpful=data["is_helpful"], reason=data["reason"], text=data["text"]
    )
    return _done(request, card, _("Thank you for saying so."))


@login_required
@require_POST
def withdraw_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back whether the card helped."""
    card, member = _card(request, pk)
    services.withdraw_judgement(card, by=member)
    return _done(request, card, _("Taken back."))


@login_required
def readers_say(request: HttpRequest) -> HttpResponse:
    """Show what did not help and why: authors those of their cards, experts all."""
    reader = reader_of(request)
    page = page_of(selectors.opinions_for(reader), request.GET.get("page"))
    context = {"page": page, "sees_all": selectors.can_read_all(reader)}
    return render(request, "knowledge/evidence/readers_say.html", context)


def _card(request: HttpRequest, pk: int) -> tuple[CardPage, Member]:
    reader = reader_of(request)
    card = get_object_or_404(CardPage.objects.visible_to(reader).defer("body"), pk=pk)
    if not can_tell(reader, card):
        raise Http404
    return card, get_object_or_404(Member, pk=reader.member_id)


def _opinion(card: CardPage, member: Member) -> Opinion | None:
    return Opinion.objects.filter(card=card, member=member).first()


def _evidence(
    request: HttpRequest,
    card: CardPage,
    member: Member,
    *,
    form: EvidenceForm | None = None,
    told: str = "",
) -> HttpResponse:
    said = Evidence.objects.filter(thing=card.translation_key, member=member).first()
    if form is None:
        form = EvidenceForm(instance=said)
        if said is None:
            form.initial["territory"] = member.territory_id
            form.initial["says_organisation"] = member.organisation_id is not None
    context = {"card": card, "form": form, "said": said, "told": told}
    return _answer(request, PAGE, "tell", context, is_wrong=form.is_bound)


def _ask_why(request: HttpRequest, card: CardPage, form: OpinionForm) -> HttpResponse:
    is_first_no = form.is_bound and "reason" not in request.POST
    context = {"card": card, "form": form, "is_first_no": is_first_no}
    return _answer(request, OPINION_PAGE, "why", context, is_wrong=form.is_bound)


def _answer(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], *, is_wrong: bool
) -> HttpResponse:
    """Show a page, or to HTMX (which swaps what was answered well) the part of it."""
    if _is_fragment(request):
        return render(request, f"{page}#{part}", context)
    return render(request, page, context, status=422 if is_wrong else 200)


def _done(request: HttpRequest, card: CardPage, told: str) -> HttpResponse:
    """Go back to the card, whose sums follow; HTMX gets its part of it anew."""
    if _is_fragment(request):
        context = {"card": card, "told": told, "sum": selectors.sum_of(card, reader_of(request))}
        return render(request, f"{PAGE}#shown", context)
    messages.success(request, told)
    return redirect(f"{card.get_url(request) or '/'}#evidence")


def _is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target", "") == "evidence"
