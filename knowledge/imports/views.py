"""The CMS's pages for bringing cards in: send a file, see what it would do, do it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.roles import Role
from knowledge.imports import permissions, selectors, services
from knowledge.imports.models import CardImport

in_cms = permission_required("wagtailadmin.access_admin", raise_exception=True)
SECONDS = 2
SHOWN = 300
"""Rows of a report that are shown; those with something to say come first."""


class ImportForm(forms.Form):
    """Takes the file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Markdown, HTML, a Word document, or a zip of them with their images, recordings and "
            "documents; also what this site exported."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip,.md,.markdown,.html,.htm,.docx"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [("", _("As each file says")), *settings.LANGUAGES],
    )


class ImportMenuItem(MenuItem):
    """The menu's entry, for those whose role is to write cards; the page itself asks further."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person writes cards; without a query, for every page of the CMS shows it."""
        reader = reader_of(request)
        return reader.is_superuser or reader.has_role(Role.EXPERT, Role.ANIMATOR)


@in_cms
def begin(request: HttpRequest) -> HttpResponse:
    """Take a file and try it; below, one's latest imports."""
    if not permissions.can_import(request.user):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.begin(
                form.cleaned_data["file"],
                by=request.user,
                language=form.cleaned_data["language"],
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("knowledge_import", made.pk)
    context = {"form": form, "imports": selectors.imports_of(request.user), **_frame()}
    return render(request, "knowledge/imports/cms/begin.html", context)


@in_cms
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far one's import is and what it came to; a POST does what was tried."""
    run = get_object_or_404(CardImport, pk=pk, by=request.user)
    if request.method == "POST":
        services.go_on(run.pk)
        return redirect("knowledge_import", pk)
    rows = sorted(run.report, key=lambda row: (not row["notes"], row["file"]))
    context = {
        "run": run,
        "sums": selectors.sums_of(run),
        "rows": rows[:SHOWN],
        "more": max(len(rows) - SHOWN, 0),
        **_frame(run.name),
    }
    response = render(request, "knowledge/imports/cms/follow.html", context)
    if run.is_going_on:
        response["Refresh"] = str(SECONDS)
    return response


def _frame(below: str = "") -> dict[str, Any]:
    title = _("Import cards")
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("knowledge_imports") if below else "", "label": title},
    ]
    if below:
        crumbs.append({"url": "", "label": below})
    return {
        "page_title": below or title,
        "header_title": below or title,
        "header_icon": "upload",
        "breadcrumbs_items": crumbs,
    }
