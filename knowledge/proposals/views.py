"""Proposing a card on the site: the form, one's proposals, one of them, what an expert does."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.reader import Reader
from community.members.models import Member
from knowledge.cards.answering import cards_answering
from knowledge.demands.models import Demand
from knowledge.proposals import permissions, selectors, services
from knowledge.proposals.forms import ProposalForm, RefusalForm
from knowledge.proposals.models import BODY_LENGTH, TITLE_LENGTH, Proposal
from knowledge.proposals.text import NotReadable, as_html, length_of

FORM = "knowledge/proposals/form.html"


@login_required
def proposals(request: HttpRequest) -> HttpResponse:
    """Show what the reader proposed, and to experts what waits for them."""
    reader = _member_reading(request)
    context = {
        "mine": selectors.mine(reader),
        "waiting": selectors.waiting(reader),
        "decides": permissions.can_decide(reader),
    }
    return render(request, "knowledge/proposals/list.html", context)


@login_required
def proposal_new(request: HttpRequest) -> HttpResponse:
    """Write a proposal from nothing, or from a demand."""
    reader = _member_reading(request)
    if request.method == "POST":
        return _posted(request, reader)
    if request.headers.get("HX-Target") == "near":
        title = request.GET.get("title", "")[:TITLE_LENGTH]
        return render(request, f"{FORM}#near", {"cards": _cards(title, reader), "text": title})
    number = request.GET.get("demand", "")[:18]
    demand = (
        Demand.objects.filter(pk=int(number)).first()
        if number.isascii() and number.isdecimal()
        else None
    )
    initial: dict[str, Any] = {
        "title": request.GET.get("title", "")[:TITLE_LENGTH],
        "language": _language(),
    }
    if demand is not None:
        initial |= {
            "title": demand.title,
            "language": demand.language,
            "demand": demand.pk,
            "themes": list(demand.themes.all()),
        }
    return _form(request, reader, ProposalForm(initial=initial), demand=demand)


@login_required
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with what is still its author's."""
    reader = _member_reading(request)
    proposal = get_object_or_404(permissions.readable_by(reader), pk=pk)
    if not permissions.can_edit(reader, proposal):
        raise Http404
    if request.method == "POST":
        return _posted(request, reader)
    names = ("key", "title", "summary", "objective", "body", "language")
    initial = {name: getattr(proposal, name) for name in names}
    initial |= {"demand": proposal.demand_id, "themes": list(proposal.themes.all())}
    return _form(request, reader, ProposalForm(initial=initial), demand=proposal.demand)


def _posted(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep what was typed; propose it where that was asked and nothing lacks."""
    draft = ProposalForm(request.POST, is_draft=True)
    if "look" in request.POST or not draft.is_valid():
        is_wrong = not draft.is_valid()
        return _form(request, reader, draft, looks=not is_wrong, status=422 if is_wrong else 200)
    whole = ProposalForm(request.POST)
    try:
        proposal = services.keep(
            _written(draft.cleaned_data), by=_member(reader), key=draft.cleaned_data["key"]
        )
        if "later" in request.POST:
            messages.success(request, _("Kept as a draft that only you can see."))
            return redirect(proposal)
        if not whole.is_valid():
            return _form(request, reader, whole, is_kept=True, status=422)
        services.propose(proposal)
    except NotReadable as refusal:
        whole.is_valid()
        whole.add_error("body", str(refusal))
        return _form(request, reader, whole, is_kept=True, status=422)
    except Refused as refusal:
        return _refused(request, reader, draft, refusal)
    messages.success(request, _("Proposed. You will hear as soon as an expert takes it up."))
    return redirect(proposal)


def _refused(
    request: HttpRequest, reader: Reader, form: ProposalForm, refusal: Refused
) -> HttpResponse:
    """Lead who sent a form twice to what it made; anyone else keeps what they typed."""
    sent = Proposal.objects.filter(key=form.cleaned_data["key"], author=reader.member_id).first()
    if sent is not None and not sent.is_its_author_s:
        return redirect(sent)
    form.add_error(None, str(refusal))
    return _form(request, reader, form, status=422)


def _written(values: dict[str, Any]) -> services.Written:
    return services.Written(
        title=values["title"],
        summary=values["summary"],
        objective=values["objective"],
        body=values["body"],
        language=values["language"],
        themes=tuple(values["themes"]),
        demand=Demand.objects.filter(pk=values["demand"] or 0).first(),
    )


def _form(
    request: HttpRequest,
    reader: Reader,
    form: ProposalForm,
    *,
    demand: Demand | None = None,
    looks: bool = False,
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    title = str(form["title"].value() or "")[:TITLE_LENGTH]
    body = str(form["body"].value() or "")[:BODY_LENGTH]
    context = {
        "form": form,
        "demand": demand,
        "cards": _cards(title, reader),
        "text": title,
        "length": length_of(body, language=_language()),
        "preview": _preview(body) if looks else "",
        "is_kept": is_kept,
    }
    return render(request, FORM, context, status=status)


def _preview(body: str) -> str:
    try:
        return as_html(body)
    except NotReadable as refusal:
        return str(refusal)


@login_required
@require_POST
def proposal_length(request: HttpRequest) -> HttpResponse:
    """Tell while somebody writes how long their text takes to read."""
    _member_reading(request)
    body = request.POST.get("body", "")[:BODY_LENGTH]
    return render(request, f"{FORM}#length", {"length": length_of(body, language=_language())})


@login_required
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one proposal and where it stands."""
    reader = _member_reading(request)
    proposal = get_object_or_404(
        permissions.readable_by(reader).select_related(
            "author__organisation", "expert__organisation", "demand", "card"
        ),
        pk=pk,
    )
    context = {
        "proposal": proposal,
        "badge": selectors.badge_of(proposal.state),
        "themes": list(proposal.themes.all()),
        "preview": _preview(proposal.body),
        "length": length_of(proposal.body, language=proposal.language),
        "may_edit": permissions.can_edit(reader, proposal),
        "may_decide": permissions.can_decide_on(reader, proposal),
        "refusal_form": RefusalForm(),
        "card_url": proposal.card.get_url() if proposal.card and proposal.card.live else "",
    }
    return render(request, "knowledge/proposals/detail.html", context)


@login_required
@require_POST
def proposal_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one thing with a proposal: take up, decline, discard."""
    reader = _member_reading(request)
    proposal = get_object_or_404(permissions.readable_by(reader), pk=pk)
    allowed = (
        permissions.can_edit(reader, proposal)
        if act == "discard"
        else permissions.can_decide_on(reader, proposal)
    )
    if not allowed or act not in {"take-up", "decline", "discard"}:
        raise Http404
    try:
        if act == "take-up":
            card = services.take_up(proposal, by=_member(reader))
            return redirect("wagtailadmin_pages:edit", card.pk)
        if act == "decline":
            services.decline(proposal, reason=request.POST.get("reason", ""))
            messages.success(request, _("Its author is told why, and keeps the text."))
            return redirect(proposal)
        services.discard(proposal)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(proposal)
    messages.success(request, _("The draft is gone."))
    return redirect("knowledge:proposals")


def _cards(title: str, reader: Reader) -> list[Any]:
    return cards_answering(title, reader, language=_language())


def _language() -> str:
    return (get_language() or "fr")[:2]


def _member_reading(request: HttpRequest) -> Reader:
    """Return the reader; an account without a profile proposes nothing."""
    reader: Reader = reader_of(request)
    if not permissions.can_propose(reader):
        raise Http404
    return reader


def _member(reader: Reader) -> Member:
    return Member.objects.select_related("user").get(user=reader.user_id or 0)
