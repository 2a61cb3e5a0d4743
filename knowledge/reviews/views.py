"""The page of a review: the card as it would be published, who does what by when, the decision."""

from dataclasses import dataclass
from typing import Any

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
from community.core.pagination import page_of
from community.members.models import Member
from knowledge.desk.permissions import can_use
from knowledge.reviews import invitations, selectors, services
from knowledge.reviews.desk import line_of
from knowledge.reviews.enums import Verdict
from knowledge.reviews.forms import DecisionForm, InvitationForm, PlanForm, RemarkForm
from knowledge.reviews.history import steps_of
from knowledge.reviews.models import ReviewLink, ReviewState
from knowledge.reviews.permissions import can_decide, can_follow, can_plan
from knowledge.reviews.selectors import Draft

PAGE = "knowledge/reviews/review.html"
PAGE_SIZE = 20


@login_required
def reviews(request: HttpRequest) -> HttpResponse:
    """List the reviews that the reader follows: those that wait, or those that are over."""
    reader = reader_of(request)
    if not can_use(reader):
        raise Http404
    is_over = request.GET.get("over") == "1"
    page = page_of(
        selectors.reviews_for(reader, is_over=is_over), request.GET.get("page"), size=PAGE_SIZE
    )
    states = list(page.object_list)
    titles = selectors.titles_of(states)
    page.object_list = [
        (state, line_of(state, titles[state.card_id]))
        for state in states
        if state.card_id in titles
    ]
    address = reverse("knowledge:reviews")
    context = {
        "page": page,
        "is_over": is_over,
        "query": "over=1" if is_over else "",
        "tabs": [
            {"label": _("Waiting"), "url": address, "current": not is_over},
            {"label": _("Over"), "url": f"{address}?over=1", "current": is_over},
        ],
    }
    return render(request, "knowledge/reviews/list.html", context)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a review to who decides, plans or wrote the card."""
    state, draft = _followed(request, pk)
    return _page(request, state, draft)


def _followed(request: HttpRequest, pk: int) -> tuple[ReviewState, Draft]:
    state = selectors.review(pk)
    draft = selectors.draft_of(state) if state else None
    if state is None or draft is None or not can_follow(reader_of(request), state, draft.card):
        raise Http404
    return state, draft


def _page(request: HttpRequest, state: ReviewState, draft: Draft, **bound: Any) -> HttpResponse:
    reader = reader_of(request)
    is_waiting = state.status == ReviewState.STATUS_IN_PROGRESS
    may_plan = is_waiting and can_plan(reader, state)
    links = list(state.links.select_related("invited_by", "state")) if may_plan else []
    forms = {
        "decision": DecisionForm(initial={"revision": draft.revision}),
        "plan": PlanForm(state=state),
        "remark": RemarkForm(state=state, card=draft.card),
        "invite": InvitationForm(initial={"language": get_language()}),
    } | bound
    context = {
        "state": state,
        "draft": draft,
        "is_waiting": is_waiting,
        "may_decide": is_waiting and can_decide(reader, state),
        "may_plan": may_plan,
        "is_mine": state.taken_by_id is not None and state.taken_by_id == reader.member_id,
        "links": [(link, _address(request, link)) for link in links],
        "steps": steps_of(state),
        "forms": forms,
    }
    return render(request, PAGE, context, status=422 if bound else 200)


def _address(request: HttpRequest, link: ReviewLink) -> str:
    return request.build_absolute_uri(invitations.address_of(link)) if link.is_open() else ""


@dataclass(frozen=True)
class Asked:
    """What one of the acts gets."""

    request: HttpRequest
    state: ReviewState
    draft: Draft
    member: Member


@login_required
@require_POST
def review_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Decide, take, give back, plan, remark, invite or withdraw."""
    state, draft = _followed(request, pk)
    do = _ACTS.get(act)
    if do is None:
        raise Http404
    member = get_object_or_404(Member, pk=reader_of(request).member_id)
    try:
        answer = do(Asked(request, state, draft, member))
    except Refused as refusal:
        messages.error(request, str(refusal))
        answer = None
    return answer or redirect("knowledge:review", pk)


def _decide(asked: Asked) -> HttpResponse | None:
    _only(can_decide(reader_of(asked.request), asked.state))
    form = DecisionForm(asked.request.POST)
    if not form.is_valid():
        return _page(asked.request, asked.state, asked.draft, decision=form)
    data = form.cleaned_data
    verdict = Verdict(data["verdict"])
    services.decide(
        asked.state.pk,
        verdict=verdict,
        revision=data["revision"],
        by=asked.member.user,
        remark=data["remark"],
    )
    if verdict == Verdict.APPROVED:
        messages.success(asked.request, _("Approved: the card goes on, and its author is told."))
    else:
        messages.success(asked.request, _("Sent back: its author is told what should change."))
    return redirect(reverse("knowledge:desk"))


def _take(asked: Asked) -> HttpResponse | None:
    _only(can_decide(reader_of(asked.request), asked.state))
    services.take(asked.state, by=asked.member)
    return None


def _give_back(asked: Asked) -> HttpResponse | None:
    services.give_back(asked.state, by=asked.member)
    return None


def _plan(asked: Asked) -> HttpResponse | None:
    _only(can_plan(reader_of(asked.request), asked.state))
    form = PlanForm(asked.request.POST, state=asked.state)
    if not form.is_valid():
        return _page(asked.request, asked.state, asked.draft, plan=form)
    services.plan(asked.state, by=asked.member, **form.cleaned_data)
    messages.success(asked.request, _("Kept."))
    return None


def _remark(asked: Asked) -> HttpResponse | None:
    form = RemarkForm(asked.request.POST, state=asked.state, card=asked.draft.card)
    if not form.is_valid():
        return _page(asked.request, asked.state, asked.draft, remark=form)
    data = form.cleaned_data
    services.remark(
        asked.state,
        asked.draft.card,
        by=asked.member,
        text=data["text"],
        tell=[one.pk for one in data["tell"]],
        key=str(data["key"]),
    )
    return None


def _invite(asked: Asked) -> HttpResponse | None:
    _only(can_plan(reader_of(asked.request), asked.state))
    form = InvitationForm(asked.request.POST)
    if not form.is_valid():
        return _page(asked.request, asked.state, asked.draft, invite=form)
    link = invitations.invite(asked.state, by=asked.member, **form.cleaned_data)
    if link.email:
        messages.success(
            asked.request, _("The link is on its way to %(name)s.") % {"name": link.name}
        )
    else:
        messages.success(
            asked.request, _("The link for %(name)s stands below.") % {"name": link.name}
        )
    return None


def _withdraw(asked: Asked) -> HttpResponse | None:
    _only(can_plan(reader_of(asked.request), asked.state))
    key = asked.request.POST.get("link", "")
    link = get_object_or_404(ReviewLink, state=asked.state, pk=int(key) if key.isdecimal() else 0)
    invitations.withdraw(link, by=asked.member)
    return None


def _only(may: bool) -> None:
    if not may:
        raise Http404


_ACTS = {
    "decide": _decide,
    "take": _take,
    "give-back": _give_back,
    "plan": _plan,
    "remark": _remark,
    "invite": _invite,
    "withdraw": _withdraw,
}
