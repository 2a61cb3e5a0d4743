"""Facilitators and needs for the tests, made as people make them: through the services."""

from datetime import timedelta

from django.utils import timezone

from community.plugins import door
from community.themes.models import Theme
from mentoring.facilitators.models import Qualification
from mentoring.facilitators.services import describe, enrol
from mentoring.offers.services import accept, send
from mentoring.requests.models import Need
from mentoring.requests.services import describe as describe_need
from mentoring.requests.services import draft, submit
from tests.factories.people import make_user


def make_theme(slug, name=""):
    return Theme.objects.get_or_create(slug=slug, defaults={"name": name or slug.title()})[0]


def make_facilitator(name="Claire Vasseur", *, themes=(), territories=(), user=None, **values):
    """A facilitator with an account of her own; `values` are columns."""
    user = user or make_user(name=name)
    facilitator = enrol(user.member)
    values.setdefault("pitch_fr", "Je vous aide à animer à distance.")
    values.setdefault("languages", ("fr",))
    values.setdefault("formats", ("remote", "on_site"))
    describe(
        facilitator,
        values=values,
        themes=[make_theme(slug) for slug in themes],
        territories=territories,
    )
    return facilitator


def make_qualification(facilitator, skill="facilitation", *, obtained_days_ago=100, **values):
    day = timezone.localdate() - timedelta(days=obtained_days_ago)
    return Qualification.objects.create(
        facilitator=facilitator, skill=skill, obtained_on=day, **values
    )


def make_draft(author=None, text="Mes classes virtuelles du vendredi sont muettes", **values):
    """A draft of somebody's; `values` are columns and `themes` slugs."""
    author = author or make_user(name="Karim Lefèvre")
    themes = values.pop("themes", ())
    need = draft(author_id=author.member.pk, text=text, language=values.pop("language", "fr"))
    if values or themes:
        kept = {"title": need.title, "body": need.body, "language": need.language}
        need = describe_need(
            need,
            by=author.member.pk,
            values=kept | values,
            themes=[make_theme(slug) for slug in themes],
        )
    return need


def make_need(author=None, **values):
    """A need that was asked."""
    need = make_draft(author, **values)
    return submit(need, by=need.author_id)


def make_offer(need=None, facilitator=None, **values):
    need = need or make_need()
    facilitator = facilitator or make_facilitator()
    return send(need, facilitator=facilitator, by=need.author_id, **values)


def make_engagement(need=None, facilitator=None):
    return accept(make_offer(need, facilitator))


def reload(instance):
    """The row as it stands now."""
    return type(instance)._default_manager.get(pk=instance.pk)


def asked(**values):
    """Needs in the database, for counting."""
    return Need.objects.filter(**values)


def rooms_asked():
    """How many installed rooms answer, with a query each, what people gave."""
    doors = ("authored_count", "sessions_count", "applied_count")
    return sum(door(name) is not None for name in doors)
