"""Synonyms and pins for the tests, as editors write them."""

from community.search.curation.models import SearchPin, SearchPinTarget, SearchSynonym


def make_synonyms(*terms, also=(), language=""):
    """A checked group of terms."""
    group = SearchSynonym(terms="\n".join(terms), also="\n".join(also), language=language)
    group.full_clean()
    group.save()
    return group


def make_pin(questions, *targets, **values):
    """Something put first for a question, or several a line; `targets` are types with keys."""
    pin = SearchPin(questions=questions, **values)
    pin.full_clean()
    pin.save()
    for place, (type_, pk) in enumerate(targets):
        SearchPinTarget.objects.create(
            pin=pin, sort_order=place, address=f"/{type_}/{pk}/", type=type_, object_id=pk
        )
    return pin
