"""From what a member typed to a published card under their name."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from community.core.roles import Role
from community.notifications.models import Notification
from knowledge.cards import services as card_services
from knowledge.cards.models import CardPage
from knowledge.demands.enums import State as DemandState
from knowledge.proposals import personal_data, services
from knowledge.proposals.enums import State
from knowledge.proposals.models import BODY_LENGTH, Proposal
from knowledge.proposals.text import NotReadable, as_blocks
from tests.factories.cards import make_theme
from tests.factories.demands import make_demand
from tests.factories.people import make_user

BODY = """Je le fais chaque vendredi.

## Avant

- Ouvrir la salle
- Prévenir

## Pendant

1. Demander un mot
2. Se taire
"""


def keep(member, *, key=None, themes=(), **values):
    values = {
        "title": "Ouvrir un atelier",
        "summary": "Un mot chacun, puis le silence.",
        "objective": "Ouvrir un atelier en trois minutes",
        "body": BODY,
        "language": "fr",
    } | values
    written = services.Written(themes=tuple(map(make_theme, themes)), **values)
    return services.keep(written, by=member, key=key or uuid.uuid4())


def told(user):
    return list(
        Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True)
    )


@pytest.fixture
def author(person):
    return person.member


@pytest.fixture
def proposal(author, expert, library):
    return services.propose(keep(author))


def test_a_draft_is_kept_once_under_its_key(author):
    key = uuid.uuid4()
    first = keep(author, key=key)
    second = keep(author, key=key, title="Ouvrir autrement")
    assert first == second
    assert Proposal.objects.get().title == "Ouvrir autrement"
    with pytest.raises(services.NotNow):
        keep(make_user().member, key=key)


def test_a_proposal_lands_as_a_draft_for_an_expert(proposal, author, expert):
    card = CardPage.objects.get()
    assert (card.live, card.owner, card.author) == (False, expert, author)
    assert (card.title, card.summary, card.objective) == (
        proposal.title,
        proposal.summary,
        proposal.objective,
    )
    assert [child.block_type for child in card.body] == [
        "text",
        "heading",
        "text",
        "heading",
        "steps",
    ]
    assert "Jade Morel" in card.source_label
    assert told(expert) == ["knowledge.proposal_waiting"]
    assert told(author.user) == []


def test_proposing_twice_makes_one_card(proposal):
    again = services.propose(proposal)
    assert again.card == proposal.card
    assert CardPage.objects.count() == Notification.objects.count() == 1
    with pytest.raises(services.NotNow):
        keep(proposal.author, key=proposal.key)


def test_the_expert_of_its_themes_is_asked_the_freest_first(author, expert, library):
    theirs = [make_user(Role.EXPERT, name=name) for name in ("Claire Vasseur", "Hugo Lestrade")]
    for user in theirs:
        user.member.themes.add(make_theme("facilitation"))
    first = services.propose(keep(author, themes=["facilitation"]))
    second = services.propose(keep(author, themes=["facilitation"]))
    assert {first.expert.user, second.expert.user} == set(theirs)
    assert services.propose(keep(author, themes=["alternance"])).expert.user == expert


def test_without_expert_the_animator_is_asked(author, animator, library):
    assert services.propose(keep(author)).expert == animator.member


def test_without_anybody_it_waits(author, library):
    proposal = services.propose(keep(author))
    assert (proposal.state, proposal.expert) == (State.PROPOSED, None)


def test_nobody_is_asked_about_their_own(expert, library):
    assert services.propose(keep(expert.member)).expert is None


def test_whoever_takes_it_up_finds_it_in_the_cms(proposal, author):
    other = make_user(Role.EXPERT, name="Hugo Lestrade")
    for _ in range(2):
        card = services.take_up(proposal, by=other.member)
    card.refresh_from_db()
    assert card.owner == other
    assert card.author == author
    assert told(author.user) == ["knowledge.proposal_taken_up"]


def test_a_draft_deleted_in_the_cms_is_made_again(proposal, expert):
    CardPage.objects.get().delete()
    proposal.refresh_from_db()
    assert services.take_up(proposal, by=expert.member).title == proposal.title


def test_publishing_names_and_tells_the_author_once(proposal, author, expert, reviewer):
    card = services.take_up(proposal, by=expert.member)
    card = card.get_latest_revision_as_object()
    for _ in range(2):
        card_services.publish(card, by=reviewer)
    proposal.refresh_from_db()
    assert proposal.state == State.PUBLISHED
    assert told(author.user) == ["knowledge.proposal_taken_up", "knowledge.proposal_published"]
    card.refresh_from_db()
    assert card.author == author
    assert Notification.objects.get(kind="knowledge.proposal_published").url == card.url


def test_it_answers_its_demand(author, expert, reviewer, library):
    asker = make_user()
    demand = make_demand(asker.member)
    proposal = services.propose(keep(author, demand=demand))
    card_services.publish(proposal.card, by=reviewer)
    demand.refresh_from_db()
    assert (demand.state, demand.card) == (DemandState.ANSWERED, proposal.card)
    assert told(asker) == ["knowledge.demand_answered"]


def test_declining_gives_it_back_and_it_may_come_again(proposal, author, expert):
    with pytest.raises(services.NotNow):
        services.decline(proposal, reason=" ")
    for _ in range(2):
        services.decline(proposal, reason="Une fiche le dit déjà.")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.card) == (State.DECLINED, None)
    assert not CardPage.objects.exists()
    assert told(author.user) == ["knowledge.proposal_declined"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(reason="")
    services.propose(keep(author, key=proposal.key, title="Ouvrir autrement"))
    assert CardPage.objects.get().title == "Ouvrir autrement"
    assert told(expert) == ["knowledge.proposal_waiting"] * 2


HOSTILE = (
    "<script>alert(1)</script>Bonjour",
    '<img src=x onerror="alert(1)">Bonjour',
    "[Bonjour](javascript:alert(1))",
    '<a href="data:text/html,x" onclick="alert(1)">Bonjour</a>',
    '<iframe src="https://example.org"></iframe>Bonjour',
    "<svg onload=alert(1)>Bonjour</svg> Bonjour",
    "<style>*{display:none}</style>Bonjour",
    "\u202eBonjour\x00\ud800",
)


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_text_becomes_harmless_words(author, expert, library, body):
    card = services.propose(keep(author, body=body)).card
    raw = str(list(card.body.raw_data))
    for danger in ("<script", "onerror", "javascript:", "data:", "<iframe", "<svg", "<style"):
        assert danger not in raw
    assert "Bonjour" in raw


@pytest.mark.parametrize(
    "body",
    [
        "mot " * 12_500,
        "🐝" * 50_000,
        ">" * 50_000 + " mot",
        "* " * 25_000 + "mot",
        "[" * 50_000 + "mot",
        "<b>" * 16_000 + "mot",
    ],
    ids=["words", "bees", "quotes", "lists", "brackets", "tags"],
)
def test_fifty_thousand_characters_are_kept(author, expert, library, body):
    proposal = keep(author, body=body)
    assert len(proposal.body) == len(body) <= BODY_LENGTH
    try:
        services.propose(proposal)
    except NotReadable:
        proposal.refresh_from_db()
        assert proposal.state == State.DRAFT
        assert not CardPage.objects.exists()


def test_a_text_that_shows_nothing_is_refused():
    for body in ("", "   ", "![](https://example.org/x.png)", "<script>alert(1)</script>"):
        with pytest.raises(NotReadable):
            as_blocks(body)


def test_who_leaves_takes_the_name_along(proposal, author, expert):
    other = make_user(Role.EXPERT, name="Hugo Lestrade")
    keep(author, title="Un brouillon")
    assert [row["title"] for row in personal_data.export(author.user)["proposals"]] == [
        "Ouvrir un atelier",
        "Un brouillon",
    ]
    expert.groups.clear()
    personal_data.erase(expert)
    personal_data.erase(author.user)
    proposal.refresh_from_db()
    assert Proposal.objects.count() == 1
    assert (proposal.author, proposal.expert) == (None, other.member)
    assert CardPage.objects.get().owner == other
    assert told(other) == ["knowledge.proposal_waiting"]
