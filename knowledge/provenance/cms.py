"""Who is about to delete something in the CMS is told which cards come from it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from knowledge.provenance.selectors import NAMED, cards_of


def warn(request: HttpRequest, instances: Iterable[Any]) -> None:
    """Say it above the question whether to delete; the answer stays theirs."""
    if request.method != "GET":
        return
    titles = list(dict.fromkeys(title for each in instances for title in cards_of(each)))
    if not titles:
        return
    named = " · ".join(titles[:NAMED]) + (" …" if len(titles) > NAMED else "")
    messages.warning(
        request,
        ngettext(
            "%(count)d card comes from this and will say that it is no longer available: "
            "%(titles)s",
            "%(count)d cards come from this and will say that it is no longer available: "
            "%(titles)s",
            len(titles),
        )
        % {"count": len(titles), "titles": named},
    )


def warn_of_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> None:
    """The same, where many are deleted at once."""
    if action_type == "delete":
        warn(request, objects)
