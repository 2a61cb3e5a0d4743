"""What the tests of the box ask for."""

import pytest


@pytest.fixture
def mails_of(mailoutbox, django_capture_on_commit_callbacks):
    """Run something to its commit and return the mails that it sent."""

    def run(act, *args, **kwargs):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        return list(mailoutbox)

    return run
