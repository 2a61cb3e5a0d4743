"""The box: the question, what may already answer it, the need and its history."""

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
from community.core.origins import card_url, made_from
from community.core.reader import Reader
from mentoring.actors import acting_member, posted
from mentoring.requests import origins
from mentoring.requests.enums import State
from mentoring.requests.forms import TEXT_LENGTH, BoxForm, NeedForm, NoteForm, ReopenForm
from mentoring.requests.models import Need
from mentoring.requests.permissions import can_follow, can_manage, is_author, readable_by
from mentoring.requests.selectors import (
    audiences,
    my_needs,
    needs_in_hand,
    suggestion_named,
    suggestions_for,
    themes_named_in,
)
from mentoring.requests.services import (
    answer_by_itself,
    cancel,
    close,
    describe,
    draft,
    reopen,
    submit,
    write_note,
)
from mentoring.requests.story import story_of


def box(request: HttpRequest) -> HttpResponse:
    """Ask the one question; while one types, show what may answer it already.

    A page for everyone, or its fragment of answers when htmx asks.
    """
    reader: Reader = reader_of(request)
    text = request.GET.get("text", "")[:TEXT_LENGTH]
    context: dict[str, Any] = {"suggestions": suggestions_for(text, reader), "text": text}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "mentoring/requests/box_page.html#answers", context)
    context["form"] = BoxForm(initial={"text": text})
    if reader.is_member:
        context["needs"] = needs_in_hand(reader)[:3]
    return render(request, "mentoring/requests/box_page.html", context)


@login_required
def need_new(request: HttpRequest) -> HttpResponse:
    """Keep what was typed: as a draft to describe, or as answered by what the box showed."""
    if request.method != "POST" or "look" in request.POST:
        text = (request.POST or request.GET).get("text", "")[:TEXT_LENGTH]
        return redirect(box_url(text) if text else "mentoring:box")
    reader: Reader = reader_of(request)
    form = BoxForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "suggestions": suggestions_for("", reader), "text": ""}
        return render(request, "mentoring/requests/box_page.html", context, status=422)
    text = form.cleaned_data["text"]
    need = draft(
        author_id=acting_member(request),
        text=text,
        language=get_language() or reader.language,
        territory_id=reader.territory_id,
    )
    answer = suggestion_named(text, reader, request.POST.get("answer", ""))
    if answer is not None:
        url = answer.hits[0].url if answer.hits else answer.url
        answer_by_itself(
            need,
            by=acting_member(request),
            answer={"type": answer.type, "title": answer.title, "url": url},
        )
        messages.success(request, _("Well found. Nobody had to be disturbed."))
        return redirect(need)
    return redirect("mentoring:need_edit", need.pk)


def _readable(request: HttpRequest, pk: int) -> Need:
    needs = readable_by(reader_of(request)).select_related("author__organisation", "territory")
    return get_object_or_404(needs, pk=pk)


def _managed(request: HttpRequest, pk: int) -> Need:
    need = _readable(request, pk)
    if not can_manage(reader_of(request), need):
        raise Http404
    return need


@login_required
def need_list(request: HttpRequest) -> HttpResponse:
    """Show all that the reader ever asked."""
    needs = my_needs(reader_of(request))
    return render(request, "mentoring/requests/need_list.html", {"needs": needs})


@login_required
def need_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the author describe the need; asking the box leads to who could help."""
    need = _readable(request, pk)
    if not is_author(reader_of(request), need):
        raise Http404
    if not (need.state == State.DRAFT or need.is_looking):
        messages.info(request, _("Somebody is at work on this need, or it is over."))
        return redirect(need)
    chosen = (
        list(need.themes.all()) or themes_named_in(f"{need.title} {need.body}", need.language)[:3]
    )
    form = NeedForm(
        posted(request),
        instance=Need.objects.get(pk=need.pk),
        initial={"themes": [theme.pk for theme in chosen]},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        values = {name: data[name] for name in form.Meta.fields}
        try:
            describe(need, by=acting_member(request), values=values, themes=data["themes"])
            if "later" in request.POST:
                messages.success(request, _("Kept as a draft that only you can see."))
                return redirect(need)
            submit(need, by=acting_member(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(need)
        return redirect("mentoring:need_who", need.pk)
    return render(
        request,
        "mentoring/requests/need_edit.html",
        {"need": need, "form": form, "audiences": audiences()},
        status=422 if form.is_bound else 200,
    )


@login_required
def need_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a need; its history to those who follow it."""
    need = _readable(request, pk)
    reader: Reader = reader_of(request)
    follows = can_follow(reader, need)
    return render(
        request,
        "mentoring/requests/need_detail.html",
        {
            "need": need,
            "made_cards": made_from(request, origins.KEY, need.pk),
            "make_card_url": (
                card_url(reader, origins.KEY, need.pk) if origins.is_origin(need) else ""
            ),
            "themes": list(need.themes.all()),
            "story": story_of(need, reader.member_id) if follows else [],
            "follows": follows,
            "is_mine": is_author(reader, need),
            "can_manage": can_manage(reader, need),
            "waiting": need.offers.filter(state="sent")
            .select_related("facilitator__member")
            .first()
            if follows or need.state == State.OFFERED
            else None,
            "engagement": need.engagements.order_by("-pk").first() if follows else None,
            "note_form": NoteForm(),
            "reopen_form": ReopenForm(),
            "member_id": reader.member_id,
        },
    )


@login_required
@require_POST
def need_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one thing to a need: cancel, close, reopen, note or drop a draft."""
    need = _managed(request, pk)
    by = acting_member(request)
    try:
        if act == "note":
            form = NoteForm(request.POST)
            if form.is_valid():
                write_note(need, by=by, text=form.cleaned_data["text"])
        elif act == "reopen":
            again = ReopenForm(request.POST)
            day = again.cleaned_data["deadline_on"] if again.is_valid() else None
            reopen(need, by=by, deadline_on=day)
            messages.success(request, _("Asked again, with the same text."))
            return redirect("mentoring:need_who", need.pk)
        elif act == "close":
            close(need, by=by)
            messages.success(request, _("Put away. Thank you for coming back to say so."))
        else:
            cancel(need, by=by)
            messages.success(request, _("Withdrawn. Nobody is waiting any more."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(need)


def box_url(text: str) -> str:
    """Return the box with a text filled in: what the search offers when it found nothing."""
    return f"{reverse('mentoring:box')}?{urlencode({'text': text[:TEXT_LENGTH]})}"
