"""The demand board: the list, asking, one demand and what may be done with it."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.reader import Reader
from community.members.models import Member
from community.plugins import NextStep
from knowledge.cards.answering import cards_answering
from knowledge.cards.models import CardPage
from knowledge.demands import claims, permissions, selectors, services, sources
from knowledge.demands.enums import State
from knowledge.demands.forms import DeclineForm, DemandForm
from knowledge.demands.models import TITLE_LENGTH, Demand


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Show what is missing, the most wanted first; a fragment when HTMX asks for it."""
    reader = _member_reading(request)
    screen = selectors.board_for(reader, selectors.BoardQuery.of(request.GET))
    may_bring_in = permissions.can_bring_in(reader) and screen.query.state == State.OPEN
    context = {
        "board": screen,
        "themes": selectors.choices_of_themes(screen),
        "offers": sources.new_offers() if may_bring_in else (),
    }
    template = "knowledge/demands/board.html"
    part = "#board" if request.headers.get("HX-Target") == "board" else ""
    response = render(request, template + part, context)
    if part:
        response["HX-Push-Url"] = f"{request.path}?{screen.query.encoded()}"
    return response


@login_required
def demand_new(request: HttpRequest) -> HttpResponse:
    """Ask for a card, seeing meanwhile what was asked or written already."""
    reader = _member_reading(request)
    if request.method != "POST":
        title = request.GET.get("title", "")[:TITLE_LENGTH]
        form = DemandForm(initial={"title": title, "language": (get_language() or "fr")[:2]})
        if request.headers.get("HX-Target") == "near":
            return render(request, "knowledge/demands/new.html#near", _near(reader, title))
        return render(request, "knowledge/demands/new.html", {"form": form} | _near(reader, title))
    form = DemandForm(request.POST)
    context = {"form": form} | _near(reader, request.POST.get("title", "")[:TITLE_LENGTH])
    if "look" in request.POST:
        return render(request, "knowledge/demands/new.html", context)
    if not form.is_valid():
        return render(request, "knowledge/demands/new.html", context, status=422)
    key = form.cleaned_data["key"]
    is_known = Demand.objects.filter(key=key).exists()
    if (context["demands"] or context["cards"]) and not is_known and "seen" not in request.POST:
        # Whoever has no script sees here for the first time what there is already.
        return render(request, "knowledge/demands/new.html", context | {"asks_again": True})
    wish = services.Wish(
        title=form.cleaned_data["title"],
        purpose=form.cleaned_data["purpose"],
        language=form.cleaned_data["language"],
        themes=tuple(form.cleaned_data["themes"]),
    )
    try:
        demand = services.ask(wish, by=_member(reader), key=key)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:demands")
    messages.success(request, _("It is on the board. You will hear as soon as it is answered."))
    return redirect(demand)


def _near(reader: Reader, title: str) -> dict[str, Any]:
    """Return what says nearly the same as a title: demands to vote for, cards to read."""
    language = (get_language() or "fr")[:2]
    return {
        "demands": selectors.like(title, reader, language=language),
        "cards": cards_answering(title, reader, language=language),
        "text": title,
    }


@login_required
def demand_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one demand, with what the reader may do about it."""
    reader = _member_reading(request)
    row = selectors.row_for(reader, pk)
    if row is None:
        raise Http404
    demand = row.demand
    may_write = permissions.can_write(reader) and demand.is_waiting
    context: dict[str, Any] = {
        "row": row,
        "demand": demand,
        "is_mine": demand.author_id == reader.member_id,
        "is_writer": row.writer is not None and row.writer.pk == reader.member_id,
        "may_write": may_write,
        "may_close": permissions.can_close(reader, demand),
        "badge": selectors.state_badge(demand.state),
        "decline_form": DeclineForm(),
    }
    if may_write:
        context["cards"] = cards_answering(demand.title, reader, language=demand.language)
        context["drafts"] = selectors.drafts_of(reader.user_id, language=demand.language)
    if context["may_close"]:
        context["others"] = selectors.like(
            demand.title, reader, language=demand.language, but=demand.pk, limit=5
        )
    return render(request, "knowledge/demands/detail.html", context)


@login_required
@require_POST
def demand_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one misses it too, or take it back; HTMX gets the button and its count again."""
    reader = _member_reading(request)
    demand = get_object_or_404(Demand, pk=pk)
    try:
        if "back" in request.POST:
            services.take_vote_back(demand, by=_member(reader))
        else:
            services.vote(demand, by=_member(reader))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(demand)
    if request.headers.get("HX-Request"):
        row = selectors.row_for(reader, pk)
        return render(request, "knowledge/demands/board.html#vote", {"row": row})
    return redirect(demand)


@login_required
@require_POST
def demand_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one thing with a demand: claim, give back, write, link, decline, close as duplicate."""
    reader = _member_reading(request)
    demand = get_object_or_404(Demand, pk=pk)
    allowed = (
        permissions.can_close(reader, demand)
        if act in {"decline", "duplicate"}
        else permissions.can_write(reader)
    )
    if not allowed or act not in ACTS:
        raise Http404
    try:
        return ACTS[act](request, demand, _member(reader))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(demand)


def _claim(request: HttpRequest, demand: Demand, by: Member) -> HttpResponse:
    claims.claim(demand, by=by)
    messages.success(request, _("It is yours for %(days)d days.") % {"days": claims.CLAIM_DAYS})
    return redirect(demand)


def _give_back(request: HttpRequest, demand: Demand, by: Member) -> HttpResponse:
    claims.give_back(demand, by=by)
    messages.success(request, _("Given back. Your draft stays yours."))
    return redirect(demand)


def _write(_request: HttpRequest, demand: Demand, by: Member) -> HttpResponse:
    card = claims.write_card(demand, by=by)
    return redirect("wagtailadmin_pages:edit", card.pk)


def _link(request: HttpRequest, demand: Demand, by: Member) -> HttpResponse:
    """Answer with a published card that the reader reads, or tie a draft of one's own to it."""
    key = request.POST.get("card", "")
    if not key.isascii() or not key.isdecimal():
        raise Http404
    reader = reader_of(request)
    live = CardPage.objects.visible_to(reader).filter(pk=int(key[:18])).first()
    if live is not None:
        claims.answer_with(demand, live, by=by)
        messages.success(request, _("Answered. Those who asked are being told."))
        return redirect(demand)
    draft = get_object_or_404(CardPage, pk=int(key[:18]), owner=reader.user_id, live=False)
    claims.tie(demand, draft, by=by)
    messages.success(request, _("Your draft is tied to it: once published, it answers."))
    return redirect(demand)


def _decline(request: HttpRequest, demand: Demand, _by: Member) -> HttpResponse:
    services.decline(demand, reason=request.POST.get("reason", ""))
    messages.success(request, _("Closed. Those who asked are told why."))
    return redirect(demand)


def _duplicate(request: HttpRequest, demand: Demand, _by: Member) -> HttpResponse:
    key = request.POST.get("of", "")
    other = get_object_or_404(Demand, pk=int(key[:18]) if key.isascii() and key.isdecimal() else 0)
    services.close_as_duplicate(demand, of=other)
    messages.success(request, _("Its votes count for the other one now."))
    return redirect(other)


ACTS: Mapping[str, Callable[[HttpRequest, Demand, Member], HttpResponse]] = {
    "claim": _claim,
    "give-back": _give_back,
    "write": _write,
    "link": _link,
    "decline": _decline,
    "duplicate": _duplicate,
}


@login_required
@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Put on the board what was searched for or asked in vain."""
    if not permissions.can_bring_in(_member_reading(request)):
        raise Http404
    try:
        return redirect(services.bring_in(request.POST.get("source", "")[:160]))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:demands")


def next_steps(_reader: Reader, text: str) -> list[NextStep]:
    """Offer whoever searched in vain to ask for it, their question filled in."""
    url = f"{reverse('knowledge:demand_new')}?{urlencode({'title': text[:TITLE_LENGTH]})}"
    return [NextStep(label=_("Ask for this content"), url=url, icon="edit", order=20)]


def _member_reading(request: HttpRequest) -> Reader:
    """Return the reader; an account without a profile has no board."""
    reader: Reader = reader_of(request)
    if not permissions.can_read(reader):
        raise Http404
    return reader


def _member(reader: Reader) -> Member:
    return Member.objects.select_related("user").get(user=reader.user_id or 0)
