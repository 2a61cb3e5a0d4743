"""The circuit breaker: opens, rests, lets one try, closes."""

import logging

from community.search.servers.breaker import FAILURES, REST_SECONDS, Breaker


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def fail(breaker, times):
    for _time in range(times):
        breaker.failed(RuntimeError("away"))


def test_it_opens_after_some_failures_in_a_row():
    breaker = Breaker("x", Clock())
    fail(breaker, FAILURES - 1)
    assert breaker.allows()
    breaker.succeeded()
    fail(breaker, FAILURES - 1)
    assert breaker.allows()
    fail(breaker, 1)
    assert not breaker.allows()


def test_after_a_rest_one_alone_tries():
    clock = Clock()
    breaker = Breaker("x", clock)
    fail(breaker, FAILURES)
    clock.now += REST_SECONDS
    assert (breaker.allows(), breaker.allows()) == (True, False)
    fail(breaker, 1)
    assert not breaker.allows()
    clock.now += REST_SECONDS
    assert breaker.allows()
    breaker.succeeded()
    assert (breaker.allows(), breaker.allows()) == (True, True)


def test_it_tells_once_when_it_opens_and_once_when_all_is_well(caplog):
    caplog.set_level(logging.INFO)
    breaker = Breaker("opensearch+http://x", Clock())
    fail(breaker, 3 * FAILURES)
    breaker.succeeded()
    breaker.succeeded()
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "opensearch+http://x fails (away)" in caplog.messages[0]
