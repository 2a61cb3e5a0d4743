"""The form that sends a card to a colleague."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.context import reader_of
from community.core.errors import Refused
from community.members.models import Member
from knowledge.cards.models import CardPage
from knowledge.sending.forms import SendForm
from knowledge.sending.services import send_card


@login_required
@never_cache
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to whom and send it, in the name of the one who asks."""
    reader = reader_of(request)
    member = Member.objects.select_related("user").filter(pk=reader.member_id or 0).first()
    if member is None:
        raise Http404
    card = get_object_or_404(CardPage.objects.visible_to(reader).defer("body"), pk=pk)
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            is_new = send_card(card, by=member, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = _("The card is on its way.") if is_new else _("It went there today already.")
            messages.success(request, said)
        return redirect(card.get_url(request) or "/")
    context = {"card": card, "form": form, "sender": member}
    return render(request, "knowledge/sending/send.html", context)
