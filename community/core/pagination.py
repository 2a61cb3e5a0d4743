"""Pages of a list that a person can walk, whatever stands in `page=`."""

from typing import Any

from django.core.paginator import Page, Paginator


def page_number(text: str | int | None) -> int:
    """Return the number that `page=` names, at least 1; nonsense gives 1."""
    try:
        return max(int(str(text or 1)[:9]), 1)
    except ValueError:
        return 1


def page_of(items: Any, number: str | int | None, *, size: int = 20) -> "Page[Any]":
    """Return the page asked for; nonsense gives the first, too far gives the last."""
    paginator = Paginator(items, size)
    return paginator.page(min(page_number(number), paginator.num_pages))
