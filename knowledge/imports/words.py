"""What an import comes to, in words: done, or only tried."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import ngettext_lazy

from knowledge.cards.importing.outcomes import Outcome

DONE: Final[Mapping[Outcome, Any]] = {
    Outcome.CREATED: ngettext_lazy("%(number)d card made", "%(number)d cards made", "number"),
    Outcome.UPDATED: ngettext_lazy(
        "%(number)d draft renewed", "%(number)d drafts renewed", "number"
    ),
    Outcome.REVISED: ngettext_lazy(
        "%(number)d published card with a new text waiting as a draft",
        "%(number)d published cards with a new text waiting as a draft",
        "number",
    ),
    Outcome.SKIPPED: ngettext_lazy("%(number)d as before", "%(number)d as before", "number"),
    Outcome.REFUSED: ngettext_lazy("%(number)d file refused", "%(number)d files refused", "number"),
}
TRIED: Final[Mapping[Outcome, Any]] = {
    **DONE,
    Outcome.CREATED: ngettext_lazy(
        "%(number)d card would be made", "%(number)d cards would be made", "number"
    ),
    Outcome.UPDATED: ngettext_lazy(
        "%(number)d draft would be renewed", "%(number)d drafts would be renewed", "number"
    ),
    Outcome.REVISED: ngettext_lazy(
        "%(number)d published card would get a new draft",
        "%(number)d published cards would get a new draft",
        "number",
    ),
}
