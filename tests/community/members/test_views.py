"""Who sees whom: the directory, a profile, one's own."""

import pytest
from django.urls import reverse

from community.core.roles import Role
from community.members.models import Member
from tests.factories.people import make_organisation, make_user
from tests.factories.themes import make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("homes")]
LIST = "community:members"
READERS = ["visitor", "member", "expert", "reviewer", "facilitator", "animator", "superuser"]
ROLES = {
    "member": [],
    "expert": [Role.EXPERT],
    "reviewer": [Role.REVIEWER],
    "facilitator": [Role.FACILITATOR],
    "animator": [Role.ANIMATOR],
    "superuser": [],
}


@pytest.fixture
def as_(client):
    def sign_in(who):
        if who != "visitor":
            client.force_login(make_user(*ROLES[who], is_superuser=who == "superuser"))
        return client

    return sign_in


@pytest.fixture
def shown():
    return make_user(name="Montrée Ici").member


@pytest.fixture
def hidden():
    member = make_user(name="Cachée Là").member
    Member.objects.filter(pk=member.pk).update(is_listed=False)
    return member


@pytest.fixture
def gone():
    return make_user(name="Partie Loin", is_active=False).member


@pytest.mark.parametrize("who", READERS)
def test_the_directory_is_for_members_and_shows_those_who_show_themselves(
    as_, who, shown, hidden, gone
):
    response = as_(who).get(reverse(LIST))
    if who == "visitor":
        assert response.status_code == 302
        return
    names = {member.name for member in response.context["page"]}
    assert "Montrée Ici" in names
    assert names.isdisjoint({"Cachée Là", "Partie Loin"})


@pytest.mark.parametrize("who", READERS)
def test_a_profile(as_, who, shown, hidden, gone):
    client = as_(who)
    statuses = {
        name: client.get(member.get_absolute_url()).status_code
        for name, member in {"shown": shown, "hidden": hidden, "gone": gone}.items()
    }
    if who == "visitor":
        assert statuses == {"shown": 302, "hidden": 302, "gone": 302}
        return
    assert statuses == {
        "shown": 200,
        "hidden": 200 if who in {"animator", "superuser"} else 404,
        "gone": 404,
    }


def test_one_sees_oneself_though_hidden(client, hidden):
    client.force_login(hidden.user)
    assert client.get(hidden.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_directory(host_alone, client, number, django_assert_num_queries):
    theme, organisation = make_theme(), make_organisation()
    for _ in range(number):
        make_user(organisation=organisation).member.themes.add(theme)
    me = make_user()
    Member.objects.filter(user=me).update(is_listed=False)
    client.force_login(me)
    client.get(reverse(LIST))
    with django_assert_num_queries(6):
        client.get(reverse(LIST))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_profile(host_alone, signed_in, shown, number, django_assert_num_queries):
    for index in range(number):
        shown.themes.add(make_theme(f"Thème {index}"))
    signed_in.get(shown.get_absolute_url())
    with django_assert_num_queries(4):
        signed_in.get(shown.get_absolute_url())


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=zoé", {"Zoé Blanc"}),
        ("?q=rivières", {"Zoé Blanc"}),
        ("?q=charpente", {"Yann Roux"}),
        ("?theme=facilitation", {"Yann Roux"}),
        ("?theme=facilitation&q=zoé", set()),
        ("?theme=nothing", set()),
        ("?q=" + "x" * 300, set()),
    ],
)
def test_finding_somebody(signed_in, query, names):
    make_user(name="Zoé Blanc", organisation=make_organisation("Campus des Trois Rivières"))
    yann = make_user(name="Yann Roux").member
    yann.themes.add(make_theme("Facilitation"))
    Member.objects.filter(pk=yann.pk).update(offers="Un œil sur la charpente")
    response = signed_in.get(reverse(LIST) + query)
    assert {member.name for member in response.context["page"]} == names


def test_changing_ones_own_profile(signed_in, person):
    theme, organisation = make_theme(), make_organisation()
    response = signed_in.post(
        reverse("community:my_profile"),
        {
            "name": "Jade M.",
            "job_title": "Conseillère",
            "organisation": organisation.pk,
            "language": "en",
            "bio": "<script>alert(1)</script>",
            "themes": [theme.pk],
            "is_listed": "on",
        },
    )
    assert response["Location"] == reverse("community:my_profile")
    member = Member.objects.get(user=person)
    assert (member.name, member.organisation, member.language) == ("Jade M.", organisation, "en")
    assert (member.is_listed, member.wants_mail, list(member.themes.all())) == (
        True,
        False,
        [theme],
    )
    page = signed_in.get(member.get_absolute_url()).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_profile_needs_its_language(signed_in, person):
    response = signed_in.post(reverse("community:my_profile"), {"name": "Jade", "language": "xx"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["language"]


@pytest.mark.parametrize("path", ["/fr/members/nobody/", "/fr/members/%2e%2e/"])
def test_nobody_there(signed_in, path):
    assert signed_in.get(path).status_code == 404
