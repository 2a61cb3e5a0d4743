"""What is written on trips, who is refused, and what calling twice does."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from community.core.audience import Audience
from community.members.selectors import reader_for
from tests.factories.people import make_user
from tests.factories.trips import make_trip, picture_bytes
from webinars.trips import services
from webinars.trips.models import Consent, TripAssessment, TripState
from webinars.trips.pictures import PictureRefused


@pytest.fixture
def reader(person):
    return reader_for(person)


@pytest.fixture
def log(person):
    """An open log in which the person takes part."""
    return make_trip(state=TripState.OPEN, participants=[person])


def test_joining_twice_is_joining_once(reader, person):
    trip = make_trip(state=TripState.ANNOUNCED)
    assert services.join(trip, reader=reader) == services.join(trip, reader=reader)
    assert list(trip.participants.all()) == [person.member]
    services.leave(trip, reader=reader)
    services.leave(trip, reader=reader)
    assert not trip.participants.exists()


def test_nobody_joins_what_is_over(reader, db):
    with pytest.raises(services.LogClosed):
        services.join(make_trip(state=TripState.PUBLISHED), reader=reader)


def test_a_note_keeps_its_author_and_language(log, reader, person):
    stop = log.stops.first()
    with translation.override("en"):
        note = services.add_note(stop, reader=reader, text="They **wait**.")
    assert (note.author, note.language) == (person.member, "en")
    assert note.html == "<p>They <strong>wait</strong>.</p>"


def test_notes_carry_no_script(log, reader):
    note = services.add_note(
        log.stops.first(), reader=reader, text="<script>alert(1)</script>[x](javascript:1)"
    )
    assert "script" not in note.html


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(TripState.ANNOUNCED, services.LogClosed), (TripState.PUBLISHED, services.LogClosed)],
)
def test_a_closed_log_takes_nothing(reader, person, state, refusal):
    trip = make_trip(state=state, participants=[person])
    with pytest.raises(refusal):
        services.add_note(trip.stops.first(), reader=reader, text="Trop tard")
    with pytest.raises(refusal):
        services.add_astonishment(trip, reader=reader, text="Trop tard")


def test_who_stayed_at_home_writes_nothing(reader):
    trip = make_trip(state=TripState.OPEN)
    with pytest.raises(services.NotYours):
        services.add_note(trip.stops.first(), reader=reader, text="De loin")
    with pytest.raises(services.NotYours):
        services.commit_to(trip, reader=reader, text="De loin")


def test_a_photo_is_kept_clean_and_private(log, reader, person, settings):
    data = picture_bytes(exif=True)
    photo = services.add_photo(
        log.stops.first(),
        reader=reader,
        file=io.BytesIO(data),
        size=len(data),
        alt="Un poêle",
        consent=Consent.MISSING,
    )
    assert (photo.alt_fr, photo.added_by, photo.has_consent) == ("Un poêle", person.member, False)
    assert photo.file.path.startswith(str(settings.VAR_DIR / "private"))
    assert (photo.width, photo.height) == (64, 48)
    with pytest.raises(PictureRefused):
        services.add_photo(
            log.stops.first(),
            reader=reader,
            file=io.BytesIO(b"no"),
            size=2,
            alt="",
            consent=Consent.NOBODY,
        )


def test_the_last_word_stands_in_the_comparison(log, reader):
    criterion = log.criteria.first()
    sites = list(log.sites.all())
    said = services.Assessed(merit="Silence", limit="Froid", rating=5)
    services.assess(criterion, reader=reader, assessed={sites[0].pk: said, 10**6: said})
    assert list(
        TripAssessment.objects.filter(criterion=criterion)
        .order_by("site__sort_order")
        .values_list("merit_fr", "rating")
    ) == [("Silence", 5), ("Mérite 1 de Lieu 2", 4)]


def test_one_site_is_no_comparison(reader, person):
    trip = make_trip(state=TripState.OPEN, participants=[person], sites=1)
    with pytest.raises(services.TooFewSites):
        services.assess(trip.criteria.first(), reader=reader, assessed={})


def test_an_outcome_is_its_authors(log, reader):
    commitment = services.commit_to(log, reader=reader, text="Compter jusqu’à cent")
    told = services.say_outcome(commitment, reader=reader, outcome="kept", text="Deux fois")
    assert (told.outcome, told.outcome_text_fr) == ("kept", "Deux fois")
    assert told.outcome_on == timezone.localdate()
    with pytest.raises(services.NotYours):
        services.say_outcome(commitment, reader=reader_for(make_user()), outcome="kept", text="")


def test_its_leader_opens_and_publishes(reader, person):
    trip = make_trip(state=TripState.ANNOUNCED, animator=person.member)
    assert services.open_log(trip, reader=reader).state == TripState.OPEN
    assert services.publish(trip, reader=reader).state == TripState.PUBLISHED
    with pytest.raises(services.NotYours):
        services.open_log(trip, reader=reader_for(make_user()))


def test_a_copied_route_starts_with_an_empty_log(reader, person):
    trip = make_trip(
        questions_fr="Qui ne vient pas ?", stops=3, criteria=2, starts_on=date(2026, 3, 24)
    )
    services_ = services.copy_route(
        trip, reader=reader, title="Notre voyage", starts_on=date(2026, 7, 7)
    )
    assert (services_.slug, services_.title_fr) == ("notre-voyage", "Notre voyage")
    assert (services_.starts_on, services_.ends_on) == (date(2026, 7, 7), date(2026, 7, 8))
    assert (services_.state, services_.audience) == (TripState.ANNOUNCED, Audience.MEMBERS)
    assert (services_.animator, services_.copied_from) == (person.member, trip)
    assert services_.questions == ["Qui ne vient pas ?"]
    assert [site.name for site in services_.sites.all()] == ["Lieu 1", "Lieu 2"]
    assert [stop.title for stop in services_.stops.all()] == ["Étape 1", "Étape 2", "Étape 3"]
    assert {stop.notes_fr for stop in services_.stops.all()} == {""}
    assert {stop.site.trip_id for stop in services_.stops.all()} == {services_.pk}
    assert [criterion.slug for criterion in services_.criteria.all()] == ["critere-1", "critere-2"]
    assert not TripAssessment.objects.filter(criterion__trip=services_).exists()
    # Winter time to summer time: nine o'clock stays nine o'clock.
    assert timezone.localtime(services_.stops.first().at).hour == 9
    assert timezone.localtime(services_.stops.first().at).date() == date(2026, 7, 7)


def test_a_second_copy_gets_its_own_address(reader):
    trip = make_trip()
    day = trip.starts_on + timedelta(days=7)
    made = [
        services.copy_route(trip, reader=reader, title="Notre tour", starts_on=day).slug
        for _time in range(3)
    ]
    assert made == ["notre-tour", "notre-tour-2", "notre-tour-3"]
