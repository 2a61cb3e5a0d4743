"""The network's list and its pages."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.people import make_organisation, make_territory, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("homes", "host_alone")]
LIST = "community:organisations"


def names(client, query=""):
    response = client.get(reverse(LIST) + query)
    assert response.status_code == 200
    return [body.name for body in response.context["page"]]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list(client, number, django_assert_num_queries):
    place = make_territory("D75", kind="department", column=1, row=1)
    parent = make_organisation()
    for _ in range(number):
        make_organisation(territory=place, parent=parent)
    client.get(reverse(LIST))
    with django_assert_num_queries(4):
        client.get(reverse(LIST))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_page(signed_in, number, django_assert_num_queries):
    parent = make_organisation()
    for _ in range(number):
        make_organisation(parent=parent)
        make_user(organisation=parent)
    path = reverse("community:organisation", args=[parent.code])
    signed_in.get(path)
    with django_assert_num_queries(5):
        signed_in.get(path)


@pytest.fixture
def network():
    region = make_territory("R84")
    department = make_territory("D69", kind="department", parent=region)
    make_organisation("Campus du Rhône", code="FC-1", territory=department, city="Lyon")
    make_organisation("École des Alpes", code="AP-1", kind="apprenticeship", territory=region)
    make_organisation("Ancienne forge", code="FC-2", closed_on=date(2025, 1, 1))
    make_organisation("Ailleurs", code="FC-3")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ailleurs", "Campus du Rhône", "École des Alpes"]),
        ("?q=lyon", ["Campus du Rhône"]),
        ("?q=fc-1", ["Campus du Rhône"]),
        ("?kind=apprenticeship", ["École des Alpes"]),
        ("?kind=nonsense", ["Ailleurs", "Campus du Rhône", "École des Alpes"]),
        ("?territory=R84", ["Campus du Rhône", "École des Alpes"]),
        ("?territory=D69", ["Campus du Rhône"]),
        ("?territory=XX", []),
        ("?q=alpes&territory=D69", []),
        ("?page=-1", ["Ailleurs", "Campus du Rhône", "École des Alpes"]),
        ("?page=99", ["Ailleurs", "Campus du Rhône", "École des Alpes"]),
    ],
)
def test_finding_one(client, network, query, found):
    assert names(client, query) == found


def test_a_page_walks_on_with_its_question(client):
    for number in range(25):
        make_organisation(f"Campus {number:02}")
    assert len(names(client, "?q=campus")) == 24
    assert names(client, "?q=campus&page=2") == ["Campus 24"]
    assert "?q=campus&amp;page=2" in client.get(reverse(LIST) + "?q=campus").content.decode()


def test_one_that_has_closed_is_not_there(client, network):
    assert client.get(reverse("community:organisation", args=["FC-2"])).status_code == 404


def test_only_members_see_who_works_there(client, network):
    user = make_user(name="Zoé Blanc")
    user.member.organisation_id = make_organisation("Chez Zoé", code="FC-9").pk
    user.member.save()
    path = reverse("community:organisation", args=["FC-9"])
    assert "Zoé Blanc" not in client.get(path).content.decode()
    client.force_login(make_user())
    assert "Zoé Blanc" in client.get(path).content.decode()
