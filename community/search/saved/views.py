"""The searches that a person keeps: the list, saving one, changing it, taking it away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.core.errors import Refused
from community.search.saved.addresses import canonical, in_words
from community.search.saved.forms import SavedSearchForm
from community.search.saved.selectors import feed_token, saved_by
from community.search.saved.services import MAX_SAVED, save_search

FORM = "community/search/saved_form.html"


@login_required
@never_cache
def saved_list(request: HttpRequest) -> HttpResponse:
    """Show what one keeps, each with the address of its private feed."""
    kept = [
        (saved, request.build_absolute_uri(reverse("community:saved_feed", args=[token])))
        for saved in saved_by(reader_of(request))
        for token in [feed_token(saved)]
    ]
    return render(request, "community/search/saved_list.html", {"kept": kept, "most": MAX_SAVED})


@login_required
def saved_new(request: HttpRequest) -> HttpResponse:
    """Save the search that the address holds, its name filled in."""
    query = canonical(request.GET)
    known = saved_by(reader_of(request)).filter(query=query).first() if query else None
    if known is not None:
        messages.info(request, _("You keep this search already."))
        return redirect("community:saved_edit", known.pk)
    form = SavedSearchForm(request.POST or None, initial={"name": in_words(query)[:120]})
    try:
        if not query:
            save_search(request.user, query=query)
        if request.method == "POST" and form.is_valid():
            save_search(request.user, query=query, **form.cleaned_data)
            messages.success(request, _("Your search is saved."))
            return redirect("community:saved_searches")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("community:saved_searches" if query else "community:search")
    return render(request, FORM, {"form": form, "search_query": query, "saved": None})


@login_required
def saved_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the name of one, and whether news of it are told."""
    saved = get_object_or_404(saved_by(reader_of(request)), pk=pk)
    form = SavedSearchForm(request.POST or None, instance=saved)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your search is saved."))
        return redirect("community:saved_searches")
    return render(request, FORM, {"form": form, "search_query": saved.query, "saved": saved})


@login_required
def saved_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what it finds now."""
    saved = get_object_or_404(saved_by(reader_of(request)), pk=pk)
    return redirect(f"{reverse('community:search')}?{saved.query}")


@login_required
@require_POST
def saved_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep it no longer."""
    get_object_or_404(saved_by(reader_of(request)), pk=pk).delete()
    messages.success(request, _("The search is no longer saved."))
    return redirect("community:saved_searches")


@login_required
@require_POST
def saved_feed_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give its private feed a new address, so that nobody reads the former one any more."""
    saved = get_object_or_404(saved_by(reader_of(request)), pk=pk)
    saved_by(reader_of(request)).filter(pk=saved.pk).update(feed_version=F("feed_version") + 1)
    messages.success(request, _("The feed has a new address; the former one is closed."))
    return redirect("community:saved_searches")
