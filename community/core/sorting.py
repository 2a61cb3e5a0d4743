"""The order that readers expect of names: accents and case aside, whatever the database does.

By itself SQLite puts “Évaluation” after “Zone”, and PostgreSQL does what its cluster was made with.
"""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.backends.signals import connection_created
from django.db.models import CharField, Func
from django.dispatch import receiver

T = TypeVar("T")


def folded(text: str) -> str:
    """Return the text without accents and case: ``Évaluation`` → ``evaluation``."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def by_name(things: Iterable[T], name: Callable[[T], str] = str) -> list[T]:
    """Return things in the order of their names, for lists that fit on a page."""
    return sorted(things, key=lambda thing: (folded(name(thing)), name(thing)))


class InOrder(Func):
    """A column as it is sorted by: `order_by(InOrder("name"))`, in both databases alike."""

    function = "ESSAIM_FOLDED"
    arity = 1
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Fold with what every PostgreSQL has: no extension, no collation of a kind."""
        template = (
            "REGEXP_REPLACE(LOWER(NORMALIZE(%(expressions)s, NFKD)), '[\u0300-\u036f]', '', 'g')"
            ' COLLATE "C"'
        )
        return self.as_sql(compiler, connection, template=template, **extra)


@receiver(connection_created)
def teach_sqlite(connection: Any, **_: Any) -> None:
    """Give each new connection to SQLite the function that `InOrder` calls."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "ESSAIM_FOLDED",
            1,
            lambda text: None if text is None else folded(str(text)),
            deterministic=True,
        )
