"""The page behind a link: somebody without account reads a card and decides, once.

Fetching it changes nothing but the day it was first opened, so whatever looks through mails may.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.core.errors import Refused
from knowledge.reviews import invitations, selectors
from knowledge.reviews.enums import Verdict
from knowledge.reviews.forms import DecisionForm
from knowledge.reviews.models import ReviewLink
from knowledge.reviews.selectors import Draft
from knowledge.reviews.services import ChangedMeanwhile

PAGE = "knowledge/reviews/by_link.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the card as it would be published with the two answers; note one."""
    link = invitations.link_of(token)
    if link is None:
        raise Http404
    if request.method == "POST" and link.answered_at is not None:
        # Sent twice by one click: the first answer counts, and it was noted.
        return redirect("knowledge:review_thanks")
    draft = selectors.draft_of(link.state)
    if draft is None or not link.is_open():
        raise Http404
    if request.method != "POST":
        invitations.note_opened(link)
        return _page(request, link, draft, DecisionForm(initial={"revision": draft.revision}))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, link, draft, form)
    try:
        invitations.answer(
            link,
            verdict=Verdict(form.cleaned_data["verdict"]),
            revision=form.cleaned_data["revision"],
            remark=form.cleaned_data["remark"],
        )
    except ChangedMeanwhile as refusal:
        again = DecisionForm(
            initial={"revision": draft.revision, "remark": form.cleaned_data["remark"]}
        )
        return _page(request, link, draft, again, notice=str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, link, draft, form)
    return redirect("knowledge:review_thanks")


def _page(
    request: HttpRequest, link: ReviewLink, draft: Draft, form: DecisionForm, *, notice: str = ""
) -> HttpResponse:
    is_changed = bool(notice) or form.is_bound
    context = {
        "link": link,
        "draft": draft,
        "form": form,
        "notice": notice,
        "title": _("Review: %(title)s") % {"title": draft.card.title},
    }
    response = render(request, PAGE, context, status=422 if is_changed else 200)
    # The address is the key: it goes to no other site, and no search engine keeps it.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def thanks(request: HttpRequest) -> HttpResponse:
    """Thank for the answer; this page knows nobody."""
    return render(request, "knowledge/reviews/thanks.html")
