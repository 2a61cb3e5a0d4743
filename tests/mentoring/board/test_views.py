"""The animator's board: for animators, with numbers that open their lists."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.core.roles import Role
from mentoring.requests.models import Need
from tests.factories.mentoring import make_draft, make_engagement, make_facilitator, make_need
from tests.factories.people import make_territory, make_user

pytestmark = pytest.mark.django_db
BOARD = "/fr/boite/tableau/"


def titles(page):
    return [need.title for need in page.context["page"]]


@pytest.mark.parametrize("role", [*Role, None])
def test_only_animators_know_it_exists(client, role):
    client.force_login(make_user(*([role] if role else [])))
    assert client.get(BOARD).status_code == (200 if role == Role.ANIMATOR else 404)


def test_every_number_opens_the_list_behind_it(client, animator):
    make_draft(text="Un brouillon que personne ne voit")
    make_need(text="Un besoin sans personne")
    make_engagement(make_need(text="Un besoin en cours"))
    client.force_login(animator)
    page = client.get(BOARD)
    assert titles(page) == ["Un besoin sans personne", "Un besoin en cours"]
    for figure in page.context["figures"]:
        assert client.get(figure.url).context["page"].paginator.count == figure.value


def test_filters_by_age_state_theme_and_territory(client, animator):
    region = make_territory("R75")
    gironde = make_territory("D33", kind="department", parent=region, column=3, row=9)
    old = make_need(text="Un vieux besoin", territory=gironde, themes=["facilitation"])
    make_need(text="Un besoin récent")
    Need.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=12))
    client.force_login(animator)

    def found(**query):
        return titles(client.get(BOARD, query))

    assert found(age="month") == ["Un vieux besoin"]
    assert found(age="week") == ["Un besoin récent"]
    assert found(theme="facilitation") == ["Un vieux besoin"]
    assert found(territory="R75") == ["Un vieux besoin"]
    assert found(state="solved") == []
    assert found(state="nope", age="\x00", page="-1") == ["Un vieux besoin", "Un besoin récent"]
    page = client.get(BOARD)
    assert [(gap.label, gap.needs) for gap in page.context["gaps"]] == [(gironde.name, 1)]
    make_facilitator(territories=[region])
    assert client.get(BOARD).context["gaps"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_costs_the_same_for_one_and_for_three(
    client, animator, number, django_assert_num_queries
):
    for index in range(number):
        make_facilitator(f"Personne {index}")
        make_need(text=f"Un besoin numéro {index}", themes=["facilitation"])
    client.force_login(animator)
    client.get(BOARD)
    with django_assert_num_queries(12):
        client.get(BOARD)
