"""Queries whose SQL is made once: for the few that every page of a signed-in person asks."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import QuerySet

PLACE = -(2**31) + 11
"""Stands for the number that is asked about while the SQL is made; no key has it.

It fits four bytes: a key of accounts has no more, and a larger number is never asked about."""


class Prepared:
    """A queryset of values about one row, named by a number.

    `make` gets the number and returns a `values_list`. The ORM builds its SQL once, which costs
    more than asking it; afterwards only the number changes, so nothing else may (no moment, no
    language).
    """

    def __init__(self, make: Callable[[int], "QuerySet[Any, Any]"]) -> None:
        self._make = make

    def rows(self, number: int) -> list[Any]:
        """Return the rows about `number`; one query."""
        database, sql, parameters, compiler, converters = self._statement
        with connections[database].cursor() as cursor:
            cursor.execute(sql, [number if each == PLACE else each for each in parameters])
            found: list[Any] = cursor.fetchall()
        return list(compiler.apply_converters(found, converters)) if converters else found

    @cached_property
    def _statement(self) -> tuple[str, str, tuple[Any, ...], Any, Any]:
        made = self._make(PLACE)
        compiler: Any = made.query.get_compiler(made.db)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters(column for column, *_more in compiler.select)
        return made.db, sql, tuple(parameters), compiler, converters
