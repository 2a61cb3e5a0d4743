"""Background work that is tried again: a thin layer over django-tasks, which does not retry."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend, task
from django_tasks.base import Task

logger = logging.getLogger(__name__)

# A mail or a search that somebody waits for goes before the bookkeeping that Wagtail queues.
PRIORITY = 50


def job(
    *, attempts: int = 5, first_delay: timedelta = timedelta(seconds=20)
) -> Callable[[Callable[..., None]], "Task[..., None]"]:
    """Make a function a task that is tried up to `attempts` times, the delay doubling each time.

    The function must be safe to run twice and take primitive arguments. Where the backend cannot
    wait (the one that runs at once, in tests), an error is raised as it is.
    """

    def decorate(function: Callable[..., None]) -> "Task[..., None]":
        @wraps(function)
        def run(*args: Any, attempt: int = 1, **kwargs: Any) -> None:
            try:
                function(*args, **kwargs)
            except Exception as error:
                if attempt >= attempts or not default_task_backend.supports_defer:
                    raise
                delay = first_delay * 2 ** (attempt - 1)
                logger.warning(
                    "%s failed (%s), attempt %d of %d, again in %s",
                    function.__name__,
                    error,
                    attempt,
                    attempts,
                    delay,
                )
                made.using(run_after=timezone.now() + delay).enqueue(
                    *args, attempt=attempt + 1, **kwargs
                )

        priority = PRIORITY if default_task_backend.supports_priority else 0
        made: Task[..., None] = task(priority=priority)(run)
        return made

    return decorate


_is_paused: ContextVar[bool] = ContextVar("_is_paused", default=False)


@contextmanager
def paused() -> Iterator[None]:
    """Enqueue nothing meanwhile: for imports that bring everything up to date themselves."""
    token = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(token)


def enqueue_on_commit(work: "Task[..., None]", *args: Any, **kwargs: Any) -> None:
    """Enqueue a task once the running transaction has been committed; nothing while paused."""
    if _is_paused.get():
        return
    transaction.on_commit(partial(work.enqueue, *args, **kwargs))


def call_on_commit(function: Callable[..., object], *args: Any) -> None:
    """Call a function at once when the running transaction has been committed; not while paused.

    What was committed stays: an error of the function is logged.
    """
    if not _is_paused.get():
        transaction.on_commit(partial(function, *args), robust=True)
