"""What plug-ins give the search page: things to search within, and where to go with a question."""

from community import plugins
from community.core.reader import Reader
from community.plugins import NextStep, Scope, SearchScope

MOST_STEPS = 3
MAX_WORD = 120
"""Characters of what one searches within."""


def scope_named(word: str, reader: Reader) -> Scope | None:
    """Return what ``trip:jura`` stands for; None for nothing that the reader may see."""
    kind, _colon, value = word.partition(":")
    kinds = scope_kinds()
    if len(word) > MAX_WORD or kind not in kinds or not value or "\0" in value:
        return None
    return kinds[kind].find(reader, value)


def scope_kinds() -> dict[str, SearchScope]:
    """Return what sorts of things one may search within, by what stands before the colon."""
    return {scope.kind: scope for scope in plugins.gather("search_scopes")}


def next_steps(text: str, reader: Reader) -> list[NextStep]:
    """Return where to go with a question, in order; a plug-in that offers nothing is left out."""
    found = [
        step for offered in plugins.gather("search_next_steps") for step in offered(reader, text)
    ]
    return sorted(found, key=lambda step: step.order)[:MOST_STEPS]
