"""Pages of a list that a person can walk, whatever stands in `page=`."""

from typing import Any

from django.core.paginator import Page, Paginator


def page_of(items: Any, number: str | int | None, *, size: int = 20) -> "Page[Any]":
    """Return the page asked for; nonsense gives the first, too far gives the last."""
    paginator = Paginator(items, size)
    try:
        wanted = int(str(number or 1)[:9])
    except ValueError:
        wanted = 1
    return paginator.page(min(max(wanted, 1), paginator.num_pages))
