"""One click to be somebody, on a demo only."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.demo.services import is_demo


@dataclass(frozen=True)
class DemoAccount:
    """A person to try: the key of the account, a name and what one would come for."""

    key: str
    name: str
    role: Any


ACCOUNTS = (
    DemoAccount("expert", "Élise", _("Expert: fifteen minutes to publish a card")),
    DemoAccount("staff", "Karim", _("Staff: a need, today")),
    DemoAccount("member", "Jade", _("Member: five minutes on a phone")),
    DemoAccount("animator", "Nadia", _("Animator: keeps the community running")),
)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the people to try, none where this is no demo."""
    return ACCOUNTS if is_demo() else ()


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign the visitor in as one of the four people."""
    key = request.POST.get("account", "")
    if not is_demo() or key not in {account.key for account in ACCOUNTS}:
        raise Http404
    user = get_object_or_404(get_user_model(), username=key)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("wagtail_serve", "")
