"""The register's import in the CMS: upload, see what would happen, import."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from community.organisations.models import Organisation
from community.organisations.plans import Plan
from community.organisations.register import KNOWN, REQUIRED, UnreadableRegister
from community.organisations.services import dry_run, import_register

FOLDER = "register-imports"
KEPT_SECONDS = 24 * 60 * 60
# So many rows of each outcome are shown; the counts are of all.
SHOWN = 200


class UploadForm(forms.Form):
    """Takes the file."""

    register = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("Comma or semicolon, UTF-8 or Windows, 5 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


def can_import(user: Any) -> bool:
    """Whether a person may import: who may add and change organisations."""
    policy = policy_registry.get_by_type(Organisation)
    return all(policy.user_has_permission(user, action) for action in ("add", "change"))


def import_view(request: HttpRequest) -> HttpResponse:
    """Show what a file would change before it changes anything, then import it."""
    if not can_import(request.user):
        raise PermissionDenied
    if request.method == "POST" and "confirm" in request.POST:
        return _imported(request, request.POST["confirm"])
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["register"].read()
        try:
            plan = dry_run(content)
        except UnreadableRegister as error:
            form.add_error("register", str(error))
        else:
            return _page(request, form, plan=plan, confirm=_keep(request, content))
    return _page(request, form)


def _imported(request: HttpRequest, token: str) -> HttpResponse:
    content = _kept(request, token)
    if content is None:
        messages.error(request, _("That preview is too old. Choose the file once more."))
        return redirect("organisation:import")
    plan = import_register(content)
    _forget(request, token)
    messages.success(
        request,
        _(
            "Imported: %(added)s added, %(changed)s changed, %(same)s as before, "
            "%(refused)s refused."
        )
        % {name: plan.count(name) for name in ("added", "changed", "same", "refused")},
    )
    if plan.refused:
        return _page(request, UploadForm(), plan=plan, is_done=True)
    return redirect("organisation:index")


def _page(
    request: HttpRequest,
    form: UploadForm,
    *,
    plan: Plan | None = None,
    confirm: str = "",
    is_done: bool = False,
) -> HttpResponse:
    title = _("Import the register")
    context = {
        "form": form,
        "plan": plan,
        "parts": _parts(plan) if plan else [],
        "has_changes": bool(plan and (plan.count("added") or plan.count("changed"))),
        "confirm": confirm,
        "is_done": is_done,
        "required": REQUIRED,
        "optional": [name for name in KNOWN if name not in REQUIRED],
        "page_title": title,
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {
                "url": reverse("organisation:index"),
                "label": capfirst(Organisation._meta.verbose_name_plural),
            },
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "community/organisations/register_import.html", context)


def _parts(plan: Plan) -> list[dict[str, Any]]:
    headings = {
        "refused": _("Refused"),
        "changed": _("Changed"),
        "added": _("Added"),
        "same": _("As before"),
    }
    return [
        {
            "outcome": outcome,
            "heading": heading,
            "count": plan.count(outcome),
            "rows": plan.of(outcome)[:SHOWN] if outcome != "same" else [],
            "more": max(plan.count(outcome) - SHOWN, 0) if outcome != "same" else 0,
        }
        for outcome, heading in headings.items()
    ]


def _keep(request: HttpRequest, content: bytes) -> str:
    """Keep the file for the second step, under a name that only its sender can give back."""
    name = storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}.csv", ContentFile(content))
    return _signer(request).sign(name)


def _kept(request: HttpRequest, token: str) -> bytes | None:
    storage = storages["private"]
    try:
        name = _signer(request).unsign(token, max_age=KEPT_SECONDS)
    except BadSignature:
        return None
    if not storage.exists(name):
        return None
    with storage.open(name) as file:
        return bytes(file.read())


def _forget(request: HttpRequest, token: str) -> None:
    storages["private"].delete(_signer(request).unsign(token))


def _signer(request: HttpRequest) -> TimestampSigner:
    return TimestampSigner(salt=f"register-import:{request.user.pk}")
