"""Asking, voting, claiming, answering, closing: what is written and who hears of it."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import plugins
from community.core.audience import Audience
from community.core.roles import Role
from community.notifications.models import Notification
from community.search.log.models import K, SearchTally
from knowledge.cards import services as card_services
from knowledge.cards.drafts import NoLibrary
from knowledge.demands import claims, personal_data, services
from knowledge.demands.enums import Origin, State
from knowledge.demands.models import Claim, Demand, DemandVote, heat_of
from tests.factories.cards import BODY, block, make_card
from tests.factories.demands import make_demand
from tests.factories.people import make_user


def told(user):
    return list(
        Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True)
    )


def state_of(demand):
    demand.refresh_from_db()
    return demand.state


@pytest.fixture
def asker(person):
    return person.member


@pytest.fixture
def demand(asker):
    return make_demand(asker, themes=["evaluation"])


def test_who_asks_has_voted(demand, asker):
    assert [vote.member for vote in demand.votes.all()] == [asker]


def test_a_form_sent_twice_asks_once(asker):
    key = uuid.uuid4()
    wish = services.Wish(title="Noter un oral", language="fr")
    first, second = (services.ask(wish, by=asker, key=key) for _ in range(2))
    assert first == second
    assert DemandVote.objects.count() == Demand.objects.count() == 1
    with pytest.raises(services.NotNow):
        services.ask(wish, by=make_user().member, key=key)


def test_a_vote_counts_once_and_is_taken_back(demand):
    other = make_user().member
    services.vote(demand, by=other)
    services.vote(demand, by=other)
    assert demand.votes.count() == 2
    services.take_vote_back(demand, by=other)
    services.take_vote_back(demand, by=other)
    assert demand.votes.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        DemandVote.objects.create(demand=demand, member=demand.author)


def test_votes_of_today_outweigh_as_many_of_last_year(asker):
    long_ago = timezone.now() - timedelta(days=360)
    old = make_demand(asker, "Un vieux besoin", at=long_ago)
    new = make_demand(asker, "Un besoin neuf")
    services.vote(old, by=make_user().member, at=long_ago)
    services.vote(old, by=make_user().member, at=long_ago)
    assert list(Demand.objects.most_wanted_first()) == [new, old]
    for _ in range(2):
        services.vote(old, by=make_user().member)
    assert list(Demand.objects.most_wanted_first()) == [old, new]


def test_a_vote_weighs_half_after_its_half_life():
    now = timezone.now()
    fresh = heat_of([now], since=now)
    assert heat_of([now - timedelta(days=90)], since=now) == pytest.approx(fresh - 1)
    assert heat_of([now - timedelta(days=90)] * 2, since=now) == pytest.approx(fresh)
    assert heat_of([], visitors=2 * K, since=now) == pytest.approx(fresh + 1)
    assert heat_of([], since=now) == 0


def test_one_expert_writes_it_at_a_time(demand, expert):
    first = claims.claim(demand, by=expert.member)
    assert claims.claim(demand, by=expert.member) == first
    assert state_of(demand) == State.CLAIMED
    with pytest.raises(claims.Taken, match="Élise Garnier"):
        claims.claim(demand, by=make_user(Role.EXPERT).member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(demand=demand, member=demand.author, until=first.until)
    claims.give_back(demand, by=expert.member)
    claims.give_back(demand, by=expert.member)
    assert state_of(demand) == State.OPEN
    assert claims.claim(demand, by=make_user(Role.EXPERT).member).ended_at is None


def test_a_claim_reminds_and_lapses_once(demand, expert):
    claim = claims.claim(demand, by=expert.member)
    start = timezone.now()
    claims.remind_claimers(start)
    assert told(expert) == []
    near = start + timedelta(days=claims.CLAIM_DAYS - claims.REMIND_DAYS)
    claims.remind_claimers(near)
    claims.remind_claimers(near + timedelta(days=1))
    assert told(expert) == ["knowledge.claim_ends"]
    last = start + timedelta(days=claims.CLAIM_DAYS)
    claims.lapse_overdue(last)
    assert state_of(demand) == State.CLAIMED
    for _ in range(2):
        claims.lapse_overdue(last + timedelta(days=1))
    assert state_of(demand) == State.OPEN
    claim.refresh_from_db()
    assert claim.ending == "lapsed"
    assert told(expert) == ["knowledge.claim_ends", "knowledge.claim_lapsed"]


def test_more_time_begins_the_days_anew(demand, expert):
    claims.claim(demand, by=expert.member)
    later = timezone.now() + timedelta(days=claims.CLAIM_DAYS - 1)
    again = claims.claim(demand, by=expert.member, at=later)
    assert again.until == timezone.localdate(later) + timedelta(days=claims.CLAIM_DAYS)


def test_a_claim_makes_one_draft_with_what_is_known(demand, expert, library):
    card = claims.write_card(demand, by=expert.member)
    assert claims.write_card(demand, by=expert.member) == card
    card.refresh_from_db()
    assert (card.title, card.live, card.owner) == (demand.title, False, expert)
    assert card.author == expert.member
    assert [theme.slug for theme in card.themes.all()] == ["evaluation"]
    assert demand.title in card.source_label
    assert card.source_url.endswith(demand.get_absolute_url())
    assert card.body[0].value["text"] == demand.purpose
    assert card.latest_revision is not None


def test_a_title_that_is_an_address_of_the_site_gets_another(asker, expert, library):
    card = claims.write_card(make_demand(asker, "Demandes"), by=expert.member)
    assert card.slug == "demandes-2"


def test_without_library_nothing_is_claimed(demand, expert):
    with pytest.raises(NoLibrary):
        claims.write_card(demand, by=expert.member)
    assert state_of(demand) == State.OPEN


def publish(card, by):
    """Finish a draft and publish it, as after its review."""
    card.objective, card.summary = "Noter un oral", "Cinq lignes."
    card.body = json.dumps([block("text", "<p>Cinq lignes suffisent.</p>")])
    card_services.publish(card, by=by)


def test_publishing_the_card_thanks_those_who_asked_once(demand, asker, expert, reviewer, library):
    voter = make_user()
    services.vote(demand, by=voter.member)
    services.vote(demand, by=expert.member)
    card = claims.write_card(demand, by=expert.member)
    publish(card, reviewer)
    publish(card, reviewer)
    assert state_of(demand) == State.ANSWERED
    assert told(asker.user) == told(voter) == ["knowledge.demand_answered"]
    assert told(expert) == []
    assert Notification.objects.get(recipient=voter).url == card.url
    assert not Claim.objects.filter(ended_at=None).exists()
    with pytest.raises(services.NotNow):
        services.vote(demand, by=make_user().member)


def test_a_card_for_one_organisation_answers_nobody(demand, expert, library):
    card = make_card(library, audience=Audience.MEMBERS)
    card.audience = Audience.ORGANISATION
    with pytest.raises(services.NotNow):
        claims.answer_with(demand, card, by=expert.member)
    assert state_of(demand) == State.OPEN


def test_an_existing_card_answers_at_once(demand, asker, expert, library):
    card = make_card(library, body=BODY)
    claims.answer_with(demand, card, by=expert.member)
    claims.answer_with(demand, card, by=expert.member)
    assert state_of(demand) == State.ANSWERED
    assert told(asker.user) == ["knowledge.demand_answered"]


def test_a_card_in_review_keeps_its_claim(demand, expert, library):
    card = claims.write_card(demand, by=expert.member)
    card.get_workflow().start(card, expert)
    claims.lapse_overdue(timezone.now() + timedelta(days=99))
    claims.remind_claimers(timezone.now() + timedelta(days=claims.CLAIM_DAYS))
    assert state_of(demand) == State.CLAIMED
    assert "knowledge.claim_lapsed" not in told(expert)


def test_declining_says_why(demand, asker):
    with pytest.raises(services.NotNow):
        services.decline(demand, reason="  ")
    services.decline(demand, reason="Trop propre à un seul logiciel.")
    services.decline(demand, reason="Encore.")
    assert state_of(demand) == State.DECLINED
    (message,) = Notification.objects.filter(recipient=asker.user)
    assert message.data["reason"] == "Trop propre à un seul logiciel."
    with pytest.raises(IntegrityError), transaction.atomic():
        Demand.objects.filter(pk=demand.pk).update(reason="")


def test_votes_of_a_duplicate_count_for_the_other(demand, asker):
    second = make_user().member
    same = make_demand(second, "Grille d’oral à deux")
    services.vote(same, by=asker)
    services.close_as_duplicate(same, of=demand)
    services.close_as_duplicate(same, of=demand)
    assert state_of(same) == State.DUPLICATE
    assert {vote.member for vote in demand.votes.all()} == {asker, second}
    assert told(second.user) == ["knowledge.demand_duplicate"]
    with pytest.raises(services.NotNow):
        services.close_as_duplicate(demand, of=same)
    with pytest.raises(services.NotNow):
        services.close_as_duplicate(demand, of=demand)


def searched(question, visitors):
    SearchTally.objects.create(
        day=timezone.localdate(),
        language="fr",
        question=question,
        asked=visitors,
        unanswered=visitors,
    )


def test_only_what_many_searched_for_is_brought_in(db):
    searched("grille oral", K)
    searched("mon chef monsieur durand", K - 1)
    demand = services.bring_in("search:fr:grille oral")
    assert services.bring_in("search:fr:grille oral") == demand
    assert (demand.title, demand.origin, demand.visitors) == ("Grille oral", Origin.SEARCH, K)
    assert demand.author is None
    with pytest.raises(services.NothingOfTheKind):
        services.bring_in("search:fr:mon chef monsieur durand")


def test_unanswered_requests_come_through_a_door(db):
    door = plugins.door("unanswered_requests")
    assert door is None or door() == []


def test_who_leaves_takes_votes_and_claims_along(demand, asker, expert):
    services.vote(demand, by=expert.member)
    claims.claim(demand, by=expert.member)
    held = personal_data.export(expert)
    assert held["demand_votes"][0]["demand__title"] == demand.title
    assert len(held["demand_claims"]) == 1
    assert personal_data.export(asker.user)["demands"][0]["title"] == demand.title
    personal_data.erase(expert)
    personal_data.erase(asker.user)
    assert state_of(demand) == State.OPEN
    assert demand.author is None
    assert demand.heat == 0
    assert not DemandVote.objects.exists()
    assert not Claim.objects.exists()
