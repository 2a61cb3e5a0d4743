"""The page of the CMS that splits a card."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from community.core.errors import Refused
from knowledge.cards.cms_views import in_cms
from knowledge.cards.models import CardPage
from knowledge.splitting.forms import SplitForm, fresh_form
from knowledge.splitting.permissions import can_split
from knowledge.splitting.selectors import Proposal
from knowledge.splitting.services import split as split_card


@in_cms
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a card may be cut, and cut it there."""
    card: CardPage = get_object_or_404(CardPage.objects.select_related("locale"), pk=pk)
    if not can_split(request.user, card):
        raise Http404
    form = SplitForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            second = split_card(card, form.wish(), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("knowledge_split", card.pk)
        return _done(request, second)
    draft = card.get_latest_revision_as_object()
    proposal = Proposal(draft)
    if form is None:
        revision = card.latest_revision_id or 0
        form = fresh_form(draft.title, revision=revision, pieces=proposal.pieces)
    context = {
        "card": draft,
        "pieces": proposal.pieces,
        "form": form,
        "chosen": form["cut"].value(),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[card.pk]),
    }
    return render(request, "knowledge/splitting/split.html", context)


def _done(request: HttpRequest, second: CardPage) -> HttpResponse:
    first = second.continues_id
    buttons = [messages.button(reverse("wagtailadmin_pages:edit", args=[first]), _("First part"))]
    messages.success(
        request,
        _("Here is the second card, a draft. The first keeps the beginning; nothing is published."),
        buttons=buttons if first else None,
    )
    return redirect("wagtailadmin_pages:edit", second.pk)
