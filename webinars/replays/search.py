"""How a replay is found: every half minute of it, in each language it has captions in."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.core.markup import from_markdown, to_text
from community.recordings.captions import clock, windows
from community.search.formats import AUDIO, VIDEO
from community.search.projections import Document, Passage, Projection
from webinars.programme.models import Webinar
from webinars.programme.scopes import scope_of_webinar, scopes_of, speaking
from webinars.replays.models import Replay
from webinars.replays.transcripts import caption_languages, cues_of


class ReplayProjection(Projection[Replay]):
    """A passage for each window of captions, opened at its second, and one for the description."""

    type = "replay"
    label = _("Replays")
    icon = "play"
    room = "webinars"
    model = Replay

    def queryset(self) -> "QuerySet[Replay]":
        """Return replays with what their passages are made of."""
        return Replay.objects.select_related(
            "webinar__series", "webinar__territory", "recording"
        ).prefetch_related(
            "recording__tracks",
            "webinar__themed_items__tag",
            "webinar__hosts",
            "webinar__speakers__member",
        )

    def documents_of(self, instance: Replay) -> Iterable[Document]:
        """Return one document a language of captions, or of the text beside them."""
        webinar = instance.webinar
        if not instance.is_published or webinar.state == "draft":
            return
        spoken = caption_languages(instance.recording)
        for code, _name in settings.LANGUAGES:
            if code in spoken or getattr(webinar, f"title_{code}"):
                with override(code):
                    yield _document(instance, webinar, code)


def _document(replay: Replay, webinar: Webinar, language: str) -> Document:
    return Document(
        title=str(webinar.title),
        url=webinar.get_absolute_url(),
        language=language,
        passages=[*_description(webinar), *_moments(replay, language)],
        audience=webinar.audience_tokens(),
        kind="replay",
        themes=[item.tag.slug for item in webinar.themed_items.all()],
        territories=[webinar.territory.code] if webinar.territory else [],
        organisation_id=next((host.organisation_id for host in webinar.hosts.all()), None),
        dated_on=webinar.starts_at.date(),
        formats=(VIDEO if replay.recording.type == "video" else AUDIO,),
        people=speaking(webinar),
        scopes=scopes_of(webinar),
        extra={"scope": scope_of_webinar(webinar)},
    )


def _description(webinar: Webinar) -> Iterator[Passage]:
    speakers = ", ".join(speaker.shown_name for speaker in webinar.speakers.all())
    text = to_text(from_markdown(f"{webinar.summary}\n\n{webinar.description}\n\n{speakers}"))
    yield Passage(text=text)


def _moments(replay: Replay, language: str) -> Iterator[Passage]:
    for window in windows(cues_of(replay.recording, language)):
        yield Passage(
            text=window.text,
            heading=window.speaker,
            anchor=f"?t={int(window.start)}",
            place=clock(window.start),
        )
