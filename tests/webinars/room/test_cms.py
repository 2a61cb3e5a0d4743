"""An animator looks after series, sessions and replays in the CMS."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.core.roles import Role
from community.notifications.models import Notification
from tests.factories.people import make_user
from tests.factories.recordings import make_recording, make_track
from tests.factories.webinars import make_replay, make_series, make_webinar
from webinars.programme.models import Registration, Series, Webinar
from webinars.programme.services import register
from webinars.replays.models import Replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def cms(client, animator):
    client.force_login(animator)
    return client


def url_of(model, action, *args):
    return reverse(f"wagtailsnippets_webinars_{model}:{action}", args=args)


def values_of(response):
    """The form's fields as a browser would send them back unchanged."""
    forms = BeautifulSoup(response.content, "html.parser").select("form[method=POST]")
    form = max(forms, key=lambda each: len(each.select("[name]")))
    values = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind = field.get("type")
        if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if kind in {"submit", "file"} or "__prefix__" in field["name"]:
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            values[field["name"]] = chosen.get("value", "") if chosen else ""
        elif field.name == "textarea":
            values[field["name"]] = field.get_text()
        else:
            values[field["name"]] = field.get("value", "on" if kind == "checkbox" else "")
    return values


def errors(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(each.get_text(" ", strip=True) for each in page.select(".error-message"))


def saved(response):
    assert response.status_code == 302, errors(response)
    return response


@pytest.mark.parametrize("model", ["series", "webinar", "replay"])
@pytest.mark.parametrize(
    ("role", "status"), [(Role.ANIMATOR, 200), (Role.EXPERT, 302), (Role.REVIEWER, 302)]
)
def test_who_looks_after_the_programme(client, model, role, status):
    client.force_login(make_user(role))
    assert client.get(url_of(model, "list")).status_code == status
    assert client.get(url_of(model, "add")).status_code == status


def test_a_series_is_made(cms):
    values = values_of(cms.get(url_of("series", "add")))
    values |= {"title_fr": "Le Comptoir", "slug": "comptoir", "recurrence": "FREQ=NEVER"}
    response = cms.post(url_of("series", "add"), values)
    assert "FREQ=WEEKLY;BYDAY=TH" in errors(response)
    saved(cms.post(url_of("series", "add"), values | {"recurrence": "FREQ=WEEKLY;BYDAY=TH"}))
    assert Series.objects.get().slug == "comptoir"


def test_a_session_is_made_with_its_speaker_and_announced(cms, person):
    url = url_of("webinar", "add")
    values = values_of(cms.get(url)) | {
        "title_fr": "Donner un retour",
        "slug": "retour",
        "starts_at": "2031-01-16 13:00",
        "state": "announced",
        "speakers-TOTAL_FORMS": "1",
        "speakers-0-member": str(person.member.pk),
        "speakers-0-ORDER": "1",
    }
    saved(cms.post(url, values))
    webinar = Webinar.objects.get()
    assert webinar.starts_at == datetime.fromisoformat("2031-01-16T13:00+01:00")
    assert [speaker.shown_name for speaker in webinar.speakers.all()] == ["Jade Morel"]


@pytest.mark.parametrize(
    "wrong", [{"title_fr": ""}, {"slug": "series"}, {"capacity_on_site": "5"}, {"starts_at": "no"}]
)
def test_what_a_page_could_not_show_is_refused(cms, wrong):
    url = url_of("webinar", "add")
    values = values_of(cms.get(url)) | {
        "title_fr": "Donner un retour",
        "slug": "retour",
        "starts_at": "2031-01-16 13:00",
    }
    assert cms.post(url, values | wrong).status_code == 200
    assert not Webinar.objects.exists()


def test_moving_it_tells_those_who_are_registered(cms, person, django_capture_on_commit_callbacks):
    webinar = make_webinar()
    register(webinar, user=person)
    url = url_of("webinar", "edit", webinar.pk)
    values = values_of(cms.get(url))
    with django_capture_on_commit_callbacks(execute=True):
        saved(cms.post(url, values))
    webinar.refresh_from_db()
    assert not Notification.objects.filter(kind="webinars.changed").exists()
    with django_capture_on_commit_callbacks(execute=True):
        saved(cms.post(url, values | {"starts_at": "2031-01-16 13:00"}))
    webinar.refresh_from_db()
    assert webinar.sequence == 1
    assert Notification.objects.get(kind="webinars.changed").recipient == person


def test_a_larger_room_in_the_form_lets_people_in(cms, person):
    webinar = make_webinar(capacity_online=0)
    register(webinar, user=person)
    url = url_of("webinar", "edit", webinar.pk)
    saved(cms.post(url, values_of(cms.get(url)) | {"capacity_online": "10"}))
    assert Registration.objects.get().has_place


def test_a_replay_without_captions_is_refused_then_published(cms, animator):
    webinar, recording = make_webinar(days=-1), make_recording()
    url = url_of("replay", "add")
    values = values_of(cms.get(url)) | {
        "webinar": str(webinar.pk),
        "recording": str(recording.pk),
        "is_public": "on",
    }
    assert "WebVTT" in errors(cms.post(url, values))
    assert not Replay.objects.exists()
    make_track(recording)
    saved(cms.post(url, values))
    replay = Replay.objects.get()
    assert (replay.is_published, replay.reviewed_by) == (True, animator)
    edit = url_of("replay", "edit", replay.pk)
    unticked = values_of(cms.get(edit))
    assert unticked.pop("is_public") == "on"
    saved(cms.post(edit, unticked))
    replay.refresh_from_db()
    assert not replay.is_published


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_number_of_queries(cms, django_assert_max_num_queries, count):
    for _number in range(count):
        make_replay(series=make_series())
    for model in ("series", "webinar", "replay"):
        with django_assert_max_num_queries(22):
            cms.get(url_of(model, "list"))


def test_the_library_of_recordings_is_open_to_animators_and_experts(client, animator, expert):
    for user in (animator, expert):
        client.force_login(user)
        assert client.get("/cms/media/").status_code == 200
        assert client.get("/cms/media/video/add/").status_code == 200
    client.force_login(make_user(Role.FACILITATOR))
    assert client.get("/cms/media/").status_code == 302


def test_speakers_are_chosen_by_name(cms, person):
    chooser = cms.get(reverse("speaker_chooser:choose"))
    assert "Jade Morel" in chooser.json()["html"]
