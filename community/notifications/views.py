"""The inbox."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from community.core.addresses import localised
from community.core.context import reader_of
from community.core.pagination import page_of
from community.notifications.selectors import in_words, inbox_for
from community.notifications.services import mark_read


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what the reader was told, the newest first."""
    page = page_of(inbox_for(reader_of(request)), request.GET.get("page"))
    context = {"page": page, "notices": [in_words(notification) for notification in page]}
    return render(request, "community/notifications/inbox.html", context)


@login_required
@require_POST
def open_notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    notification = get_object_or_404(inbox_for(reader_of(request)), pk=pk)
    mark_read(reader_of(request), ids=[pk])
    target = localised(notification.url)
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect(target)
    return redirect("community:inbox")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_read(reader_of(request))
    return redirect("community:inbox")
