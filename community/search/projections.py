"""How an app says what of it can be found: a model becomes documents, a document passages."""

import builtins
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A place that a search can land on."""

    text: str
    heading: str = ""
    anchor: str = ""
    """What follows the path: ``#section-2`` or ``?t=761``; empty opens the whole."""
    place: str = ""
    """Where, for people: ``12:41``; empty for the whole."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """Everything findable of one object in one language, with who may find it."""

    title: str
    url: str
    """Path with its language, without anchor: ``/fr/cards/x/``."""
    language: str
    passages: Sequence[Passage]
    audience: Sequence[str]
    """Tokens a reader needs one of; see `community.core.reader.Reader`."""
    kind: str = ""
    themes: Sequence[str] = ()
    """Slugs."""
    territories: Sequence[str] = ()
    """Codes; wider ones are added by the index."""
    organisation_id: int | None = None
    dated_on: date | None = None
    formats: Sequence[str] = ()
    """In which forms it is there: `formats.FORMATS`."""
    people: Sequence[str] = ()
    """Names and handles of who wrote, speaks or leads, of those whom every reader of it may see."""
    scopes: Sequence[str] = ()
    """What it is searched within: ``series:comptoir``, ``trip:jura``; see `plugins.SearchScope`."""
    weight: float = 1.0
    group: str = ""
    """What this is a version of, when versions are objects of their own: only the best is shown.

    Filled by the index for Wagtail's translatable models; else an object's own documents are its
    versions.
    """
    extra: dict[str, Any] = field(default_factory=dict)
    """What goes with the result: ``verified_on`` (ISO), ``applied`` (for how many it worked, of how
    many), ``scope`` when one may search within it."""


class Projection(Generic[M]):
    """What an app registers for one type of result. Subclass it, fill `type`, `label`, `model`.

    The index calls `documents(pk)` whenever the object may have changed, and trusts the answer
    alone: what is not in it is not findable any more.
    """

    type: str
    """One word that stands in addresses and in `type:`: ``card``, ``replay``."""
    label: Any
    """Plural, translated: "Cards"."""
    icon: str = "file"
    room: str = "community"
    model: "builtins.type[M]"

    def queryset(self) -> "QuerySet[M]":
        """Return all objects that may have something to find, with what `documents_of` reads."""
        return self.model._default_manager.all()

    def documents_of(self, instance: M) -> Iterable[Document]:
        """Return the documents of an object, one a language; none when it is not to be found."""
        raise NotImplementedError

    def documents(self, pk: int) -> list[Document]:
        """Return the documents of the object with that key; none when it is gone."""
        instance = self.queryset().filter(pk=pk).first()
        return list(self.documents_of(instance)) if instance is not None else []
