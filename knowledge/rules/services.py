"""Writes of collections: a rule comes in, moves or goes, and the numbers follow."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import override

from community.core.page_cache import forget_pages
from knowledge.cards.enums import CardKind, RuleDomain
from knowledge.cards.models import CardPage
from knowledge.rules.models import RuleCollection, RuleEntry


@transaction.atomic
def place(card: CardPage, *, collection: RuleCollection, at: int | None = None) -> RuleEntry:
    """Put a rule at a number of a collection, at the end when none is said; others move on.

    A rule that is in a collection already leaves its place there. A number beyond the end is the
    end.
    """
    RuleCollection.objects.select_for_update().get(pk=collection.pk)
    left = RuleEntry.objects.filter(card=card.pk).values_list("collection", flat=True).first()
    entry = RuleEntry.objects.filter(card=card.pk).first() or RuleEntry(card=card)
    others = RuleEntry.objects.filter(collection=collection).exclude(card=card.pk)
    last = others.aggregate(last=Max("number"))["last"] or 0
    wanted = min(max(at or last + 1, 1), last + 1)
    rest = list(others.order_by("number", "pk").values_list("pk", flat=True))
    for position, pk in enumerate(rest, start=1):
        shifted = position if position < wanted else position + 1
        RuleEntry.objects.filter(pk=pk).update(sort_order=shifted)
    entry.collection = collection
    entry.sort_order = wanted
    entry.save()
    for pk in sorted({collection.pk, left or collection.pk}):
        RuleEntry.objects.renumber(pk)
    forget_pages()
    entry.refresh_from_db()
    return entry


@transaction.atomic
def remove(card: CardPage) -> None:
    """Take a rule out of its collection; the others close up. Twice changes nothing."""
    RuleEntry.objects.filter(card=card.pk).delete()


def close_up(entry: RuleEntry) -> None:
    """Number what stays when an entry is gone, whoever removed it."""
    CardPage.objects.filter(pk=entry.card_id).update(rule_number=None)
    RuleEntry.objects.renumber(entry.collection_id)
    forget_pages()


def follow_publication(card: CardPage) -> None:
    """Give a published rule its place in the first collection of its domain and language.

    A rule that changed its domain goes to the end there; what is no rule any more leaves.
    """
    if card.kind != CardKind.GOLDEN_RULE:
        remove(card)
        return
    entry = RuleEntry.objects.filter(card=card.pk).select_related("collection").first()
    if card.rule_domain and (entry is None or entry.collection.domain != card.rule_domain):
        at = card.rule_number if entry is None else None
        entry = place(card, collection=_collection_of(card), at=at)
    if entry is not None:
        # Whatever a revision said, the card's number is that of its place.
        RuleEntry.objects.renumber(entry.collection_id)
        card.rule_number = entry.number


def _collection_of(card: CardPage) -> RuleCollection:
    language, domain = card.language_code, RuleDomain(card.rule_domain)
    found = RuleCollection.objects.filter(language=language, domain=domain).first()
    if found is not None:
        return found
    with override(language):
        title = str(domain.label)
    made, _is_new = RuleCollection.objects.get_or_create(
        language=language, slug=domain.value, defaults={"title": title, "domain": domain}
    )
    return made
