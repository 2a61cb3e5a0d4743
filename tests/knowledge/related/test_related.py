"""Related cards as they are kept and shown: refreshed when a card changes, never what is secret."""

from collections import deque

import pytest
from wagtail.models import PageViewRestriction

from community.core.audience import Audience
from community.core.reader import ANONYMOUS
from community.members.selectors import reader_for
from knowledge.evidence.enums import Result
from knowledge.evidence.services import apply
from knowledge.related import services
from knowledge.related.models import CardWords, RelatedCard
from knowledge.related.selectors import related_to, why_of
from tests.factories.cards import block, make_card, make_theme
from tests.factories.people import make_organisation, make_user


def relate():
    deque(services.relate_all(), maxlen=0)


def named(card, reader=ANONYMOUS):
    return [each.card.title for each in related_to(card, reader)]


def written(number):
    """Three words that no other card has."""
    return [block("text", f"<p>{' '.join(f'{word}{number}' for word in ('miel', 'cire'))}</p>")]


def test_a_secret_card_is_in_no_list_and_takes_no_place(library):
    own = make_organisation("Campus A")
    card = make_card(library, "Celle-ci", themes=["facilitation"])
    for number in range(3):
        make_card(library, f"Ouverte {number}", themes=["facilitation"])
    for number in range(6):
        make_card(
            library,
            f"Celle-ci, secrète {number}",
            themes=["facilitation"],
            audience=Audience.ORGANISATION,
            audience_organisation=own,
        )
    make_card(library, "Celle-ci, membres", themes=["facilitation"], audience=Audience.MEMBERS)
    make_card(library, "Celle-ci, brouillon", themes=["facilitation"], live=False)
    relate()
    open_to_all = {f"Ouverte {number}" for number in range(3)}
    assert set(named(card)) == open_to_all
    assert set(named(card, reader_for(make_user()))) == open_to_all | {"Celle-ci, membres"}
    inside = named(card, reader_for(make_user(organisation=own)))
    assert len(inside) == 4
    assert all("Celle-ci" in title for title in inside)


def test_a_page_for_many_shows_no_secret_card_to_others(library, client):
    own = make_organisation("Campus A")
    card = make_card(library, "Celle-ci", themes=["facilitation"])
    secret = make_card(
        library,
        "Sous le sceau",
        themes=["facilitation"],
        audience=Audience.ORGANISATION,
        audience_organisation=own,
    )
    relate()
    for user, sees in ((make_user(organisation=own), True), (make_user(), False), (None, False)):
        client.logout()
        if user:
            client.force_login(user)
        for _again in range(2):
            assert (secret.title in client.get(card.url).content.decode()) == sees


def test_a_card_kept_back_or_withdrawn_is_gone_at_once(library):
    card = make_card(library, "Celle-ci", themes=["facilitation"])
    other = make_card(library, "Voisine", themes=["facilitation"])
    relate()
    assert named(card) == ["Voisine"]
    kept_back = PageViewRestriction.objects.create(page=other, restriction_type="login")
    assert named(card) == []
    kept_back.delete()
    other.unpublish()
    assert named(card) == []


def test_another_language_only_where_there_is_nothing_else(libraries):
    card = make_card(libraries["fr"], "Celle-ci", themes=["facilitation"])
    english = make_card(libraries["en"], "This one", themes=["facilitation"])
    relate()
    (only,) = related_to(card, ANONYMOUS)
    assert (only.card.title, only.language) == ("This one", "en")
    make_card(libraries["fr"], "Voisine", themes=["facilitation"])
    relate()
    (only,) = related_to(card, ANONYMOUS)
    assert (only.card.title, only.language) == ("Voisine", "")
    english.translation_key = card.translation_key
    english.save()
    relate()
    assert named(english) == ["Voisine"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_one_query(library, number, django_assert_num_queries):
    card = make_card(library, "Celle-ci", themes=["facilitation"])
    for _ in range(number):
        make_card(library, "Voisine", themes=["facilitation"])
    relate()
    related_to(card, ANONYMOUS)
    with django_assert_num_queries(1):
        assert len(related_to(card, ANONYMOUS)) == number


def test_the_reason_is_said(library):
    make_theme("retour", name="Le retour", name_en="Feedback")
    card = make_card(library, "Celle-ci", themes=["retour"], summary="Une ruche.")
    make_card(library, "Tout autre", themes=["retour"], summary="Des mots.", body=written(2))
    relate()
    (near,) = related_to(card, ANONYMOUS)
    assert near.why.startswith("Même thème\N{NARROW NO-BREAK SPACE}: Le retour")


def test_colleagues_who_used_both_are_counted_from_three_on(library):
    row = RelatedCard(by_text=0, by_themes=0, by_use=0.1, used_by=3)
    assert why_of(row) == "3 collègues qui ont appliqué cette fiche ont aussi appliqué celle-là"


def test_what_three_people_applied_together_is_near(library):
    card = make_card(library, "Celle-ci", summary="Une ruche.", body=written(1))
    other = make_card(library, "Tout autre", summary="Des mots.", body=written(2))
    people = [make_user().member for _ in range(3)]
    for person in people[:2]:
        apply(card, by=person, result=Result.WORKED)
        apply(other, by=person, result=Result.WORKED)
    apply(card, by=people[2], result=Result.WORKED)
    relate()
    assert not RelatedCard.objects.filter(used_by__gt=0).exists()
    apply(other, by=people[2], result=Result.WORKED)
    relate()
    (near,) = related_to(card, ANONYMOUS)
    assert near.why.startswith("3 collègues")


def test_a_publication_relates_the_card_and_its_neighbours(
    library, django_capture_on_commit_callbacks
):
    first = make_card(library, "Première", themes=["facilitation"])
    relate()
    with django_capture_on_commit_callbacks(execute=True):
        second = make_card(library, "Seconde", themes=["facilitation"])
    assert (named(first), named(second)) == (["Seconde"], ["Première"])
    assert not CardWords.objects.filter(is_due=True).exists()
    with django_capture_on_commit_callbacks(execute=True):
        second.unpublish()
    assert not RelatedCard.objects.exists()


def test_one_card_after_the_other_comes_to_the_same_as_all_at_once(
    library, django_capture_on_commit_callbacks
):
    columns = ("card", "other", "theme")
    for number in range(6):
        with django_capture_on_commit_callbacks(execute=True):
            make_card(library, f"Fiche {number}", themes=[f"theme-{number % 2}"])
    one_by_one = set(RelatedCard.objects.values_list(*columns))
    relate()
    assert set(RelatedCard.objects.values_list(*columns)) == one_by_one


def test_again_without_a_change_nothing_is_written(library):
    for number in range(3):
        make_card(library, f"Fiche {number}", themes=["facilitation"])
    relate()
    before = set(RelatedCard.objects.values_list("pk", flat=True))
    assert len(before) == 6
    relate()
    assert set(RelatedCard.objects.values_list("pk", flat=True)) == before


def test_a_card_that_is_gone_leaves_nothing(library):
    card = make_card(library, "Celle-ci", themes=["facilitation"])
    make_card(library, "Voisine", themes=["facilitation"])
    relate()
    card.delete()
    relate()
    assert not RelatedCard.objects.exists()
