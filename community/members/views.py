"""The directory of members, a profile, and one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.core.context import reader_of
from community.core.pagination import page_of
from community.home.panels import rendered_panels
from community.members.forms import ProfileForm
from community.members.selectors import listed_members, member_visible_to
from community.members.services import ensure_member
from community.plugins import door
from community.themes.selectors import themes_in_order


@login_required
def member_list(request: HttpRequest) -> HttpResponse:
    """Show the members whom one may find, by name and theme."""
    # A manager of taggit, which the type checker takes for no relation.
    found = listed_members(reader_of(request)).prefetch_related("themes")  # type: ignore[misc]
    text = request.GET.get("q", "")[:100].strip()
    theme = request.GET.get("theme", "")[:100]
    if text:
        found = found.filter(
            Q(name__icontains=text)
            | Q(job_title__icontains=text)
            | Q(offers__icontains=text)
            | Q(organisation__name__icontains=text)
        )
    if theme:
        found = found.filter(themes__slug=theme).distinct()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page_of(found, request.GET.get("page"), size=24),
        "query": query.urlencode(),
        "text": text,
        "theme": theme,
        "themes": themes_in_order(),
    }
    return render(request, "community/members/member_list.html", context)


@login_required
def member_profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Show a member to members."""
    member = member_visible_to(reader_of(request), handle)
    if member is None:
        raise Http404
    feed = door("card_feed")
    context = {
        "member": member,
        "feed_url": feed(author=member.handle) if feed else "",
        "themes": member.themes.all(),
        "is_own": member.user_id == reader_of(request).user_id,
        "panels": rendered_panels(request, "profile_panels", member),
    }
    return render(request, "community/members/member_profile.html", context)


@login_required
def my_profile(request: HttpRequest) -> HttpResponse:
    """Let a member change the own profile."""
    member = ensure_member(request.user)
    form = ProfileForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("community:my_profile")
    return render(request, "community/members/member_form.html", {"form": form, "member": member})
