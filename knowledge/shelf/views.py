"""One's shelf, one's collections, and a collection that somebody shares by its link."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.reader import Reader
from community.members.models import Member
from knowledge.cards.models import CardPage
from knowledge.shelf import permissions, selectors, services
from knowledge.shelf.models import NAME_LENGTH, Collection

SHELF = "knowledge/shelf/shelf.html"


@login_required
@never_cache
def shelf(request: HttpRequest) -> HttpResponse:
    """Show what one keeps, and make a collection."""
    reader = _keeping(request)
    if request.method == "POST":
        try:
            return redirect(
                services.make_collection(request.POST.get("name", ""), by=_member(reader))
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("knowledge:shelf")
    context = {
        "page": selectors.bookmarks_of(reader, page=request.GET.get("page")),
        "collections": selectors.collections_of(reader),
        "name_length": NAME_LENGTH,
    }
    return render(request, SHELF, context)


@login_required
@require_POST
def keep_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a card or let it go; HTMX gets the button again."""
    reader = _keeping(request)
    card = _card(reader, pk)
    is_kept = "let_go" not in request.POST
    try:
        act = services.keep if is_kept else services.let_go
        act(card, by=_member(reader))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:shelf")
    if request.headers.get("HX-Request"):
        context = {"card_id": card.pk, "is_kept": is_kept, "swapped": True}
        return render(request, "knowledge/shelf/shelf.html#keep", context)
    return redirect("knowledge:shelf" if "shelf" in request.POST else card.get_url(request) or "/")


@login_required
@never_cache
def card_collections(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which of one's collections hold a card; a new one may be named at once."""
    reader = _keeping(request)
    card = _card(reader, pk)
    mine = list(selectors.collections_of(reader))
    holding = selectors.collections_with(reader, card.pk)
    if request.method == "POST":
        wanted = set(request.POST.getlist("in"))
        try:
            for collection in mine:
                if str(collection.pk) in wanted:
                    services.put(card, into=collection)
                elif collection.pk in holding:
                    services.take_out(card.pk, of=collection)
            if name := request.POST.get("name", "").strip():
                services.put(card, into=services.make_collection(name, by=_member(reader)))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("knowledge:card_collections", card.pk)
        messages.success(request, _("Your collections are as you chose."))
        return redirect(card.get_url(request) or "/")
    context = {
        "card": card,
        "choices": [(each, each.pk in holding) for each in mine],
        "name_length": NAME_LENGTH,
    }
    return render(request, "knowledge/shelf/card_collections.html", context)


@login_required
@never_cache
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one's collection, with what may be done with it."""
    reader = _keeping(request)
    found = _own(reader, pk)
    kept = selectors.cards_in(found, reader)
    keys: list[int | None] = [each.card_id for each in kept]
    link = reverse("knowledge:shared_collection", args=[found.share_key]) if found.share_key else ""
    rows = [
        # What a button says is which card comes next then: "" for none.
        (each, keys[at - 1] if at else None, [*keys, None, None][at + 2] or "")
        for at, each in enumerate(kept)
    ]
    context = {
        "collection": found,
        "rows": rows,
        "query": _chosen(kept),
        "link": request.build_absolute_uri(link) if link else "",
        "name_length": NAME_LENGTH,
    }
    return render(request, "knowledge/shelf/collection.html", context)


@login_required
@require_POST
def collection_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one thing with one's collection: rename, share, close, order, take out, delete."""
    found = _own(_keeping(request), pk)
    if act not in ACTS:
        raise Http404
    try:
        ACTS[act](request, found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("knowledge:shelf") if act == "delete" else redirect(found)


def _rename(request: HttpRequest, found: Collection) -> None:
    services.rename(found, name=request.POST.get("name", ""))


def _share(_request: HttpRequest, found: Collection) -> None:
    services.share(found)


def _close(request: HttpRequest, found: Collection) -> None:
    services.close(found)
    messages.success(request, _("The link opens nothing any more."))


def _order(request: HttpRequest, found: Collection) -> None:
    card = _number(request.POST.get("card", ""))
    before = _number(request.POST.get("before", ""))
    services.place_before(card, before or None, within=found)


def _take_out(request: HttpRequest, found: Collection) -> None:
    services.take_out(_number(request.POST.get("card", "")), of=found)


def _delete(request: HttpRequest, found: Collection) -> None:
    found.delete()
    messages.success(request, _("The collection is deleted; its cards stay."))


ACTS: Mapping[str, Callable[[HttpRequest, Collection], None]] = {
    "rename": _rename,
    "share": _share,
    "close": _close,
    "order": _order,
    "take-out": _take_out,
    "delete": _delete,
}


@never_cache
def shared_collection(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show to whoever has the link the cards of a collection that they may see."""
    found = selectors.shared_collection(key)
    if found is None:
        raise Http404
    cards = selectors.cards_in(found, reader_of(request))
    context = {"collection": found, "cards": cards, "query": _chosen(cards)}
    response = render(request, "knowledge/shelf/shared.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def _chosen(kept: list[selectors.Kept]) -> str:
    """Return the query that names these cards to whoever prints or sends them."""
    return urlencode([("card", each.card_id) for each in kept])


def _keeping(request: HttpRequest) -> Reader:
    """Return the reader; an account without a profile has no shelf."""
    reader: Reader = reader_of(request)
    if not permissions.can_keep(reader):
        raise Http404
    return reader


def _member(reader: Reader) -> Member:
    return Member.objects.get(pk=reader.member_id or 0)


def _card(reader: Reader, pk: int) -> CardPage:
    return get_object_or_404(CardPage.objects.visible_to(reader).defer("body"), pk=pk)


def _own(reader: Reader, pk: int) -> Collection:
    return get_object_or_404(Collection, pk=pk, member=reader.member_id)


def _number(text: str) -> int:
    return int(text[:18]) if text.isascii() and text.isdecimal() else 0
