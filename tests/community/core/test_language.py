"""The language of an address, and addresses that know none."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_404_of_the_api_is_no_detour(client, homes):
    response = client.get("/api/no-such-thing/")
    assert response.status_code == 404


def test_an_address_without_language_leads_to_one_with_it(client, homes):
    response = client.get("/search/?q=x", headers={"accept-language": "en"})
    assert (response.status_code, response["Location"]) == (302, "/en/search/?q=x")
