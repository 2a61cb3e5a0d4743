"""Animators keep trips in the CMS; others do not get in."""

import io

import pytest
from django.urls import reverse

from community.core.roles import Role
from tests.factories.people import make_territory, make_user
from tests.factories.trips import make_trip, picture_bytes
from webinars.trips.models import LearningTrip, TripPhoto, TripState
from webinars.trips.viewsets import TripViewSet

URLS = TripViewSet().url_namespace

pytestmark = pytest.mark.usefixtures("homes")


def management(name, total=0, initial=0):
    return {
        f"{name}-TOTAL_FORMS": total,
        f"{name}-INITIAL_FORMS": initial,
        f"{name}-MIN_NUM_FORMS": 0,
        f"{name}-MAX_NUM_FORMS": 1000,
    }


def data(**values):
    filled = {
        "title_fr": "Le tour",
        "title_en": "The tour",
        "slug": "le-tour",
        "starts_on": "2026-03-24",
        "ends_on": "2026-03-25",
        "state": TripState.ANNOUNCED,
        "territory": make_territory().pk,
        "audience": "everyone",
        "themes": "",
        **management("criteria"),
        **management("stops"),
        **management("sites", 2),
        **management("astonishments"),
    }
    for index in range(2):
        filled |= {
            f"sites-{index}-name": f"Lieu {index}",
            f"sites-{index}-latitude": "44.8",
            f"sites-{index}-longitude": "0.5",
            f"sites-{index}-ORDER": index + 1,
            f"sites-{index}-id": "",
        }
    return filled | values


def test_an_animator_writes_a_trip_with_its_sites(client, animator):
    client.force_login(animator)
    assert client.get(reverse(f"{URLS}:add")).status_code == 200
    response = client.post(reverse(f"{URLS}:add"), data())
    assert response.status_code == 302, response.context["form"].errors
    trip = LearningTrip.objects.get(slug="le-tour")
    assert [site.name for site in trip.sites.all()] == ["Lieu 0", "Lieu 1"]


def test_stops_choose_among_the_trips_own_sites(client, animator):
    client.force_login(animator)
    trip, other = make_trip(), make_trip()
    form = client.get(reverse(f"{URLS}:edit", args=[trip.pk])).context["form"]
    chosen = set(form.formsets["stops"].empty_form.fields["site"].queryset)
    assert chosen == set(trip.sites.all())
    nested = form.formsets["criteria"].forms[0].formsets["assessments"].forms[0]
    assert set(nested.fields["site"].queryset) == set(trip.sites.all())
    assert not chosen & set(other.sites.all())


def test_a_criterion_needs_two_sites(client, animator):
    client.force_login(animator)
    response = client.post(
        reverse(f"{URLS}:add"),
        data(
            **management("sites"),
            **management("criteria", 1),
            **management("criteria-0-assessments"),
            **{
                "criteria-0-label_fr": "Accueil",
                "criteria-0-slug": "",
                "criteria-0-ORDER": 1,
                "criteria-0-id": "",
            },
        ),
    )
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert not LearningTrip.objects.exists()


def test_a_photo_put_in_by_an_animator_is_written_anew(client, animator):
    client.force_login(animator)
    trip = make_trip(stops=1, criteria=0)
    stop, sites = trip.stops.get(), list(trip.sites.all())
    filled = data(slug=trip.slug, **management("sites", 2, 2), **management("stops", 1, 1))
    for index, site in enumerate(sites):
        filled[f"sites-{index}-id"] = site.pk
    quote = stop.quotes.get()
    upload = io.BytesIO(picture_bytes(exif=True))
    upload.name = "photo.jpg"
    filled |= {
        "stops-0-id": stop.pk,
        "stops-0-site": sites[0].pk,
        "stops-0-at": "2026-03-24 09:30",
        "stops-0-title_fr": "Arriver",
        "stops-0-ORDER": 1,
        **management("stops-0-quotes", 1, 1),
        "stops-0-quotes-0-id": quote.pk,
        "stops-0-quotes-0-text_fr": quote.text_fr,
        "stops-0-quotes-0-ORDER": 1,
        **management("stops-0-photos", 1),
        "stops-0-photos-0-id": "",
        "stops-0-photos-0-file": upload,
        "stops-0-photos-0-alt_fr": "Un poêle",
        "stops-0-photos-0-consent": "given",
        "stops-0-photos-0-ORDER": 1,
    }
    response = client.post(reverse(f"{URLS}:edit", args=[trip.pk]), filled)
    assert response.status_code == 302, response.context["form"].errors
    assert TripPhoto.objects.get().file.name.endswith(".webp")
    assert client.get(reverse(f"{URLS}:edit", args=[trip.pk])).status_code == 200


@pytest.mark.parametrize("role", [Role.MEMBER, Role.EXPERT, Role.REVIEWER, Role.FACILITATOR])
def test_other_roles_do_not_get_in(client, role):
    client.force_login(make_user(role))
    trip = make_trip()
    for address in (reverse(f"{URLS}:list"), reverse(f"{URLS}:edit", args=[trip.pk])):
        assert client.get(address).status_code in {302, 403}
