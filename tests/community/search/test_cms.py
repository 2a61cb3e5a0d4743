"""The CMS's page chooser where nothing of the site's search is a page: Wagtail's own finds."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize("typed", ["essaim", "ESSAI"])
def test_a_page_that_the_search_does_not_hold(client, admin_user, homes, typed):
    home = homes["fr"]
    home.title = home.draft_title = "Essaim de papier"
    home.save()
    client.force_login(admin_user)
    answer = client.get(reverse("wagtailadmin_choose_page_search"), {"q": typed})
    page = BeautifulSoup(answer.content, "html.parser")
    assert [link.text.strip() for link in page.select("a.choose-page")] == ["Essaim de papier"]


@pytest.mark.usefixtures("homes")
def test_the_tree_is_walked_as_before(client, admin_user):
    client.force_login(admin_user)
    assert client.get(reverse("wagtailadmin_choose_page")).status_code == 200
