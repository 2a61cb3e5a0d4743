"""Queries whose SQL is made once: for the few that every page of a signed-in person asks."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import QuerySet

PLACE = -(2**40) - 11
"""Stands for the number that is asked about while the SQL is made; no key has it."""


class Prepared:
    """A queryset of plain values about one row, named by a number.

    `make` gets the number and returns a `values_list` of texts and whole numbers: nothing is
    converted. The ORM builds it once; afterwards only the number changes.
    """

    def __init__(self, make: Callable[[int], "QuerySet[Any, Any]"]) -> None:
        self._make = make

    def rows(self, number: int) -> list[tuple[Any, ...]]:
        """Return the rows about `number`; one query."""
        database, sql, parameters = self._statement
        with connections[database].cursor() as cursor:
            cursor.execute(sql, [number if each == PLACE else each for each in parameters])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    @cached_property
    def _statement(self) -> tuple[str, str, tuple[Any, ...]]:
        made = self._make(PLACE)
        sql, parameters = made.query.get_compiler(made.db).as_sql()
        return made.db, sql, tuple(parameters)
