"""What fewer people may read is withdrawn before its task runs."""

import pytest
from django.db import transaction

from community.core.reader import ANONYMOUS
from community.organisations.models import Organisation
from community.search.models import SearchSubject
from community.search.query import SearchQuery
from community.search.selectors import search
from community.search.tasks import index_object
from community.search.withdrawal import withdraw
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_worker(settings):
    """Tasks wait for a worker, and there is none."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def total(text):
    return search(SearchQuery(text=text, reader=ANONYMOUS)).total


@pytest.fixture
def campus():
    organisation = make_organisation("Campus des Genêts")
    index_object.call("organisation", organisation.pk)
    assert total("genêts") == 1
    return organisation


def test_what_is_deleted_is_not_found_by_the_next_question(campus):
    campus.delete()
    assert total("genêts") == 0


def test_nor_what_closed(campus):
    campus.closed_on = "2020-01-01"
    campus.save()
    assert total("genêts") == 0


def test_what_stays_as_open_as_it_was_waits_for_its_task(campus):
    campus.name = "Campus des Ajoncs"
    campus.save()
    assert (total("genêts"), total("ajoncs")) == (1, 0)
    index_object.call("organisation", campus.pk)
    assert (total("genêts"), total("ajoncs")) == (0, 1)


def test_many_at_once_in_few_queries(django_assert_max_num_queries):
    bodies = [make_organisation(f"Campus {number}") for number in range(120)]
    for body in bodies:
        index_object.call("organisation", body.pk)
    Organisation.objects.update(closed_on="2020-01-01")
    with django_assert_max_num_queries(100):
        assert withdraw("organisation", [body.pk for body in bodies]) == 120
    assert total("campus") == 0


def test_what_was_never_found_costs_one_query(django_assert_num_queries):
    organisation = make_organisation("Campus des Genêts")
    with django_assert_num_queries(1):
        assert withdraw("organisation", [organisation.pk]) == 0
    assert not SearchSubject.objects.exists()


def test_a_change_that_is_undone_withdraws_nothing(campus):
    with pytest.raises(ZeroDivisionError):
        _close_and_fail(campus)
    assert total("genêts") == 1


def _close_and_fail(campus):
    with transaction.atomic():
        campus.closed_on = "2020-01-01"
        campus.save()
        raise ZeroDivisionError
