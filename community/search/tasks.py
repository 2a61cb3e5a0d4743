"""Background work of the search."""

from community.core.tasks import job


@job()
def index_object(type_: str, pk: int) -> None:
    """Write the passages of one object anew."""
