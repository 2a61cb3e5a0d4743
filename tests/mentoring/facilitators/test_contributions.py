"""What people gave other rooms counts in ranking, on their page and in the search."""

import pytest

from community import plugins
from community.members.selectors import reader_for
from community.search.query import SearchQuery
from community.search.selectors import search
from mentoring.facilitators.search import FacilitatorProjection
from mentoring.matching.selectors import shown_ranking
from mentoring.ticks import evidence_due
from tests.factories.mentoring import make_facilitator, make_need
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def gave(monkeypatch):
    """Install a room that knows what people gave; fill what it returns."""
    known = {"cards": {}, "sessions": {}, "applied": {}}
    room = plugins.Plugin(
        label="a_room",
        doors={
            "authored_count": lambda _users: known["cards"],
            "sessions_count": lambda _users: known["sessions"],
            "applied_count": lambda _users: known["applied"],
        },
    )
    monkeypatch.setitem(plugins._plugins, room.label, room)
    return known


def evidence(need, facilitator):
    (match,) = (m for m in shown_ranking(need, asked={}).matches if m.facilitator == facilitator)
    assert match.score == sum(part.value for part in match.parts)
    beginnings = ("Sur ce site", "Premiers pas")
    return next(part for part in match.parts if part.label.startswith(beginnings))


def test_what_was_given_brings_points_and_is_told(gave):
    facilitator, need = make_facilitator(), make_need()
    assert evidence(need, facilitator).value == 0
    user = facilitator.member.user_id
    gave["cards"], gave["sessions"] = {user: 3}, {user: 2}
    part = evidence(need, facilitator)
    assert part.label == "Sur ce site\u202f: 3 fiches publiées et 2 webinaires tenus"
    assert part.value == 3  # five things of nine


def test_cards_that_worked_count_too(gave, client):
    facilitator, need = make_facilitator(), make_need()
    gave["applied"] = {facilitator.member.user_id: 4}
    part = evidence(need, facilitator)
    assert part.label == "Sur ce site\u202f: des fiches qui ont marché pour 4 collègues"
    assert part.value == 3  # four things of eight, half up
    client.force_login(make_user())
    assert (
        "collègues pour qui une fiche a marché" in client.get(facilitator.get_absolute_url()).text
    )


def test_the_page_tells_it(gave, client):
    facilitator = make_facilitator()
    gave["cards"], gave["sessions"] = {facilitator.member.user_id: 1}, {make_user().pk: 2}
    client.force_login(make_user())
    page = client.get(facilitator.get_absolute_url())
    assert "fiche publiée" in page.text
    assert "webinaire" not in page.text.partition("<main")[2].partition("</main")[0]


def test_the_search_follows_what_was_given(gave, django_capture_on_commit_callbacks):
    facilitator = make_facilitator()
    gave["sessions"] = {facilitator.member.user_id: 2}
    french, english = FacilitatorProjection().documents(facilitator.pk)
    assert [p.text for p in french.passages if p.anchor == "#solved"] == ["2 webinaires tenus"]
    assert [p.text for p in english.passages if p.anchor == "#solved"] == ["2 webinars held"]
    with django_capture_on_commit_callbacks(execute=True):
        evidence_due()
    reader = reader_for(make_user())
    found = search(SearchQuery(text="webinaires tenus", reader=reader, types=("facilitator",)))
    assert [result.title for result in found.results] == ["Claire Vasseur"]
