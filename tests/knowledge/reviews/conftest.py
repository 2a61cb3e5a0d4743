"""What the tests of reviews may ask for."""

import uuid

import pytest

from community.core.roles import Role
from knowledge.reviews.invitations import invite
from knowledge.reviews.models import ReviewState
from tests.factories.cards import make_card
from tests.factories.people import make_user


def submit(library, owner, title="À relire"):
    """Return a draft in review and its review."""
    card = make_card(library, title, live=False, owner=owner, author=owner.member)
    card.get_workflow().start(card, owner)
    return card, ReviewState.objects.waiting().for_card(card.pk).get()


@pytest.fixture
def in_review(library, expert, reviewer):
    return submit(library, expert)


@pytest.fixture
def other_reviewer(db):
    return make_user(Role.REVIEWER, name="Fatou Ndiaye")


@pytest.fixture
def link(in_review, reviewer):
    """An invitation of somebody without account."""
    _card, state = in_review
    return invite(
        state,
        by=reviewer.member,
        name="Paule Renaudin",
        email="paule@example.org",
        language="fr",
        key=uuid.uuid4(),
    )
