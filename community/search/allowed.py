"""What a reader may find, as a condition: the signature of a document has one of their tokens."""

# ruff: noqa: S608  (only our own names and placeholders are put together; values never)

from community.core.reader import Reader
from community.search.engines.contract import Sql
from community.search.indexing import AUDIENCE, token


def allowed(reader: Reader, column: str) -> Sql:
    """Return the condition that a column of signatures must pass."""
    if reader.is_superuser:
        return Sql("1 = 1")
    names = [token(AUDIENCE, name) for name in sorted(reader.audiences)]
    return Sql(
        f"{column} IN (SELECT signature_id FROM community_searchtoken"
        f" WHERE token IN ({', '.join(['%s'] * len(names)) or 'NULL'}))",
        tuple(names),
    )
