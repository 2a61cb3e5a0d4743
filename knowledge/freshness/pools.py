"""Among whom the duty of a card goes round: its group, its author, its organisation.

A pool is named by a word: ``group:3``, ``author:7``, ``organisation:12``, ``animators``. What only
one organisation may read is dealt among those of the group who belong there
(``group:3@12``). Whoever closed their account has left every pool.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from community.core.audience import Audience
from community.core.roles import Role
from community.members.models import Member
from knowledge.cards.models import CardPage, CardTheme
from knowledge.freshness.models import Verifier, VerifierGroup

ANIMATORS = "animators"
STAFF = (Role.EXPERT, Role.ANIMATOR)
"""Who is asked in an organisation whose author has left."""


@dataclass(frozen=True, slots=True)
class Card:
    """What decides who may verify a card."""

    pk: int
    author: int | None
    organisation: int | None
    """Whose it is, even if its author has left."""
    group: int | None = None
    only_for: int | None = None
    """The one organisation that may read it."""
    themes: tuple[int, ...] = ()


@dataclass(frozen=True)
class People:
    """Everybody who may be asked, read once."""

    present: Mapping[int, int | None]
    """Organisation by member, of those of groups and authors who have not left."""
    groups: Mapping[int, Sequence[int]] = field(default_factory=dict)
    group_of_theme: Mapping[int, int] = field(default_factory=dict)
    group_of_organisation: Mapping[int, int] = field(default_factory=dict)
    of_organisation: Mapping[int, Sequence[int]] = field(default_factory=dict)
    animators: Sequence[int] = ()

    def pool_of(self, card: Card) -> str:
        """Return the name of the pool that the card is dealt in; empty when there is nobody."""
        for name in self._names(card):
            if self.of_pool(name):
                return name
        return ""

    def _names(self, card: Card) -> Iterable[str]:
        group = self._group(card)
        if group is not None:
            yield f"group:{group}@{card.only_for}" if card.only_for else f"group:{group}"
        if card.author is not None and (
            card.only_for is None or self.present.get(card.author) == card.only_for
        ):
            yield f"author:{card.author}"
        home = card.only_for or card.organisation
        if home is not None:
            yield f"organisation:{home}"
        if card.only_for is None:
            yield ANIMATORS

    def _group(self, card: Card) -> int | None:
        if card.group is not None:
            return card.group
        of_themes = [self.group_of_theme[key] for key in card.themes if key in self.group_of_theme]
        if of_themes:
            return min(of_themes)
        return self.group_of_organisation.get(card.organisation or 0)

    def of_pool(self, name: str) -> Sequence[int]:
        """Return the people of a pool who have not left."""
        sort, _colon, key = name.partition(":")
        if sort == "group":
            group, _at, only_for = key.partition("@")
            there = self.groups.get(int(group), ())
            if not only_for:
                return there
            return [each for each in there if self.present.get(each) == int(only_for)]
        if sort == "author":
            return [int(key)] if int(key) in self.present else []
        if sort == "organisation":
            return self.of_organisation.get(int(key), ())
        return self.animators if name == ANIMATORS else ()


def people() -> People:
    """Read who may be asked; six queries, however many cards there are."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    in_groups = Verifier.objects.filter(member__user__is_active=True)
    for group, member in in_groups.order_by("member").values_list("group", "member"):
        groups[group].append(member)
    staff: defaultdict[int, list[int]] = defaultdict(list)
    animators = set()
    for member, organisation, role in (
        Member.objects.filter(
            user__is_active=True, user__groups__name__in=[role.value for role in STAFF]
        )
        .order_by("pk")
        .values_list("pk", "organisation", "user__groups__name")
    ):
        if organisation is not None and member not in staff[organisation]:
            staff[organisation].append(member)
        if role == Role.ANIMATOR.value:
            animators.add(member)
    asked = Q(verifies_in__isnull=False) | Q(cards__isnull=False)
    named = VerifierGroup.objects.order_by("-pk")
    return People(
        present=dict(
            Member.objects.filter(asked, user__is_active=True)
            .order_by()
            .values_list("pk", "organisation")
            .distinct()
        ),
        groups=dict(groups),
        # The first group of a theme comes last here, and stays.
        group_of_theme={
            theme: group
            for group, theme in named.filter(themes__isnull=False).values_list("pk", "themes")
        },
        group_of_organisation={
            organisation: group
            for group, organisation in named.filter(organisation__isnull=False).values_list(
                "pk", "organisation"
            )
        },
        of_organisation=dict(staff),
        animators=sorted(animators),
    )


def cards_by_key(
    keys: Collection[int] | None = None, *, organisations: Mapping[int, int | None]
) -> dict[int, Card]:
    """Return published cards, all or some, by key; two queries.

    `organisations` says whose a card is that had an author once.
    """
    cards = CardPage.objects.filter(live=True).order_by()
    items = CardTheme.objects.filter(content_object__live=True).order_by()
    if keys is not None:
        cards, items = cards.filter(pk__in=keys), items.filter(content_object__in=keys)
    themes: defaultdict[int, list[int]] = defaultdict(list)
    for card, theme in items.values_list("content_object", "tag"):
        themes[card].append(theme)
    columns = (
        "pk",
        "author",
        "author__organisation",
        "verifier_group",
        "audience",
        "audience_organisation",
    )
    found: dict[int, Card] = {}
    rows: Any = cards.values_list(*columns)
    for pk, author, organisation, group, audience, only_for in rows:
        found[pk] = Card(
            pk=pk,
            author=author,
            organisation=organisation or organisations.get(pk),
            group=group,
            only_for=only_for if audience == Audience.ORGANISATION else None,
            themes=tuple(sorted(themes.get(pk, ()))),
        )
    return found
