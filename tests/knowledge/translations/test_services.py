"""Variants are made, fall out of date with what is published, and are up to date again."""

import json
import threading

import pytest
from django.db import connection
from wagtail.models import Locale, Page, PageLogEntry, Revision

from community.core.audience import Audience
from community.members.models import Member
from community.notifications.models import Notification
from knowledge.cards.drafts import NoLibrary
from knowledge.cards.models import CardIndexPage, CardPage
from knowledge.translations import services
from knowledge.translations.history import RECONCILED
from knowledge.translations.models import CardTranslation
from knowledge.translations.parts import digest_of, parts_of
from knowledge.translations.selectors import comparison_of, text_to_follow
from tests.factories.cards import BODY, block, make_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(library, expert):
    return make_card(
        library,
        "Donner un retour",
        themes=["retour"],
        owner=expert,
        source_label="Atelier 2",
        audience=Audience.MEMBERS,
    )


@pytest.fixture
def translator(person):
    return person


def member(user):
    return Member.objects.get(user=user)


def change(card, **values):
    card = CardPage.objects.get(pk=card.pk)
    for name, value in values.items():
        setattr(card, name, value)
    card.save_revision().publish()


def tie_of(card):
    return CardTranslation.objects.get(card=card.pk)


def seen(source):
    return digest_of(parts_of(text_to_follow(source)))


def test_a_variant_is_a_draft_with_the_text_in_place(source, translator):
    made = services.translate(source, language="en", by=translator)
    assert (made.live, made.language_code) == (False, "en")
    assert made.translation_key == source.translation_key
    assert (made.title, made.summary, made.source_label) == (
        source.title,
        source.summary,
        source.source_label,
    )
    assert [child.id for child in made.body] == [
        child.id for child in CardPage.objects.get(pk=source.pk).body
    ]
    assert [theme.slug for theme in made.themes.all()] == ["retour"]
    assert made.audience == Audience.MEMBERS
    assert (made.owner, made.author) == (translator, member(translator))
    assert (made.reviewed_by, made.reviewed_on, made.first_published_at) == (None, None, None)
    tie = tie_of(made)
    assert (tie.source_id, tie.changed_at) == (source.pk, None)
    assert tie.revision == CardPage.objects.get(pk=source.pk).live_revision


def test_it_is_made_once(source, translator, expert):
    made = services.translate(source, language="en", by=translator)
    assert services.translate(source, language="en", by=expert) == made
    assert made.owner == translator


def test_without_a_library_it_says_what_to_do(source, translator):
    CardIndexPage.objects.get(locale__language_code="en").delete()
    with pytest.raises(NoLibrary, match="animateur"):
        services.translate(CardPage.objects.get(pk=source.pk), language="en", by=translator)
    Page.objects.filter(locale__language_code="en").delete()
    Locale.objects.filter(language_code="en").delete()
    with pytest.raises(NoLibrary):
        services.translate(CardPage.objects.get(pk=source.pk), language="en", by=translator)


def test_a_library_that_is_no_translation_of_the_first_serves_too(source, translator, libraries):
    CardIndexPage.objects.filter(pk=libraries["en"].pk).update(
        translation_key="00000000-0000-0000-0000-000000000001"
    )
    made = services.translate(source, language="en", by=translator)
    assert made.get_parent().pk == libraries["en"].pk


def test_it_falls_out_of_date_with_what_is_published_not_with_a_draft(source, translator):
    made = services.translate(source, language="en", by=translator)
    draft = CardPage.objects.get(pk=source.pk)
    draft.summary = "Deux phrases."
    revision = draft.save_revision()
    assert tie_of(made).changed_at is None
    revision.publish()
    assert tie_of(made).changed_at is not None
    assert Notification.objects.filter(recipient=translator, kind=services.CHANGED).count() == 1
    change(source, summary="Une phrase.")
    assert Notification.objects.filter(recipient=translator, kind=services.CHANGED).count() == 1
    (shown,) = comparison_of(made).changes
    assert (shown.change.kind, shown.change.how) == ("summary", "changed")


def test_a_source_that_says_again_what_it_said_is_followed(source, translator):
    made = services.translate(source, language="en", by=translator)
    before = CardPage.objects.get(pk=source.pk).summary
    change(source, summary="Une phrase.")
    change(source, summary=before)
    assert tie_of(made).changed_at is None


def test_up_to_date_again_counts_once_and_stands_in_the_history(source, translator):
    made = services.translate(source, language="en", by=translator)
    change(source, summary="Une phrase.")
    by, told = member(translator), seen(source)
    assert services.reconcile(made, by=by, seen=told) is True
    assert services.reconcile(made, by=by, seen=told) is False
    assert PageLogEntry.objects.filter(page=made.pk, action=RECONCILED).count() == 1
    tie = tie_of(made)
    assert (tie.changed_at, tie.reconciled_by) == (None, by)
    assert tie.revision == CardPage.objects.get(pk=source.pk).live_revision
    assert comparison_of(made).changes == []


def test_what_changed_meanwhile_is_looked_at_again(source, translator):
    made = services.translate(source, language="en", by=translator)
    change(source, summary="Une phrase.")
    told = seen(source)
    change(source, summary="Aucune phrase.")
    with pytest.raises(services.ChangedMeanwhile):
        services.reconcile(made, by=member(translator), seen=told)
    assert tie_of(made).changed_at is not None


def test_a_variant_may_be_published_before_its_source(library, expert, translator):
    draft = make_card(library, "Brouillon", live=False, owner=expert)
    made = services.translate(draft, language="en", by=translator)
    made.save_revision().publish()
    assert tie_of(made).changed_at is None
    change(draft, title="Publiée", live=True)
    assert tie_of(made).changed_at is not None
    assert not CardTranslation.objects.filter(card=draft.pk).exists()


def test_a_deleted_source_leaves_its_variant_alone(source, translator):
    made = services.translate(source, language="en", by=translator)
    change(source, summary="Une phrase.")
    CardPage.objects.get(pk=source.pk).delete()
    tie = tie_of(made)
    assert (tie.source_id, tie.source_title, tie.is_outdated) == (None, "Donner un retour", False)
    found = comparison_of(CardPage.objects.get(pk=made.pk))
    assert (found.source, found.changes) == (None, ())
    with pytest.raises(services.NothingToFollow):
        services.reconcile(made, by=member(translator), seen="")


def test_purged_revisions_change_nothing(source, translator):
    made = services.translate(source, language="en", by=translator)
    change(source, summary="Une phrase.")
    last = CardPage.objects.values_list("latest_revision", flat=True)
    Revision.objects.exclude(pk__in=list(last)).delete()
    assert tie_of(made).revision is None
    assert [shown.change.kind for shown in comparison_of(made).changes] == ["summary"]


def test_moved_ids_and_blocks_of_an_older_schema(source, translator):
    made = services.translate(source, language="en", by=translator)
    tie = tie_of(made)
    tie.text = [*tie.text, {"key": "old", "kind": "carousel", "text": "Trois photos"}]
    tie.save()
    renewed = [{**part, "id": f"renewed-{n}"} for n, part in enumerate(BODY)]
    unknown = block("carousel", {"photos": [1]})
    change(source, body=json.dumps([*renewed, unknown]))
    (shown,) = comparison_of(made).changes
    assert (shown.label, shown.change.how) == ("carousel", "removed")


def test_cards_that_came_together_are_tied_when_they_are_published(libraries, translator):
    french = make_card(libraries["fr"], "Une")
    english = make_card(libraries["en"], "One", translation_key=french.translation_key)
    assert tie_of(english).source_id == french.pk
    assert not CardTranslation.objects.filter(card=french.pk).exists()


def test_the_site_s_own_language_leads_whichever_came_first(libraries):
    english = make_card(libraries["en"], "One")
    french = make_card(libraries["fr"], "Une", translation_key=english.translation_key)
    assert tie_of(english).source_id == french.pk
    assert not CardTranslation.objects.filter(card=french.pk).exists()


def test_what_was_made_from_a_card_never_leads_it(libraries, translator):
    english = make_card(libraries["en"], "One")
    french = services.translate(english, language="fr", by=translator)
    french.save_revision().publish()
    change(english, title="Two")
    assert CardTranslation.objects.get().card_id == french.pk
    assert tie_of(french).changed_at is not None


def test_what_wagtail_translates_is_tied_too(source, libraries):
    made = source.copy_for_translation(libraries["en"].locale)
    assert tie_of(made).source_id == source.pk


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(source, translator, expert):
    made, failed = [], []

    def run(user):
        try:
            made.append(services.translate(source, language="en", by=user).pk)
        except Exception as error:  # noqa: BLE001  (shown by the assertion)
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(user,)) for user in (translator, expert)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(set(made)) == 1
    assert CardPage.objects.filter(locale__language_code="en").count() == 1
