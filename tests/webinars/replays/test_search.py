"""Replays and sessions as search finds them."""

import pytest

from community.core.reader import ANONYMOUS, Reader
from community.search.query import SearchQuery
from community.search.selectors import search
from tests.factories.people import make_territory
from tests.factories.recordings import make_recording, make_track
from tests.factories.webinars import make_replay, make_theme, make_webinar
from webinars.programme.announcing import cancel
from webinars.programme.search import WebinarProjection
from webinars.replays.search import ReplayProjection
from webinars.replays.services import withdraw

pytestmark = pytest.mark.django_db


def test_a_window_of_captions_opens_at_its_second():
    make_theme("facilitation")
    replay = make_replay(
        slug="retour",
        title_fr="Le retour",
        description_fr="**Trois** temps.",
        themes=["facilitation"],
        territory=make_territory("R75"),
    )
    (document,) = ReplayProjection().documents(replay.pk)
    assert (document.title, document.url, document.language) == (
        "Le retour",
        "/fr/webinars/retour/",
        "fr",
    )
    assert list(document.audience) == ["public"]
    assert (list(document.themes), list(document.territories)) == (["facilitation"], ["R75"])
    passages = [(p.anchor, p.place, p.heading, p.text) for p in document.passages]
    assert passages == [
        ("", "", "", "Trois temps. Claire Vasseur"),
        (
            "?t=1",
            "0:01",
            "Claire Vasseur",
            "Bonjour à toutes et à tous. Un retour commence avant les mots.",
        ),
        ("?t=761", "12:41", "Claire Vasseur", "L’écran partagé remplace le visage."),
    ]


def test_each_language_of_captions_has_its_address():
    replay = make_replay(slug="retour", title_fr="Le retour", title_en="Feedback")
    make_track(
        replay.recording,
        language="en",
        webvtt=("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Claire>Welcome.\n"),
    )
    documents = {d.language: d for d in ReplayProjection().documents(replay.pk)}
    assert documents["en"].url == "/en/webinars/retour/"
    assert documents["en"].title == "Feedback"
    assert documents["en"].passages[-1].text == "Welcome."


def test_before_it_is_published_the_announcement_is_found():
    replay = make_replay(is_published=False)
    assert ReplayProjection().documents(replay.pk) == []
    assert len(WebinarProjection().documents(replay.webinar_id)) == 1


def test_once_published_the_replay_takes_its_place():
    replay = make_replay()
    assert WebinarProjection().documents(replay.webinar_id) == []


@pytest.mark.parametrize("values", [{"state": "draft"}, {"state": "cancelled"}])
def test_drafts_and_the_cancelled_are_not_found(values):
    assert WebinarProjection().documents(make_webinar(**values).pk) == []


def test_the_audience_goes_with_it():
    (document,) = WebinarProjection().documents(make_webinar(audience="members").pk)
    assert list(document.audience) == ["members"]


def found(text, reader=ANONYMOUS):
    results = search(SearchQuery(text=text, reader=reader)).results
    return [(result.type, [hit.url for hit in result.hits if hit.place]) for result in results]


def test_search_lands_on_the_second(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        replay = make_replay(slug="retour")
    assert found("écrans partagés") == [("replay", ["/fr/webinars/retour/?t=761"])]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(replay)
    assert found("écrans partagés") == []


def test_search_follows_captions_and_cancelling(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        recording = make_recording()
        track = make_track(recording)
        make_replay(recording=recording)
        track.webvtt = track.webvtt.replace("visage", "chronomètre")
        track.save()
        webinar = make_webinar(title_fr="Sous-titrer ses vidéos")
    assert len(found("chronomètre")) == 1
    assert found("sous-titrer") == [("webinar", [])]
    with django_capture_on_commit_callbacks(execute=True):
        cancel(webinar)
    assert found("sous-titrer") == []


def test_members_only_is_found_by_members_only(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_replay(audience="members")
    member = Reader(user_id=1, audiences=frozenset({"public", "members"}))
    assert found("visage") == []
    assert len(found("visage", member)) == 1
