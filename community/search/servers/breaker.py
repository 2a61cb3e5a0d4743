"""A circuit breaker: a server that failed several times in a row is left alone for a while."""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

logger = logging.getLogger(__name__)

FAILURES: Final = 3
"""In a row, until the server is left alone."""
REST_SECONDS: Final = 10.0
"""Until one question tries it again."""


class Breaker:
    """Says whether to ask. One for each server and process; safe between threads."""

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._next_try = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the server failed too often and is not well again."""
        return self._failures >= FAILURES

    @property
    def has_failed(self) -> bool:
        """Whether the last question found no answer."""
        return self._failures > 0

    def allows(self) -> bool:
        """Whether to ask now; of several at a time, one alone tries a server that failed."""
        if not self.is_open:
            return True
        with self._lock:
            if self._clock() < self._next_try:
                return False
            self._next_try = self._clock() + REST_SECONDS
            return True

    def succeeded(self) -> None:
        """Note that the server answered."""
        if not self._failures:
            return
        with self._lock:
            if self.is_open:
                logger.info("The search server %s answers again.", self._name)
            self._failures = 0

    def failed(self, error: Exception) -> None:
        """Note that it did not; told once, when the circuit opens."""
        with self._lock:
            self._failures += 1
            self._next_try = self._clock() + REST_SECONDS
            if self._failures == FAILURES:
                logger.warning(
                    "The search server %s fails (%s); the database answers meanwhile.",
                    self._name,
                    error,
                )
