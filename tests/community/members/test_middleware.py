"""The reader costs nothing until somebody asks for it, and one query then."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from community.core.reader import ANONYMOUS
from community.core.roles import Role
from community.members.middleware import ReaderMiddleware
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def request_of(user, view):
    request = RequestFactory().get("/fr/")
    request.user = user
    ReaderMiddleware(view)(request)
    return request


def test_nobody_asks(django_assert_num_queries):
    with django_assert_num_queries(0):
        request_of(AnonymousUser(), lambda _: HttpResponse())


def test_a_visitor_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        request = request_of(AnonymousUser(), lambda _: HttpResponse())
        assert request.reader == ANONYMOUS
        assert request.unread_count == 0


def test_a_member_costs_one(django_assert_num_queries):
    user = make_user(Role.EXPERT, Role.ANIMATOR)
    with django_assert_num_queries(1):
        request = request_of(user, lambda _: HttpResponse())
        assert request.reader.has_role(Role.ANIMATOR)
        assert not request.reader.has_role(Role.REVIEWER)
        assert request.reader.is_member
        assert request.unread_count == 0
        assert str(request.generation) == "0"


def test_an_account_without_a_profile_reads_as_a_member():
    user = make_user()
    user.member.delete()
    user = type(user).objects.get(pk=user.pk)
    reader = request_of(user, lambda _: HttpResponse()).reader
    assert (reader.is_member, reader.member_id, reader.language) == (True, None, "fr")
