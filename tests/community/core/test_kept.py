"""What is kept for many: the same for all of one kind, never one person's for another."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

from community.core.kept import (
    PersonalError,
    kept,
    kept_for_audience,
    kept_page,
    request_of_many,
    shown_alike,
)
from community.core.reader import ANONYMOUS, MEMBERS, NOBODY, PUBLIC, Reader
from community.core.roles import Role
from community.themes.models import Theme
from tests.factories.people import make_organisation, make_user
from tests.factories.search import index, make_document
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db
THEMES = "/fr/themes/"


@pytest.fixture(autouse=True)
def keeping(settings, homes):
    """Keep, as in production."""
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 300


def reader(user_id=1, *, organisation=None, roles=(), superuser=False):
    audiences = {PUBLIC, MEMBERS, f"person:{user_id}", *(f"role:{role}" for role in roles)}
    if organisation:
        audiences.add(f"organisation:{organisation}")
    return Reader(
        user_id=user_id,
        member_id=user_id + 100,
        organisation_id=organisation,
        territory_id=7,
        roles=frozenset(roles),
        audiences=frozenset(audiences),
        is_superuser=superuser,
    )


def request_from(who, path="/fr/x/", method="get", **attributes):
    request = getattr(RequestFactory(), method)(path)
    for name, value in {"reader": who, "user": make_user(), "session": {}, **attributes}.items():
        setattr(request, name, value)
    return request


def view_of(text):
    """A view that renders a template's text with the request's context."""
    template = engines["django"].from_string("{% load essaim %}" + text)
    return lambda request: HttpResponse(template.render({}, request))


def test_in_common_is_nobody_in_particular():
    common = reader(5, organisation=3, roles=("Experts",)).in_common()
    assert (common.user_id, common.member_id, common.territory_id) == (NOBODY, None, None)
    assert common.is_member
    assert common.audiences == {PUBLIC, MEMBERS, "organisation:3", "role:Experts"}
    assert ANONYMOUS.in_common() == ANONYMOUS


@pytest.mark.parametrize(
    "other",
    [
        ANONYMOUS,
        reader(organisation=4),
        reader(organisation=3, roles=("Experts",)),
        reader(organisation=3, superuser=True),
        reader(),
    ],
)
def test_readers_of_other_kinds_share_nothing(other):
    made = []

    def ask(who):
        return kept_for_audience(
            request_from(who), "x", make=lambda common: made.append(common) or len(made)
        )

    first = reader(organisation=3)
    assert ask(first) == 1
    assert ask(other) == 2
    assert ask(reader(9, organisation=3)) == 1
    assert [each.member_id for each in made] == [None, None]


def test_names_parts_and_languages_are_kept_apart():
    values = iter(range(9))

    def ask(name, *parts):
        return kept(request_from(reader()), name, *parts, make=lambda: next(values))

    assert [ask("a"), ask("a", 1), ask("a", 2), ask("b", 1), ask("a", 1)] == [0, 1, 2, 3, 1]
    # Parts are not run together.
    assert ask("a", "12", "3") != ask("a", "1", "23")


@pytest.mark.parametrize("attributes", [{"method": "post"}, {"is_preview": True}])
def test_changes_and_previews_keep_nothing(attributes):
    values = iter(range(9))
    for expected in (0, 1):
        request = request_from(reader(), **attributes)
        assert kept(request, "a", make=lambda: next(values)) == expected


def test_with_no_seconds_nothing_is_kept(settings):
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 0
    values = iter(range(9))
    assert [kept(request_from(reader()), "a", make=lambda: next(values)) for _ in "ab"] == [0, 1]


def test_a_request_of_many_knows_no_person():
    request = request_from(reader(), _messages=["told"], unread_count=3)
    request.META["HTTP_COOKIE"] = "sessionid=secret"
    request.COOKIES["sessionid"] = "secret"
    many = request_of_many(request)
    assert many.user.is_authenticated
    assert many.COOKIES == {}
    assert "HTTP_COOKIE" not in many.META
    for ask in (
        lambda: many.user.email,
        lambda: str(many.user),
        lambda: many.user.pk,
        lambda: many.session["x"],
        lambda: bool(many.unread_count),
        lambda: list(messages.get_messages(many)),
    ):
        many.asked_for_person = False
        with pytest.raises(PersonalError):
            ask()
        assert many.asked_for_person


@pytest.mark.parametrize(
    "text",
    [
        "{{ user.email }}",
        "{% if user.email == 'x' %}1{% endif %}",
        "{% for message in messages %}{% endfor %}",
        "{% csrf_token %}",
        "{{ request.session.x }}",
        "{{ unread_count }}",
    ],
)
def test_a_page_that_asks_for_a_person_is_made_for_each(text):
    view = view_of(text + "{{ request.reader.user_id }}")
    for user_id in (4, 5):
        page = kept_page(request_from(reader(user_id), unread_count=0, _messages=[]), view)
        assert page.content.decode().endswith(str(user_id))


@pytest.mark.parametrize("status", [201, 302, 404, "missing"])
def test_only_pages_are_kept(status):
    asked = []

    def view(request):
        asked.append(request)
        if status == "missing":
            raise Http404
        return HttpResponse(status=status)

    for _ in "ab":
        if status == "missing":
            with pytest.raises(Http404):
                kept_page(request_from(reader()), view)
        else:
            assert kept_page(request_from(reader()), view).status_code == status
    assert len(asked) == 4


def test_cookies_are_never_kept():
    def view(request):
        response = HttpResponse("x")
        response.set_cookie("mine", str(request.reader.user_id))
        return response

    for user_id in (4, 5):
        assert kept_page(request_from(reader(user_id)), view).cookies["mine"].value == str(user_id)


def test_openings_are_filled_for_each():
    view = view_of('<b>{% personal "community/home/_greeting.html" %}</b>{% now "u" %}')
    answers = []
    for name in ("Jade", "Karim"):
        user = make_user(name=f"{name} X")
        user.first_name = name
        answers.append(kept_page(request_from(reader(), user=user), view).content.decode())
    jade, karim = answers
    assert "Jade" in jade
    assert "Karim" in karim
    assert "Jade" not in karim
    assert jade.rpartition("</b>")[2] == karim.rpartition("</b>")[2]


def test_what_somebody_writes_cannot_open_a_page():
    view = view_of('<!--0:0-->{% personal "community/home/_greeting.html" %}')
    page = kept_page(request_from(reader()), view).content.decode()
    assert page.startswith("<!--0:0--><h1>")


def test_visitors_are_left_to_the_cache_of_whole_pages():
    seen = []
    request = request_from(ANONYMOUS)
    shown_alike(lambda each: seen.append(each) or HttpResponse())(request)
    assert seen == [request]


def test_a_warm_page_costs_two_queries(signed_in, django_assert_num_queries):
    make_theme("Facilitation")
    signed_in.get(THEMES)
    with django_assert_num_queries(2):
        page = signed_in.get(THEMES)
    assert "Facilitation" in page.content.decode()


def test_each_person_finds_their_own_frame(client):
    people = [make_user(name="Jade Morel"), make_user(name="Karim Lefèvre")]
    tokens = set()
    for person in (*people, *people):
        client.force_login(person)
        page = client.get(THEMES).content.decode()
        tokens.add(page.partition('name="csrfmiddlewaretoken" value="')[2][:64])
        for each in people:
            assert (each.email in page) == (each == person)
    assert len(tokens) == 4
    client.logout()
    visitor = client.get(THEMES).content.decode()
    assert not any(each.email in visitor for each in people)
    assert reverse("account_login") in visitor


def test_signing_out_works_from_a_kept_page(person, client):
    client.handler.enforce_csrf_checks = True
    client.force_login(person)
    for _ in "ab":
        page = client.get(THEMES).content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    answer = client.post(reverse("account_logout"), {"csrfmiddlewaretoken": token})
    assert answer.status_code == 302
    assert reverse("account_login") in client.get(THEMES).content.decode()


def test_a_message_is_told_to_one():
    view = view_of('{% personal "community/_told.html" %}')
    told = Message(messages.SUCCESS, "Bien reçu")
    for waiting in ([told], [], [told]):
        page = kept_page(request_from(reader(), _messages=waiting), view).content.decode()
        assert ("Bien reçu" in page) == bool(waiting)


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_at_once(client):
    client.force_login(make_user())
    make_theme("Facilitation")
    assert "Facilitation" in client.get(THEMES).content.decode()
    theme = Theme.objects.get()
    theme.name = "Animation"
    theme.save()
    page = client.get(THEMES).content.decode()
    assert "Animation" in page
    assert "Facilitation" not in page


@pytest.mark.django_db(transaction=True)
def test_a_home_follows_who_may_see_it(client, homes):
    client.force_login(make_user())
    assert client.get("/fr/").status_code == 200
    homes["fr"].view_restrictions.create(restriction_type="password", password="oui")
    assert 'name="password"' in client.get("/fr/").content.decode()


def test_roles_see_their_own_home(client):
    organisation = make_organisation()
    for roles in ((), (Role.ANIMATOR,), (Role.EXPERT,)):
        user = make_user(*roles, organisation=organisation)
        client.force_login(user)
        page = client.get("/fr/").content.decode()
        assert (reverse("wagtailadmin_home") in page) == bool(roles)


def test_what_is_found_under_a_theme_by_one_person_stays_theirs(client):
    make_theme("Facilitation")
    one, other = make_user(), make_user()
    index(
        "theme_probe",
        1,
        make_document(
            "Mon besoin", "mes mots", audience=(f"person:{one.pk}",), themes=("facilitation",)
        ),
    )
    for person in (other, one, other, one):
        client.force_login(person)
        page = client.get("/fr/themes/facilitation/").content.decode()
        assert ("Mon besoin" in page) == (person == one)
