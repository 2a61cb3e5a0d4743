"""Saying something to people: once, in their language, by mail when they want it."""

import os
import uuid
from email import message_from_bytes, policy
from mailbox import Maildir
from pathlib import Path

import pytest
from django.core import mail

from community.members.models import Member
from community.members.selectors import reader_for
from community.notifications.models import Notification
from community.notifications.selectors import unread_count_for
from community.notifications.services import mark_read, notify
from community.notifications.tasks import send_mail_for
from community.settings import environment
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
DATA = {"title": "L’atelier & vous", "body": "C'est <demain>."}


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_person_is_told_once_per_occasion(person, commit):
    with commit():
        first = notify([person, person], kind="test.told", key="12", url="/themes/", data=DATA)
    with commit():
        again = notify([person], kind="test.told", key="12", url="/themes/", data=DATA)
        other = notify([person], kind="test.told", key="13", data=DATA)
    assert (len(first), len(again), len(other)) == (1, 0, 1)
    assert Notification.objects.count() == 2
    assert len(mail.outbox) == 2


def test_many_are_told_in_few_queries(django_assert_num_queries):
    people = [make_user() for _ in range(8)]
    with django_assert_num_queries(5):
        assert len(notify(people, kind="test.told", key="1", data=DATA)) == 8


def test_an_unknown_kind_is_a_mistake_of_the_caller(person):
    with pytest.raises(KeyError):
        notify([person], kind="no.such", key="1")


def test_the_mail_speaks_the_language_of_its_reader(person, commit):
    Member.objects.filter(user=person).update(language="en")
    with commit():
        notify([person], kind="test.told", key="1", url="/fr/themes/?a=1", data=DATA)
    sent = mail.outbox[0]
    assert sent.to == [person.email]
    assert sent.subject == "L’atelier & vous (en)"
    assert sent.body.startswith(
        "C'est <demain>.\n/en/themes/?a=1\n\nhttp://127.0.0.1:8000/en/themes/?a=1\n"
    )
    assert "http://127.0.0.1:8000/en/members/me/" in sent.body
    html, mime = sent.alternatives[0]
    assert mime == "text/html"
    assert '<html lang="en">' in html
    assert "C&#x27;est &lt;demain&gt;." in html
    assert "&amp;amp;" not in html
    assert "style=" not in html


def test_who_wants_no_mail_has_the_inbox(person, commit):
    Member.objects.filter(user=person).update(wants_mail=False)
    with commit():
        notify([person], kind="test.told", key="1", data=DATA)
    assert mail.outbox == []
    assert unread_count_for(reader_for(person)) == 1


def test_a_quiet_kind_sends_no_mail(person, commit):
    with commit():
        notify([person], kind="test.quiet", key="1", data=DATA)
    assert mail.outbox == []
    assert Notification.objects.count() == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_nobody_writes_to_a_closed_account_or_nowhere(person, commit, change):
    type(person).objects.filter(pk=person.pk).update(**change)
    with commit():
        notify([person], kind="test.told", key="1", data=DATA)
    assert mail.outbox == []


def test_a_task_that_runs_twice_sends_one_mail(person, commit):
    with commit():
        notify([person], kind="test.told", key="1", data=DATA)
    send_mail_for.call(Notification.objects.get().pk)
    assert len(mail.outbox) == 1


def test_what_could_not_be_sent_is_sent_next_time(person, settings):
    notify([person], kind="test.told", key="1", data=DATA)
    pk = Notification.objects.get().pk
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    with pytest.raises(OSError, match="refused"):
        send_mail_for.call(pk)
    assert Notification.objects.get().mailed_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_mail_for.call(pk)
    assert len(mail.outbox) == 1
    assert Notification.objects.get().mailed_at is not None


def test_a_file_travels_with_the_mail(person, commit):
    with commit():
        notify([person], kind="test.invited", key="1", data=DATA)
    attachment = mail.outbox[0].attachments[0]
    assert (attachment.filename, attachment.mimetype) == ("x.ics", "text/calendar")


def test_a_title_with_a_line_break_stays_one_subject(person, commit):
    with commit():
        notify([person], kind="test.told", key="1", data=DATA | {"title": "Un\nBcc: x@y.z"})
    assert mail.outbox[0].subject == "Un"
    assert mail.outbox[0].recipients() == [person.email]


def test_reading_some_leaves_the_others(person):
    for key in "abc":
        notify([person], kind="test.quiet", key=key, data=DATA)
    reader = reader_for(person)
    other = reader_for(make_user())
    first = Notification.objects.first()
    assert mark_read(other, ids=[first.pk]) == 0
    assert mark_read(reader, ids=[first.pk]) == 1
    assert unread_count_for(reader) == 2
    assert mark_read(reader) == 2
    assert mark_read(reader) == 0


@pytest.mark.skipif(
    not {"EMAIL_URL", "MAIL_DIR"} <= set(os.environ),
    reason="EMAIL_URL and MAIL_DIR name no mail server",
)
def test_a_real_mail_server_takes_it(settings):
    for name, value in environment.mail(os.environ["EMAIL_URL"]).items():
        setattr(settings, name, value)
    inbox = Path(os.environ["MAIL_DIR"])
    for part in ("cur", "new", "tmp"):
        (inbox / part).mkdir(exist_ok=True)
    person = make_user(email=f"{uuid.uuid4().hex}@example.org")
    notify([person], kind="test.invited", key="1", data=DATA)
    send_mail_for.call(Notification.objects.get().pk)
    assert Notification.objects.get().mailed_at is not None
    letters = [letter for letter in Maildir(inbox) if letter["To"] == person.email]
    assert len(letters) == 1
    letter = message_from_bytes(letters[0].as_bytes(), policy=policy.default)
    assert letter["Subject"] == "L’atelier & vous (fr)"
    assert [part.get_content_type() for part in letter.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
