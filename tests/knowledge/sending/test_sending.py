"""A card sent to a colleague: to one, in the sender's name, a few a day, and nothing kept."""

import pytest
from django.urls import reverse

from knowledge.sending import personal_data, services
from knowledge.sending.models import CardMail
from tests.factories.cards import make_card
from tests.factories.people import make_user


def address(card):
    return reverse("knowledge:send_card", args=[card.pk])


@pytest.fixture
def send(signed_in, django_capture_on_commit_callbacks):
    """A function that sends the form, and what follows it."""

    def posted(card, to="claire@example.org", message=""):
        with django_capture_on_commit_callbacks(execute=True):
            return signed_in.post(address(card), {"to": to, "message": message})

    return posted


def test_the_mail_says_who_sends_it_and_leads_to_the_card(send, person, library, mailoutbox):
    card = make_card(library, "Donner un retour")
    assert send(card, message="Pour lundi ?").status_code == 302
    (mail,) = mailoutbox
    assert mail.to == ["claire@example.org"]
    assert (mail.cc, mail.bcc) == ([], [])
    assert mail.subject == f"{person.member} vous envoie « Donner un retour »"
    assert person.email in mail.reply_to[0]
    for words in (card.url, card.summary, "Pour lundi ?", str(person.member)):
        assert words in mail.body


def test_a_card_for_members_is_named_and_not_told(send, library, mailoutbox):
    card = make_card(library, audience="members")
    send(card)
    assert card.title in mailoutbox[0].body
    assert card.summary not in mailoutbox[0].body


def test_the_same_card_goes_to_the_same_colleague_once_a_day(send, library, mailoutbox):
    card = make_card(library)
    for to in ("claire@example.org", " Claire@example.org"):
        send(card, to=to)
    assert len(mailoutbox) == 1


def test_a_day_has_a_limit_and_the_next_one_begins_anew(send, person, library, mailoutbox):
    card = make_card(library)
    for number in range(services.MOST_A_DAY + 1):
        send(card, to=f"personne{number}@example.org")
    assert len(mailoutbox) == services.MOST_A_DAY
    CardMail.objects.update(day="2026-01-01")
    send(card)
    assert len(mailoutbox) == services.MOST_A_DAY + 1
    assert CardMail.objects.filter(member=person.member).count() == 1


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("a@example.org, b@example.org", ""),
        ("a@example.org\nBcc: b@example.org", ""),
        ("nobody", ""),
        ("a@example.org", "Voyez https://example.com/x"),
        ("a@example.org", "www.example.com"),
        ("a@example.org", "example.com/piege"),
        ("a@example.org", "x" * (services.MESSAGE_LENGTH + 1)),
    ],
)
def test_it_is_no_way_to_send_anything_else(send, library, mailoutbox, to, message):
    answer = send(make_card(library), to=to, message=message)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert mailoutbox == []


def test_a_title_with_a_line_break_stays_a_subject(send, library, mailoutbox):
    send(make_card(library, "Un\ntitre"))
    assert "\n" not in mailoutbox[0].subject


def test_only_members_send_and_only_what_they_see(client, library, person):
    card, draft = make_card(library), make_card(library, live=False)
    assert client.get(address(card)).status_code == 302
    client.force_login(person)
    assert client.get(address(card)).status_code == 200
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), {"to": "a@example.org"}).status_code == 404


def test_to_whom_is_kept_nowhere(send, person, library):
    card = make_card(library)
    send(card)
    row = CardMail.objects.get()
    assert "claire" not in row.recipient
    assert [each["card"] for each in personal_data.export(person)["sent_cards"]] == [card.pk]
    # Whom one sent it to is another matter than who one is: each has marks of their own.
    assert services.send_card(card, by=make_user().member, to="claire@example.org")
    personal_data.erase(person)
    assert personal_data.export(person) == {"sent_cards": []}
