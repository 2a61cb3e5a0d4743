"""Verbs of editors' synonyms and pins: what they wrote becomes what questions are compared with."""

from collections.abc import Sequence

from django.db import transaction

from community.search.curation.models import (
    SearchPin,
    SearchPinQuestion,
    SearchPinTarget,
    SearchSynonym,
    SearchSynonymStem,
    SearchSynonymTerm,
)
from community.search.curation.targets import Target
from community.search.curation.terms import lines_of, question_keys, readings
from community.search.parsing import LANGUAGES, parse


def settle_synonym(synonym: SearchSynonym) -> None:
    """Write the rows by which questions meet a group anew; the next question sees them.

    Nothing of the index changes: a question is widened when it is asked.
    """
    languages = (synonym.language,) if synonym.language else LANGUAGES
    asked, also = lines_of(synonym.terms), lines_of(synonym.also)
    sides = [(line, True, not also) for line in asked] + [(line, False, True) for line in also]
    with transaction.atomic():
        SearchSynonymTerm.objects.filter(synonym=synonym).delete()
        rows = [
            (row, reading.telling)
            for line, is_asked, is_found in sides
            for reading in readings(line, languages)
            if reading.stems
            for row in [
                SearchSynonymTerm(
                    synonym=synonym,
                    text=line,
                    first=reading.stems[0],
                    stems=" ".join(reading.stems),
                    telling=" ".join(reading.telling),
                    language=reading.language,
                    is_asked=is_asked,
                    is_found=is_found and not reading.is_small,
                )
            ]
        ]
        SearchSynonymTerm.objects.bulk_create([row for row, _telling in rows])
        SearchSynonymStem.objects.bulk_create(
            SearchSynonymStem(term=row, stem=stem) for row, telling in rows for stem in telling
        )


def settle_pin(pin: SearchPin) -> None:
    """Write the keys of a pin's questions anew."""
    keys = {key for line in lines_of(pin.questions) for key in question_keys(parse(line))}
    with transaction.atomic():
        SearchPinQuestion.objects.filter(pin=pin).delete()
        SearchPinQuestion.objects.bulk_create(
            SearchPinQuestion(pin=pin, key=key) for key in sorted(keys)
        )


def settle_all() -> None:
    """Write all of these rows anew, after the analysis of words changed."""
    for synonym in SearchSynonym.objects.all():
        settle_synonym(synonym)
    for pin in SearchPin.objects.all():
        settle_pin(pin)


def pin_first(questions: Sequence[str], targets: Sequence[Target]) -> SearchPin:
    """Put results first for these questions, in this order; asking twice changes nothing."""
    with transaction.atomic():
        pin, _is_new = SearchPin.objects.get_or_create(questions="\n".join(questions))
        pin.full_clean()
        SearchPinTarget.objects.filter(pin=pin).delete()
        SearchPinTarget.objects.bulk_create(
            SearchPinTarget(
                pin=pin,
                sort_order=place,
                address=target.address,
                title=target.title,
                type=target.type,
                object_id=target.object_id,
            )
            for place, target in enumerate(targets)
        )
    return pin


def add_synonyms(groups: Sequence[SearchSynonym]) -> None:
    """Add checked groups, all or none."""
    with transaction.atomic():
        for group in groups:
            group.full_clean()
            group.save()
