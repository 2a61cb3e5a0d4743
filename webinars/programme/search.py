"""How a session is found before it has a replay: by what it is about and who speaks."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.core.markup import from_markdown, to_text
from community.search.formats import EVENT
from community.search.projections import Document, Passage, Projection
from webinars.programme.enums import State
from webinars.programme.models import Webinar
from webinars.programme.scopes import scope_of_webinar, scopes_of, speaking


class WebinarProjection(Projection[Webinar]):
    """A session that is announced; once its replay is published, the replay is found instead."""

    type = "webinar"
    label = _("Webinars")
    icon = "calendar"
    room = "webinars"
    model = Webinar

    def queryset(self) -> "QuerySet[Webinar]":
        """Return sessions with what their passages are made of."""
        return Webinar.objects.select_related("series", "territory", "replay").prefetch_related(
            "themed_items__tag", "hosts", "speakers__member"
        )

    def documents_of(self, instance: Webinar) -> Iterable[Document]:
        """Return one document a language that it is announced in."""
        replay = getattr(instance, "replay", None)
        if instance.state != State.ANNOUNCED or (replay is not None and replay.is_published):
            return
        for code, _name in settings.LANGUAGES:
            if getattr(instance, f"title_{code}"):
                with override(code):
                    yield _document(instance, code)


def _document(webinar: Webinar, language: str) -> Document:
    speakers = ", ".join(speaker.shown_name for speaker in webinar.speakers.all())
    passages = [
        Passage(text=f"{webinar.summary} {speakers}".strip()),
        Passage(text=to_text(from_markdown(webinar.description))),
    ]
    return Document(
        title=str(webinar.title),
        url=webinar.get_absolute_url(),
        language=language,
        passages=[passage for passage in passages if passage.text],
        audience=webinar.audience_tokens(),
        kind="webinar",
        themes=[item.tag.slug for item in webinar.themed_items.all()],
        territories=[webinar.territory.code] if webinar.territory else [],
        organisation_id=next((host.organisation_id for host in webinar.hosts.all()), None),
        dated_on=webinar.starts_at.date(),
        formats=(EVENT,),
        people=speaking(webinar),
        scopes=scopes_of(webinar),
        extra={"scope": scope_of_webinar(webinar)},
    )
