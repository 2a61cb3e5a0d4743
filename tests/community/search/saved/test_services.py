"""Searches that are kept: what is new is told once, to who may read it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.http import QueryDict

from community.core.errors import Refused
from community.core.roles import Role
from community.members.models import Member
from community.notifications.models import Notification
from community.notifications.selectors import in_words as told_in_words
from community.plugins import gather, keyed
from community.search.models import SearchDocument, SearchSubject
from community.search.saved import personal_data
from community.search.saved.addresses import canonical, in_words
from community.search.saved.models import SavedSearch, SearchAppearance
from community.search.saved.services import MAX_SAVED, note_appearances, save_search, tell_news
from tests.factories.people import make_organisation, make_territory, make_user
from tests.factories.search import index, make_document
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def jade():
    return make_user(name="Jade Morel", organisation=make_organisation("Essaimeurs"))


def honey(pk, title="Du miel", **values):
    index("card", pk, make_document(title, "Tout sur le miel.", **values))


def next_day(clock, days=1):
    clock.move_to(MONDAY + timedelta(days=days))


def told(user):
    return list(Notification.objects.filter(recipient=user, kind="community.saved_search"))


class TestAddresses:
    def test_the_same_question_is_written_in_one_way(self):
        given = QueryDict("theme=b&q=+du++miel&page=3&theme=a&x=1&in=trip:jura&lang=fr&type=")
        first = canonical(given)
        assert first == canonical(QueryDict("q=du+miel&lang=fr&theme=a&theme=b&in=trip%3Ajura"))
        assert first == "q=du+miel&theme=a&theme=b&in=trip%3Ajura&lang=fr"

    @pytest.mark.parametrize("given", ["", "q=", "q=%20&page=2", "lang=xx", "type="])
    def test_what_asks_nothing_is_empty(self, given):
        assert canonical(QueryDict(given)) == ""

    def test_an_endless_question_is_cut(self):
        assert len(canonical(QueryDict(mutable=False, query_string="q=" + "a" * 4000))) == 302

    def test_a_name(self, django_assert_num_queries):
        make_theme("Facilitation")
        make_territory("R53", name_fr="Bretagne")
        with django_assert_num_queries(2):
            name = in_words("q=miel&type=organisation&theme=facilitation&territory=R53")
        assert name == "miel · Organisations · Facilitation · Bretagne"


class TestKeeping:
    def test_the_same_twice_is_one(self, jade):
        assert save_search(jade, query="q=miel") == save_search(jade, query="q=miel", name="Autre")
        assert SavedSearch.objects.get().name == "miel"

    def test_one_too_many_is_refused(self, jade):
        for number in range(MAX_SAVED):
            save_search(jade, query=f"q=miel{number}")
        with pytest.raises(Refused, match="20"):
            save_search(jade, query="q=cire")

    def test_nothing_is_refused(self, jade):
        with pytest.raises(Refused):
            save_search(jade, query="")


@pytest.mark.usefixtures("engine", "saved")
class TestNews:
    @pytest.fixture
    def saved(self, jade, clock):  # noqa: ARG002
        honey(1, "Le miel ancien")
        return save_search(jade, query="q=miel")

    def test_what_is_new_is_told_once(self, saved, jade, clock, django_capture_on_commit_callbacks):
        honey(2, "Le miel nouveau")
        next_day(clock)
        with django_capture_on_commit_callbacks(execute=True):
            tell_news()
            tell_news()
        (notice,) = told(jade)
        assert notice.data == {
            "searches": [{"name": "miel", "count": 1, "titles": ["Le miel nouveau"]}]
        }
        assert notice.url == f"/search/saved/{saved.pk}/"
        (message,) = mail.outbox
        assert message.subject == "Un nouveau résultat pour «\u202fmiel\u202f»"
        assert "- Le miel nouveau" in message.body
        next_day(clock, 2)
        tell_news()
        assert len(told(jade)) == 1

    def test_nothing_new_is_not_told(self, saved, jade, clock):
        next_day(clock)
        tell_news()
        assert told(jade) == []
        saved.refresh_from_db()
        assert saved.looked_at == MONDAY + timedelta(days=1)

    def test_what_has_nothing_to_do_with_it_is_not_told(self, jade, clock):
        index("card", 3, make_document("La cire", "Des bougies."))
        next_day(clock)
        tell_news()
        assert told(jade) == []

    def test_once_a_day_though_more_comes(self, jade, clock):
        honey(2)
        next_day(clock)
        tell_news()
        honey(3, "Encore du miel")
        clock.shift(timedelta(hours=5))
        tell_news()
        assert len(told(jade)) == 1
        next_day(clock, 2)
        tell_news()
        assert [each.data["searches"][0]["titles"] for each in told(jade)] == [
            ["Encore du miel"],
            ["Du miel"],
        ]

    def test_nobody_is_woken(self, jade, clock):
        honey(2)
        clock.move_to(datetime(2026, 3, 3, 5, 59, tzinfo=UTC))  # one minute to seven in Paris
        tell_news()
        assert told(jade) == []
        clock.shift(timedelta(minutes=1))
        tell_news()
        assert len(told(jade)) == 1

    def test_several_searches_make_one_message(self, jade, clock):
        save_search(jade, query="q=cire", name="La cire")
        honey(2)
        index("card", 3, make_document("Cire", "De la cire."))
        next_day(clock)
        tell_news()
        (notice,) = told(jade)
        assert [each["name"] for each in notice.data["searches"]] == ["La cire", "miel"]
        assert notice.url == "/search/saved/"
        assert told_in_words(notice, "en").subject == "New results in your saved searches"

    def test_a_rebuilt_index_is_no_news(self, jade, clock):
        note_appearances(MONDAY)
        index("card", 1)
        SearchDocument.objects.all().delete()
        SearchSubject.objects.all().delete()
        clock.shift(timedelta(hours=1))
        honey(1, "Le miel ancien")
        next_day(clock)
        tell_news()
        assert told(jade) == []

    def test_what_changes_or_gets_a_translation_is_no_news(self, jade, clock):
        french = make_document("Le miel changé", "Du miel.")
        english = make_document("Honey, miel", "Honey.", language="en", url="/en/honey/")
        index("card", 1, french, english)
        next_day(clock)
        tell_news()
        assert told(jade) == []

    def test_who_wants_no_alert_gets_none(self, jade, clock):
        SavedSearch.objects.update(wants_alert=False)
        honey(2)
        next_day(clock)
        tell_news()
        assert told(jade) == []

    def test_who_wants_no_mail_finds_it_in_the_inbox(
        self, jade, clock, django_capture_on_commit_callbacks
    ):
        Member.objects.filter(user=jade).update(wants_mail=False)
        honey(2)
        next_day(clock)
        with django_capture_on_commit_callbacks(execute=True):
            tell_news()
        assert (len(told(jade)), mail.outbox) == (1, [])

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_of_one_person(self, jade, clock, number, django_assert_num_queries):
        for pk in range(10, 10 + number):
            honey(pk, f"Du miel {pk}")
        next_day(clock)
        with django_assert_num_queries(19):
            tell_news()
        assert told(jade)[0].data["searches"][0]["count"] == number

    def test_a_run_ends_and_the_next_goes_on(self, clock, monkeypatch):
        people = [make_user(name=f"Personne {number}") for number in range(3)]
        # Jade waits longest.
        for number, each in enumerate(people, start=1):
            clock.move_to(MONDAY + timedelta(minutes=number))
            save_search(each, query="q=miel")
        honey(2)
        next_day(clock)
        monkeypatch.setattr("community.search.saved.services.PEOPLE", 2)
        tell_news()
        assert [len(told(each)) for each in people] == [1, 0, 0]
        tell_news()
        assert [len(told(each)) for each in people] == [1, 1, 1]


@pytest.mark.usefixtures("engine")
class TestNobodyLearnsMore:
    """A word that only some may read, for others and for who may read it no longer."""

    def news_of(self, user, clock, *, before=lambda: None, **values):
        save_search(user, query="q=zirconium")
        index("card", 9, make_document("Zirconium", "Du zirconium.", **values))
        before()
        next_day(clock)
        tell_news()
        return [each.data for each in told(user)]

    def test_who_may_read_it_hears(self, jade, clock):
        audience = (f"organisation:{jade.member.organisation_id}",)
        assert len(self.news_of(jade, clock, audience=audience)) == 1

    @pytest.mark.parametrize(
        "audience", ["organisation:7777", "person:7777", "role:Reviewers", "group:7777"]
    )
    def test_others_hear_nothing(self, jade, clock, audience):
        assert self.news_of(jade, clock, audience=(audience,)) == []

    def test_revoked_access_hears_nothing(self, jade, clock):
        audience = (f"organisation:{jade.member.organisation_id}",)

        def leave():
            Member.objects.filter(user=jade).update(organisation=None)

        assert self.news_of(jade, clock, before=leave, audience=audience) == []

    def test_a_former_role_hears_nothing(self, clock):
        user = make_user(Role.REVIEWER)
        audience = ("role:Reviewers",)
        assert self.news_of(user, clock, before=user.groups.clear, audience=audience) == []

    def test_a_closed_account_hears_nothing(self, jade, clock):
        def close():
            jade.is_active = False
            jade.save()

        assert self.news_of(jade, clock, before=close) == []


class TestPersonalData:
    def test_it_is_given_and_taken_away(self, jade):
        saved = save_search(jade, query="q=miel", name="Le miel")
        other = save_search(make_user(), query="q=miel")
        assert personal_data.held_of(jade) == {
            "saved_searches": [
                {
                    "name": "Le miel",
                    "query": "q=miel",
                    "wants_alert": True,
                    "created_at": saved.created_at.isoformat(),
                }
            ]
        }
        personal_data.erase(jade)
        assert list(SavedSearch.objects.all()) == [other]

    def test_the_host_knows(self):
        assert personal_data.held_of in gather("exporters")
        assert personal_data.erase in gather("erasers")
        assert "search-news" in keyed("ticks")


def test_appearances_are_noted_once(django_assert_num_queries):
    honey(1)
    with django_assert_num_queries(1):
        note_appearances(MONDAY)
    honey(2)
    note_appearances(MONDAY + timedelta(days=1))
    note_appearances(MONDAY + timedelta(days=2))
    moments = SearchAppearance.objects.order_by("seen_at").values_list("seen_at", flat=True)
    assert list(moments) == [MONDAY, MONDAY + timedelta(days=1)]
