"""The engines that need no server: one contract, one ranking, two databases."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from community.search.engines.contract import Engine
from community.search.engines.postgresql import PostgresqlEngine
from community.search.engines.sqlite import SqliteEngine

_ENGINES: dict[str, type[Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresqlEngine}


def engine_for(connection: Any) -> Engine:
    """Return the engine of a connection. Raises ImproperlyConfigured for another vendor."""
    try:
        return _ENGINES[connection.vendor](connection)
    except KeyError:
        raise ImproperlyConfigured(
            f"The search runs on SQLite and PostgreSQL, not on {connection.vendor}."
        ) from None
