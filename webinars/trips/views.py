"""The pages of learning trips: the list, the log, and the small forms that fill it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.errors import Refused
from community.core.kept import kept
from community.core.origins import card_url, made_from
from community.core.pagination import page_of
from community.core.reader import Reader
from community.territories.models import Territory
from community.themes.models import Theme
from webinars.trips import permissions, selectors, services
from webinars.trips.forms import (
    AssessmentForm,
    CopyForm,
    EntryForm,
    ListForm,
    NoteForm,
    OutcomeForm,
    assessment_forms,
)
from webinars.trips.models import (
    LearningTrip,
    TripAssessment,
    TripCommitment,
    TripCriterion,
    TripPhoto,
    TripSite,
    TripState,
)
from webinars.trips.origins import KEY as ORIGIN
from webinars.trips.scopes import scope_of

PAGE_SIZE = 12


def _reader(request: HttpRequest) -> Reader:
    reader: Reader = request.reader  # type: ignore[attr-defined]  # the middleware puts it there
    return reader


def _trip_or_404(request: HttpRequest, slug: str) -> LearningTrip:
    trip = selectors.trip_for(_reader(request), slug)
    if trip is None:
        raise Http404
    return trip


def _crumbs(trip: LearningTrip | None = None, last: str = "") -> list[dict[str, str]]:
    items = [{"label": _("Learning trips"), "url": reverse("webinars:trips")}]
    if trip is not None:
        items.append({"label": trip.title, "url": trip.get_absolute_url()})
    if last:
        items.append({"label": last, "url": ""})
    else:
        items[-1]["url"] = ""
    return items


def _to(trip: LearningTrip, anchor: str = "") -> HttpResponse:
    return redirect(trip.get_absolute_url() + (f"#{anchor}" if anchor else ""))


@require_safe
def trip_list(request: HttpRequest) -> HttpResponse:
    """Show the trips that one may read, by territory and theme, and where they went."""
    reader = _reader(request)
    chosen = ListForm(request.GET).chosen()
    trips = selectors.trips_for(reader)
    territory = (
        Territory.objects.filter(code=chosen["territory"]).first() if chosen["territory"] else None
    )
    theme = Theme.objects.filter(slug=chosen["theme"]).first() if chosen["theme"] else None
    if territory is not None:
        trips = trips.through(territory)
    if theme is not None:
        trips = trips.filter(pk__in=LearningTrip.objects.filter(themes=theme).values("pk"))
    here = reverse("webinars:trips")
    context = {
        "page": page_of(trips, request.GET.get("page"), size=PAGE_SIZE),
        "query": urlencode({key: value for key, value in chosen.items() if value}),
        "territory": territory,
        "theme": theme,
        "territories": _facet(
            here, chosen, "territory",
            [(t.code, t.name, count) for t, count in selectors.region_counts(reader)],
        ),
        "themes": _facet(
            here, chosen, "theme",
            [(t.slug, t.label, count) for t, count in selectors.theme_counts(reader)],
        ),
        "tiles": selectors.department_tiles(reader, f"{here}?territory="),
        "without_territory": _address(here, chosen | {"territory": ""}),
        "without_theme": _address(here, chosen | {"theme": ""}),
        "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "webinars/trips/trip_list.html", context)


def _address(here: str, chosen: dict[str, str]) -> str:
    query = urlencode({key: value for key, value in chosen.items() if value})
    return f"{here}?{query}" if query else here


def _facet(
    here: str, chosen: dict[str, str], name: str, values: list[tuple[str, str, int]]
) -> list[dict[str, Any]]:
    """Return a facet's lines; choosing what is chosen takes it off again."""
    return [
        {
            "label": label,
            "count": count,
            "current": chosen[name] == value,
            "url": _address(here, chosen | {name: "" if chosen[name] == value else value}),
        }
        for value, label, count in values
    ]


@require_safe
def trip_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a trip's log: the route, the stops, the comparison, what comes of it."""
    trip, reader = _trip_or_404(request, slug), _reader(request)
    log = selectors.trip_log(trip, reader)
    for chapter in log.chapters:
        chapter.card_url = card_url(reader, ORIGIN, trip.pk, chapter.stop.pk)
    context = {
        "trip": trip,
        "log": log,
        "themes": kept(
            request, "webinars.trip.themes", trip.pk, make=lambda: selectors.themes_of(trip)
        ),
        "days": selectors.days_text(trip),
        "member_id": reader.member_id,
        "is_member": reader.is_member,
        "takes_part": permissions.takes_part(reader, trip),
        "can_join": permissions.can_join(reader, trip),
        "can_lead": permissions.can_lead(reader, trip),
        "can_write": permissions.can_write(reader, trip),
        "can_commit": permissions.can_commit(reader, trip),
        "can_copy": permissions.can_copy(reader, trip),
        "astonished_form": EntryForm(auto_id="astonished_%s"),
        "commit_form": EntryForm(auto_id="commit_%s"),
        "scope": scope_of(trip),
        "made_cards": made_from(request, ORIGIN, trip.pk),
        "make_card_url": card_url(reader, ORIGIN, trip.pk),
        "crumbs": _crumbs(trip),
    }
    return render(request, "webinars/trips/trip_page.html", context)


@require_safe
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out a photo to those who may see it."""
    found = TripPhoto.objects.filter(pk=pk).select_related("stop__trip").first()
    if found is None or not permissions.can_see_photo(_reader(request), found, found.stop.trip):
        raise Http404
    try:
        response = FileResponse(found.file.open("rb"), content_type="image/webp")
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "private, max-age=600"
    return response


@login_required
@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Come along."""
    trip = _trip_or_404(request, slug)
    try:
        services.join(trip, reader=_reader(request))
        messages.success(request, _("You are of this trip."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _to(trip)


@login_required
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Stay at home."""
    trip = _trip_or_404(request, slug)
    services.leave(trip, reader=_reader(request))
    messages.success(request, _("You are no longer of this trip. What you wrote stays in its log."))
    return _to(trip)


@login_required
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the log, or publish it."""
    trip, reader = _trip_or_404(request, slug), _reader(request)
    try:
        if request.POST.get("state") == TripState.PUBLISHED:
            services.publish(trip, reader=reader)
            messages.success(request, _("The log is published."))
        else:
            services.open_log(trip, reader=reader)
            messages.success(request, _("The log is open: those who take part can write."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _to(trip)


@login_required
def note(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Add a note or a photo to a stop."""
    reader = _reader(request)
    stop = selectors.stop_for(reader, slug, number)
    if stop is None or not permissions.can_write(reader, stop.trip):
        raise Http404
    form = NoteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if data["photo"]:
                services.add_photo(
                    stop,
                    reader=reader,
                    file=data["photo"],
                    size=data["photo"].size,
                    alt=data["alt"],
                    consent=data["consent"],
                )
            if data["text"]:
                services.add_note(stop, reader=reader, text=data["text"])
        except Refused as refusal:
            form.add_error("photo", str(refusal))
        else:
            messages.success(request, _("It is in the log."))
            return _to(stop.trip, f"stop-{number}")
    context = {
        "trip": stop.trip,
        "stop": stop,
        "number": number,
        "form": form,
        "crumbs": _crumbs(stop.trip, _("Add to this stop")),
    }
    return render(request, "webinars/trips/note_form.html", context)


Write = Callable[..., Any]


def _entry(
    request: HttpRequest, trip: LearningTrip, write: Write, anchor: str, title: str, intro: str
) -> HttpResponse:
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write(trip, reader=_reader(request), text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is in the log."))
            return _to(trip, anchor)
    context = {
        "trip": trip,
        "form": form,
        "title": title,
        "intro": intro,
        "crumbs": _crumbs(trip, title),
    }
    return render(request, "webinars/trips/entry_form.html", context)


@login_required
def astonished(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what astonished."""
    trip = _trip_or_404(request, slug)
    if not permissions.can_write(_reader(request), trip):
        raise Http404
    return _entry(
        request,
        trip,
        services.add_astonishment,
        "astonished",
        _("What astonished you?"),
        _("One thing that you did not expect, in a sentence or two."),
    )


@login_required
def commit(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what one will try."""
    trip = _trip_or_404(request, slug)
    if not permissions.can_commit(_reader(request), trip):
        raise Http404
    return _entry(
        request,
        trip,
        services.commit_to,
        "try",
        _("What will you try?"),
        _("Small and near: we shall ask you in 30 and in 90 days what came of it."),
    )


@login_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of a commitment."""
    reader = _reader(request)
    commitment = TripCommitment.objects.filter(pk=pk).select_related("trip").first()
    if (
        commitment is None
        or not permissions.can_say_outcome(reader, commitment)
        or not permissions.can_see(reader, commitment.trip)
    ):
        raise Http404
    form = OutcomeForm(
        request.POST or None,
        initial={"outcome": commitment.outcome, "text": commitment.outcome_text},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.say_outcome(commitment, reader=reader, outcome=data["outcome"], text=data["text"])
        messages.success(request, _("Thank you. The next group learns from it."))
        return _to(commitment.trip, "try")
    context = {
        "trip": commitment.trip,
        "form": form,
        "title": _("What came of it?"),
        "quote": commitment.text,
        "crumbs": _crumbs(commitment.trip, _("What came of it?")),
    }
    return render(request, "webinars/trips/entry_form.html", context)


def _all_valid(forms: list[AssessmentForm]) -> bool:
    """Judge every form, so that each shows its own errors at once."""
    verdicts = [form.is_valid() for form in forms]
    return all(verdicts)


@login_required
def assess(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Compare the sites under one criterion."""
    trip, reader = _trip_or_404(request, slug), _reader(request)
    found = TripCriterion.objects.filter(trip=trip, slug=criterion).first()
    if found is None or not permissions.can_write(reader, trip):
        raise Http404
    found.trip = trip
    forms = assessment_forms(
        list(TripSite.objects.filter(trip=trip)),
        list(TripAssessment.objects.filter(criterion=found)),
        request.POST or None,
    )
    refusal = ""
    if request.method == "POST" and _all_valid(forms):
        try:
            services.assess(
                found,
                reader=reader,
                assessed={form.site.pk: services.Assessed(**form.cleaned_data) for form in forms},
            )
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("It is in the comparison."))
            return _to(trip, found.anchor)
    context = {
        "trip": trip,
        "criterion": found,
        "forms": forms,
        "refusal": refusal,
        "crumbs": _crumbs(trip, found.label),
    }
    return render(request, "webinars/trips/assessment_form.html", context)


@login_required
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the route for another group."""
    trip, reader = _trip_or_404(request, slug), _reader(request)
    form = CopyForm(request.POST or None, initial={"title": selectors.title_for_copy(trip)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = services.copy_route(
            trip, reader=reader, title=data["title"], starts_on=data["starts_on"]
        )
        messages.success(request, _("This route is yours now. Members see it and can join."))
        return _to(made)
    context = {"trip": trip, "form": form, "crumbs": _crumbs(trip, _("Take this route"))}
    return render(request, "webinars/trips/copy_form.html", context)
