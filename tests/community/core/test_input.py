"""What no page can mean is refused clearly, and never breaks one."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/fr/organisations/?q=%00",
        "/fr/organisations/?q=a%00b&kind=%00",
        "/fr/organisations/?q=%ED%A0%80",
        "/fr/organisations/?%00=1",
        "/fr/organisations/?page=-1",
        "/fr/organisations/?page=%00",
        "/fr/organisations/?territory=%00&kind=%F0%9F",
        "/fr/themes/?page=-1",
        "/en/organisations/?q=%F0%9F%90%9D",
    ],
)
def test_broken_parameters_show_the_page(client, homes, path):
    assert client.get(path).status_code == 200


def test_the_rest_of_a_parameter_is_kept(client, homes):
    response = client.get("/fr/organisations/?q=caf%00%C3%A9")
    assert response.context["text"] == "café"


@pytest.mark.parametrize("path", ["/fr/themes/a%00b/", "/fr/a%2500b/", "/fr/%ED%A0%80/", "/%00"])
def test_broken_paths_are_not_there(client, homes, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/fr/organisations/", "Cette adresse est trop longue"),
        ("/en/organisations/", "This address is too long"),
    ],
)
def test_an_endless_query_is_refused_with_a_page(client, homes, path, words):
    response = client.get(path + "?q=" + "a" * 8192)
    assert response.status_code == 414
    assert words in response.content.decode()


def test_a_query_of_four_thousand_characters_is_read(client, homes):
    assert client.get("/fr/organisations/?q=" + "a" * 4000).status_code == 200


def test_a_cookie_that_no_database_can_hold_is_none_of_ours(client, homes):
    # Django reads octal escapes in quoted cookies, so that this one holds NUL bytes.
    client.cookies.load(r'sessionid="\000\000\000\000\000\000\000\000\000"')
    assert client.get(reverse("community:organisations")).status_code == 200


def test_a_form_loses_only_what_means_nothing(signed_in, person):
    response = signed_in.post(
        reverse("community:my_profile"),
        {"name": "Jade\x00 Morel", "language": "fr", "bio": "Bonjour\x00 à tous"},
    )
    assert response.status_code == 302
    person.member.refresh_from_db()
    assert (person.member.name, person.member.bio) == ("Jade Morel", "Bonjour à tous")
