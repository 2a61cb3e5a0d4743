"""A film without captions is not published on its day either, and hinders no other card."""

from datetime import timedelta

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from knowledge.cards.models import CardPage
from tests.factories.cards import block, make_card
from tests.factories.recordings import make_recording


def scheduled(library, title, body):
    card = make_card(library, title, live=False, body=body)
    card.go_live_at = timezone.now() - timedelta(minutes=5)
    revision = card.save_revision(clean=False)
    revision.approved_go_live_at = card.go_live_at
    revision.save()
    return card


def test_what_lacks_captions_waits_and_the_others_appear(client, animator, library):
    recording = make_recording("Trois gestes", duration=20)
    film = block("video", {"recording": recording.pk, "caption": ""})
    silent = scheduled(library, "Sans sous-titres", [block("text", "<p>Un.</p>"), film])
    fine = scheduled(library, "Prête", [block("text", "<p>Un fait.</p>")])
    call_command("publish_scheduled")
    waiting = CardPage.objects.get(pk=silent.pk)
    assert not waiting.live
    assert waiting.latest_revision.approved_go_live_at is None
    assert CardPage.objects.get(pk=fine.pk).live
    client.force_login(animator)
    history = client.get(reverse("wagtailadmin_pages:history", args=[silent.pk]))
    assert history.status_code == 200
    assert PageLogEntry.objects.filter(page=silent.pk, action="wagtail.schedule.cancel").exists()
