"""Background work of imports."""

from community.core.tasks import job
from knowledge.imports import running


@job()
def carry_out_later(pk: int) -> None:
    """Read the files of an import."""
    running.carry_out(pk)
