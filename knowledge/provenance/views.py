"""Makes a card of a thing: a title, and the editor opens."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.origins import origin_kinds
from knowledge.cards.cms_home import libraries_of
from knowledge.cards.drafts import Words
from knowledge.provenance import services
from knowledge.provenance.forms import MakeForm
from knowledge.provenance.permissions import can_make
from knowledge.provenance.selectors import find


@login_required
@require_http_methods(["GET", "POST"])
def card_from(request: HttpRequest) -> HttpResponse:
    """Ask for a title and a language, then open the draft in the editor, its source noted.

    An address that names nothing leads to where cards are.
    """
    if "kind" not in request.GET:
        return redirect("knowledge:library")
    reader = reader_of(request)
    kind, key, position = (request.GET.get(name, "")[:60] for name in ("kind", "key", "position"))
    origin = find(reader, kind, key, position) if can_make(reader) else None
    libraries = libraries_of(request.user) if origin else []
    if origin is None or not libraries:
        raise Http404
    form = MakeForm(
        request.POST or None,
        libraries=libraries,
        initial={"language": (get_language() or "")[:2]},
    )
    if form.is_valid():
        words = Words(title=form.cleaned_data["title"], language=form.cleaned_data["language"])
        try:
            card = services.make_card(
                words, kind=kind, key=key, position=position, reader=reader, by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("wagtailadmin_pages:edit", card.pk)
    context = {"form": form, "origin": origin, "kind": origin_kinds()[kind].label}
    page = "knowledge/provenance/card_from.html"
    return render(request, page, context, status=422 if form.is_bound else 200)
