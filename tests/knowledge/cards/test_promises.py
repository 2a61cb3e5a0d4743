"""What a card must keep before it is published, and the words in which it is refused."""

import pytest
from django.core.exceptions import ValidationError

from community.core.validation import messages_of
from knowledge.cards import promises
from knowledge.cards.enums import CardKind
from knowledge.cards.models import CardPage
from tests.factories.cards import BODY, block, make_card, text_of_words
from tests.factories.recordings import make_recording, make_track

NB = "\u202f"


def broken(card):
    """The problems of a card as plain words."""
    return {
        field: [problem] if isinstance(problem, str) else messages_of(problem)
        for field, problem in promises.broken_by(card).items()
    }


def test_a_good_lesson_keeps_them(library):
    assert broken(make_card(library)) == {}


def test_a_long_lesson_is_told_what_to_cut(library):
    card = make_card(library, live=False, body=[text_of_words(1100)])
    assert broken(card) == {
        "body": [
            (
                f"Cette leçon prend 5 min 39 s. Pour tenir en cinq minutes{NB}: "
                "coupez environ 127 mots, ou faites-en 2 fiches."
            )
        ]
    }


def test_a_long_recording_in_a_lesson_cannot_be_mended_by_cutting_words(library):
    recording = make_recording(type="audio", duration=400, transcript="Bonjour.")
    body = [text_of_words(10), block("audio", {"recording": recording.pk, "caption": ""})]
    card = make_card(library, live=False, body=body)
    assert broken(card) == {
        "body": [
            (
                f"Cette leçon prend 6 min 44 s. Pour tenir en cinq minutes{NB}: "
                "choisissez un enregistrement plus court, ou faites-en 2 fiches."
            )
        ]
    }


def test_other_kinds_may_take_longer(library):
    body = [text_of_words(1100)]
    assert broken(make_card(library, kind=CardKind.METHOD, live=False, body=body)) == {}


def test_a_lesson_says_what_one_can_do(library):
    card = make_card(library, live=False, objective=" ")
    assert list(broken(card)) == ["objective"]


def test_a_golden_rule_has_its_domain(library):
    card = make_card(library, live=False, kind=CardKind.GOLDEN_RULE)
    assert list(broken(card)) == ["rule_domain"]


def test_a_signal_has_a_horizon(library):
    assert list(broken(make_card(library, live=False, kind=CardKind.SIGNAL))) == ["horizon"]


def test_a_block_must_suit_the_kind(library):
    body = [*BODY, block("question", "Et vous ?")]
    card = make_card(library, kind=CardKind.TESTIMONY, live=False, body=body)
    assert broken(card) == {
        "body": [
            (
                f"«{NB}Question au lecteur{NB}» ne convient pas à une fiche du genre "
                f"«{NB}Témoignage{NB}»{NB}: retirez ce bloc."
            )
        ]
    }


def test_an_empty_card_is_not_published(library):
    card = make_card(library, live=False, body=[])
    assert broken(card) == {"body": [f"La fiche est vide{NB}: écrivez au moins un paragraphe."]}


def test_a_film_needs_captions(library):
    recording = make_recording("Trois gestes", duration=30)
    body = [*BODY, block("video", {"recording": recording.pk, "caption": ""})]
    card = make_card(library, live=False, body=body)
    assert broken(card) == {
        "body": [
            (
                f"«{NB}Trois gestes{NB}» n’a pas encore de sous-titres. Ajoutez-lui un fichier "
                "WebVTT dans la médiathèque, puis publiez."
            )
        ]
    }
    make_track(recording)
    assert broken(card) == {}


def test_chapters_are_no_captions(library):
    recording = make_recording("Trois gestes", duration=30)
    make_track(recording, kind="chapters")
    body = [*BODY, block("video", {"recording": recording.pk, "caption": ""})]
    assert list(broken(make_card(library, live=False, body=body))) == ["body"]


@pytest.mark.parametrize(("values", "kept"), [({"transcript": "Bonjour."}, True), ({}, False)])
def test_a_sound_needs_its_words(library, values, kept):
    recording = make_recording(type="audio", duration=30, **values)
    body = [*BODY, block("audio", {"recording": recording.pk, "caption": ""})]
    assert (broken(make_card(library, live=False, body=body)) == {}) is kept


@pytest.mark.parametrize("slug", ["regles-d-or", "golden-rules"])
def test_the_address_of_the_golden_rules_is_theirs(library, slug):
    assert list(broken(make_card(library, live=False, slug=slug))) == ["slug"]


def test_nothing_goes_live_around_the_promises(library):
    card = make_card(library, live=False, body=[text_of_words(2000)])
    with pytest.raises(ValidationError):
        card.save_revision(clean=False).publish()
    assert not CardPage.objects.get(pk=card.pk).live


def test_a_draft_may_still_break_them(library):
    card = make_card(library, live=False, body=[text_of_words(2000)])
    card.save()
    assert (card.reading_seconds, card.minutes) == (616, 11)


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 min"), (61, "1 min 01 s"), (300, "5 min")])
def test_lengths_are_written_for_people(seconds, words):
    assert promises.clock(seconds) == words
