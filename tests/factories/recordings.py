"""Recordings for the tests: a file in the private storage, captions beside it."""

from django.core.files.base import ContentFile

from community.recordings.models import CaptionTrack, Recording

VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Claire Vasseur>Bonjour à toutes et à tous.

00:00:05.000 --> 00:00:09.500
<v Malik Benhaddou>Un retour commence avant les mots.

00:12:41.000 --> 00:12:50.000
<v Claire Vasseur>L’écran partagé remplace le visage.
"""


def make_recording(title="Le feedback à distance", *, content=b"0123456789" * 100, **values):
    values.setdefault("type", "video")
    values.setdefault("duration", 900)
    recording = Recording(title=title, **values)
    recording.file.save("film.mp4", ContentFile(content), save=False)
    recording.save()
    return recording


def make_track(recording, *, language="fr", kind="captions", webvtt=VTT):
    return CaptionTrack.objects.create(
        recording=recording, language=language, kind=kind, webvtt=webvtt
    )
