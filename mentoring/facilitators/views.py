"""The directory of facilitators, their pages, and the settings of one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.core.pagination import page_of
from community.territories.models import TerritoryKind
from mentoring.actors import posted
from mentoring.facilitators.forms import DirectoryForm, FacilitatorForm, PauseForm
from mentoring.facilitators.models import Facilitator
from mentoring.facilitators.selectors import directory, evidence_for, facilitator_of
from mentoring.facilitators.services import describe, pause, resume


@login_required
def facilitator_list(request: HttpRequest) -> HttpResponse:
    """Show who helps, narrowed by theme, region, language and format."""
    form = DirectoryForm(request.GET)
    chosen = form.chosen()
    query = request.GET.copy()
    query.pop("page", None)
    page = page_of(directory(chosen), request.GET.get("page"), size=12)
    return render(
        request,
        "mentoring/facilitators/facilitator_list.html",
        {
            "form": form,
            "page": page,
            "query": query.urlencode(),
            "is_narrowed": bool(chosen),
        },
    )


@login_required
def facilitator(request: HttpRequest, handle: str) -> HttpResponse:
    """Show one facilitator: what they offer and what vouches for it."""
    person = get_object_or_404(
        Facilitator.objects.listed()
        .with_load()
        .select_related("member__organisation", "member__territory__parent")
        .prefetch_related("themes", "territories", "qualifications"),
        member__handle=handle,
    )
    return render(
        request,
        "mentoring/facilitators/facilitator_detail.html",
        {
            "facilitator": person,
            "evidence": evidence_for(person),
            "is_mine": person.member_id == reader_of(request).member_id,
        },
    )


def _own(request: HttpRequest) -> Facilitator:
    own = facilitator_of(reader_of(request))
    if own is None:
        raise Http404
    return own


@login_required
def my_facilitation(request: HttpRequest) -> HttpResponse:
    """Let a facilitator say what they offer, and see what waits for them."""
    own = facilitator_of(reader_of(request))
    if own is None:
        return render(request, "mentoring/facilitators/not_a_facilitator.html")
    form = FacilitatorForm(posted(request), instance=own)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        narrower = own.territories.exclude(kind=TerritoryKind.REGION)
        describe(
            own,
            values={name: data[name] for name in form.Meta.fields},
            themes=data["themes"],
            territories=[*data["regions"], *narrower],
            avoided_organisations=data["avoided_organisations"],
        )
        messages.success(request, _("Saved. From now on you are suggested accordingly."))
        return redirect("mentoring:my_facilitation")
    waiting = own.offers.filter(state="sent").select_related("need__author")
    live = own.places.filter(slot__isnull=False).select_related("engagement__need__author")
    return render(
        request,
        "mentoring/facilitators/my_facilitation.html",
        {
            "facilitator": own,
            "form": form,
            "pause_form": PauseForm(),
            "waiting": waiting,
            "live": live,
        },
    )


@login_required
@require_POST
def pause_mine(request: HttpRequest) -> HttpResponse:
    """Go on pause, or come back."""
    own = _own(request)
    if "resume" in request.POST:
        resume(own)
        messages.success(request, _("Welcome back: you can be asked again."))
    else:
        form = PauseForm(request.POST)
        pause(own, until=form.until() if form.is_valid() else None)
        messages.success(request, _("You are on pause: nobody new is sent to you."))
    return redirect("mentoring:my_facilitation")
