"""Asks the engine."""

from community.search.query import Results, SearchQuery


def search(query: SearchQuery) -> Results:
    """Answer a question: at most three database queries, whatever the number of hits."""
    return Results()
