"""Reads a pasted list of synonyms: a line a group, as spreadsheets and search engines write it."""

import re
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.core.validation import messages_of
from community.search.curation.models import SearchSynonym

MOST_LINES: Final = 500
_BETWEEN: Final = re.compile(r"[,;\t]")
_ARROW: Final = re.compile(r"=>|→")


@dataclass
class Pasted:
    """The groups of a list, and what is wrong with it, line by line."""

    groups: list[SearchSynonym] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def read_list(text: str, language: str = "") -> Pasted:
    """Read ``CFA, centre de formation``; ``numérique => ordinateur`` goes one way.

    Empty lines and those that begin with # are left out. Lines that share a term are refused, like
    those of groups that are there.
    """
    pasted = Pasted()
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    filled = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if len(filled) > MOST_LINES:
        pasted.errors.append(
            _("At most %(number)d lines at once. Paste the rest afterwards.")
            % {"number": MOST_LINES}
        )
        return pasted
    seen: dict[str, int] = {}
    for number, line in filled:
        left, *right = _ARROW.split(line, maxsplit=1)
        group = SearchSynonym(
            terms=_terms(left), also=_terms(right[0]) if right else "", language=language
        )
        problems = []
        try:
            group.full_clean()
        except ValidationError as error:
            problems += messages_of(error)
        for term in group.terms.splitlines():
            before = seen.setdefault(term.casefold(), number)
            if before != number:
                problems.append(
                    _("“%(term)s” is in line %(line)d already. Write both as one line.")
                    % {"term": term, "line": before}
                )
        pasted.groups.append(group)
        pasted.errors += [
            _("Line %(line)d: %(problem)s") % {"line": number, "problem": problem}
            for problem in problems
        ]
    return pasted


def _terms(text: str) -> str:
    parts = (" ".join(part.split()).strip('"') for part in _BETWEEN.split(text))
    return "\n".join(part for part in parts if part)
