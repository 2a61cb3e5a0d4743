"""The demo's box: filled once, whole, and left as people changed it."""

from datetime import date

import pytest

from community.core.roles import Role
from community.organisations.models import Organisation
from community.territories.models import Territory
from mentoring.demo import steps
from mentoring.engagements.models import Engagement, Meeting, Place
from mentoring.facilitators.models import Facilitator
from mentoring.offers.models import Offer
from mentoring.requests.enums import State
from mentoring.requests.models import Need, NeedEvent
from tests.factories.mentoring import make_theme
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db):
    """The people, places and themes that the demo's files name, without the rest of the demo."""
    rows = steps.needs_of_the_file()
    helpers = steps.rows_of_the_file()
    keys = {row["email"] for row in helpers} | {row["author"] for row in rows}
    keys |= {part["by"] for row in rows for part in row["history"]} - {"system"}
    for key in sorted(keys):
        make_user(Role.MEMBER, name=key.replace(".", " ").title(), email=f"{key}@demo.example")
    for slug in {slug for row in helpers for slug in row["themes"].split("|")}:
        make_theme(slug)
    for slug in {slug for row in rows for slug in row["themes"]}:
        make_theme(slug)
    codes = {code for row in helpers for code in row["territories"].split("|")}
    for code in codes | {row["territory"] for row in rows}:
        Territory.objects.create(code=code, kind="region", name_fr=code)
    assert Organisation.objects.count() == 0


def test_the_box_is_filled_once(network):
    assert list(steps.facilitators())[-1] == 25
    assert list(steps.needs())[-1] == 20
    counts = [
        model.objects.count()
        for model in (Facilitator, Need, NeedEvent, Offer, Engagement, Meeting, Place)
    ]
    assert set(Need.objects.values_list("state", flat=True)) == set(State.values)
    assert Offer.objects.waiting().count() == 3
    assert Engagement.objects.live().count() == 4
    assert Place.objects.filter(slot__isnull=False).count() == 4
    changed = Need.objects.filter(state=State.OPEN).first()
    Need.objects.filter(pk=changed.pk).update(body="Changé")
    list(steps.facilitators())
    list(steps.needs())
    assert counts == [
        model.objects.count()
        for model in (Facilitator, Need, NeedEvent, Offer, Engagement, Meeting, Place)
    ]
    assert Need.objects.get(pk=changed.pk).body == "Changé"


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (date(2026, 11, 1), 0),
        (date(2026, 11, 28), 0),
        (date(2026, 11, 29), 1),
        (date(2027, 11, 22), 52),
    ],
)
def test_the_stories_move_with_the_calendar_in_whole_weeks(today, weeks):
    assert steps.shift_on(today).days == 7 * weeks
