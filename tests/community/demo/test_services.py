"""The demo: filled as often as one likes, and only where nobody else lives."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from community.core.reader import Reader
from community.core.roles import Role
from community.demo.models import DemoStamp
from community.demo.services import (
    NotADemo,
    claim_database,
    fill,
    is_demo,
    is_indexed,
    mark_indexed,
    remove_files,
)
from community.members.models import Member, MemberTheme
from community.organisations.models import Organisation
from community.search.log.models import SearchTally
from community.search.log.selectors import rates, unanswered
from community.search.query import SearchQuery
from community.search.selectors import search
from community.territories.models import Territory
from community.themes.models import Theme
from tests.factories.people import make_user
from tests.factories.recordings import make_recording

pytestmark = pytest.mark.django_db
COUNTED = (
    Territory,
    Theme,
    Organisation,
    Member,
    MemberTheme,
    SearchTally,
    get_user_model(),
)


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_a_database_with_people_is_left_alone():
    make_user()
    with pytest.raises(NotADemo, match="accounts that the demo did not make"):
        claim_database()
    assert not is_demo()


def test_settings_that_forbid_it_win(settings):
    settings.COMMUNITY_DEMO_ALLOWED = False
    with pytest.raises(NotADemo):
        claim_database()
    DemoStamp.objects.create(step="this is a demo")
    assert not is_demo()


@pytest.mark.parametrize("arguments", [["--reset"], []])
def test_the_command_refuses_it_too(arguments):
    make_user()
    with pytest.raises(CommandError, match="demo"):
        call_command("demo", "--no-serve", *arguments)
    assert get_user_model().objects.count() == 1


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:99999", "127.0.0.1:0", ":x"])
def test_a_wrong_address_is_said_before_anything_happens(address):
    with pytest.raises(CommandError, match="ADDRESS:PORT"):
        call_command("demo", address)


@pytest.fixture
def filled(host_alone):
    claim_database()
    fill(lambda _progress: None)


def test_filling_twice_leaves_the_same(filled):
    first = counts()
    assert first == {
        "Territory": 120,
        "Theme": 18,
        "Organisation": 486,
        "Member": 68,
        "MemberTheme": first["MemberTheme"],
        "User": 68,
        "SearchTally": first["SearchTally"],
    }
    seen = []
    fill(seen.append)
    assert all(progress.was_done_before for progress in seen)
    # And when every step has to be taken again.
    DemoStamp.objects.exclude(step="this is a demo").update(version=0)
    fill(lambda _progress: None)
    assert counts() == first
    claim_database()


def search_for(text):
    return search(SearchQuery(text=text, reader=Reader(is_superuser=True)))


def test_editors_see_what_nobody_has_written_yet(filled):
    this_month, three = unanswered(1), unanswered(3)
    assert 1 < len(this_month) < len(three)
    known = {line.question for line in three}
    call_command("search_index", verbosity=0)
    assert search_for("facilitation").total
    assert not [question for question in known if search_for(question).total]
    assert 0 < rates(3).unanswered < rates(3).clicked


def test_the_network_is_the_one_that_the_demo_tells_of(filled):
    kinds = {
        kind: Organisation.objects.filter(kind=kind).count()
        for kind in ("continuing", "apprenticeship", "attached")
    }
    assert kinds == {"continuing": 143, "apprenticeship": 98, "attached": 245}


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("expert", {"Members", "Experts"}),
        ("staff", {"Members"}),
        ("member", {"Members"}),
        ("facilitator", {"Members", "Facilitators"}),
        ("animator", {"Members", "Animators", "Reviewers"}),
        ("admin", {"Members"}),
    ],
)
def test_the_accounts_to_try(filled, client, name, roles):
    user = get_user_model().objects.get(email=f"{name}@demo.example")
    assert set(user.groups.values_list("name", flat=True)) == roles
    assert user.is_superuser == (name == "admin")
    assert Role.MEMBER.value in roles
    client.post("/fr/account/login/", {"login": user.email, "password": "demo"})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_one_click_to_be_somebody(filled, client):
    assert "demo/sign-in" in client.get("/fr/account/login/").content.decode()
    path = reverse("community:demo_sign_in")
    assert client.get(path).status_code == 405
    assert client.post(path, {"account": "admin"}).status_code == 404
    response = client.post(path, {"account": "expert"})
    assert response.status_code == 302
    assert client.session["_auth_user_id"]


def test_only_on_a_demo(filled, client, settings):
    settings.COMMUNITY_DEMO_ALLOWED = False
    response = client.post(reverse("community:demo_sign_in"), {"account": "expert"})
    assert response.status_code == 404
    assert "demo/sign-in" not in client.get("/fr/account/login/").content.decode()


def test_starting_afresh_leaves_no_files_and_touches_no_others(filled):
    recording = make_recording()
    storage, name = recording.file.storage, recording.file.name
    other = storage.save("somebody-elses.txt", ContentFile(b"x"))
    remove_files()
    assert not storage.exists(name)
    assert storage.exists(other)
    storage.delete(other)


def test_files_of_a_site_that_is_no_demo_stay():
    recording = make_recording()
    with pytest.raises(NotADemo):
        remove_files()
    assert recording.file.storage.exists(recording.file.name)
    recording.file.storage.delete(recording.file.name)


def test_a_fill_that_was_cut_off_is_still_indexed(filled):
    assert not is_indexed()
    mark_indexed()
    fill(lambda _progress: None)
    assert is_indexed()
    DemoStamp.objects.filter(step="themes").update(version=0)
    fill(lambda _progress: None)
    assert not is_indexed()


def test_every_theme_says_what_it_covers_in_both_languages(filled):
    for theme in Theme.objects.all():
        assert theme.description_fr, theme
        assert theme.description_en, theme
