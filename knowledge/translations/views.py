"""How cards stand in another language, what changed in a source, and the two acts that follow."""

from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.languages import language_in_words
from community.core.pagination import page_of
from community.members.models import Member
from community.themes.models import Theme
from knowledge.cards.drafts import NoLibrary
from knowledge.cards.models import CardPage
from knowledge.translations import localize, services
from knowledge.translations.enums import Standing
from knowledge.translations.forms import BoardForm
from knowledge.translations.permissions import (
    can_edit,
    can_oversee,
    can_translate,
    can_write_in,
)
from knowledge.translations.selectors import comparison_of, counts_for, lines_of, rows_of

PAGE_SIZE: Final = 20


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show how the cards stand in a language: out of date, missing, in hand."""
    reader = reader_of(request)
    if not can_oversee(reader):
        raise Http404
    form = BoardForm(request.GET)
    theme, language = form.chosen(), _language_of(request)
    counts = counts_for(reader, language=language, theme=theme)
    standing = _standing_of(request, counts)
    rows = rows_of(standing, reader, language=language, theme=theme)
    page = page_of(rows, request.GET.get("page"), size=PAGE_SIZE)
    page.object_list = lines_of(page.object_list)
    context = {
        "page": page,
        "form": form,
        "language": language,
        "language_name": _name_of(language),
        "standing": standing,
        "query": _query(language, standing, theme),
        "languages": [
            {
                "label": _name_of(code).capitalize(),
                "url": "?" + _query(code, None, theme),
                "current": code == language,
            }
            for code, _label in settings.LANGUAGES
        ],
        "standings": [
            {
                "label": each.label,
                "count": counts[each],
                "url": "?" + _query(language, each, theme),
                "current": each == standing,
            }
            for each in Standing
        ],
    }
    return render(request, "knowledge/translations/board.html", context)


def _language_of(request: HttpRequest) -> str:
    codes = [code for code, _label in settings.LANGUAGES]
    asked = request.GET.get("language", "")
    shown = (get_language() or "")[:2]
    others = [code for code in codes if code != shown]
    return asked if asked in codes else (others or codes)[0]


def _standing_of(request: HttpRequest, counts: dict[Standing, int]) -> Standing:
    asked = request.GET.get("standing", "")
    if asked in Standing.values:
        return Standing(asked)
    return next((each for each in Standing if counts[each]), Standing.OUTDATED)


def _query(language: str, standing: Standing | None, theme: Theme | None) -> str:
    parts = {
        "language": language,
        "standing": standing.value if standing else "",
        "theme": theme.slug if theme else "",
    }
    return urlencode({name: value for name, value in parts.items() if value})


def _name_of(code: str) -> str:
    return language_in_words(code)


@login_required
@require_http_methods(["GET", "POST"])
def translation_new(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Ask before a card is written in another language, then open the draft in the editor."""
    card: CardPage = get_object_or_404(CardPage.objects.select_related("locale", "author"), pk=pk)
    known = language in dict(settings.LANGUAGES) and language != card.language_code
    if not known or not can_translate(request.user, reader_of(request), card):
        raise Http404
    if localize.is_installed() and localize.may_use(request.user):
        return redirect(localize.address(card))
    there = CardPage.objects.filter(
        translation_key=card.translation_key, locale__language_code=language
    ).first()
    if there is not None:
        return redirect("knowledge:translation", there.pk)
    context = {"card": card, "language": language, "language_name": _name_of(language)}
    try:
        library = services.library_for(card, language)
        if not can_write_in(request.user, library):
            raise NoLibrary(
                _("You may not write in the library of this language: ask an animator.")
            )
        if request.method == "POST":
            made = services.translate(card, language=language, by=request.user)
            messages.success(request, _("Here is the draft, with the text to translate in place."))
            return redirect("wagtailadmin_pages:edit", made.pk)
    except NoLibrary as refusal:
        context["refusal"] = str(refusal)
    page = "knowledge/translations/new.html"
    return render(request, page, context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def translation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed in a variant's source since, and note that the variant is up to date."""
    card: CardPage = get_object_or_404(CardPage.objects.select_related("locale"), pk=pk)
    reader = reader_of(request)
    may_edit = can_edit(request.user, card)
    if reader.member_id is None or not (may_edit or (can_oversee(reader) and _reads(reader, card))):
        raise Http404
    found = comparison_of(card)
    source = found.source
    if source is not None and not (_reads(reader, source) or can_edit(request.user, source)):
        raise Http404
    if source is None and found.tie is None:
        raise Http404
    if request.method == "POST":
        if not may_edit:
            raise Http404
        return _reconcile(request, card, reader.member_id)
    context: dict[str, Any] = {
        "found": found,
        "card": card,
        "may_edit": may_edit,
        "source_language": _name_of(source.language_code) if source else "",
        "language_name": _name_of(card.language_code),
    }
    return render(request, "knowledge/translations/translation.html", context)


def _reads(reader: Any, card: CardPage) -> bool:
    return CardPage.objects.visible_to(reader).filter(pk=card.pk).exists()


def _reconcile(request: HttpRequest, card: CardPage, member_id: int) -> HttpResponse:
    by = get_object_or_404(Member, pk=member_id)
    try:
        is_new = services.reconcile(card, by=by, seen=request.POST.get("seen", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:translation", card.pk)
    messages.success(
        request,
        _("Noted: this card says the same again.")
        if is_new
        else _("This was noted already. Thank you."),
    )
    return redirect(
        reverse("knowledge:translations") + "?" + _query(card.language_code, None, None)
    )
