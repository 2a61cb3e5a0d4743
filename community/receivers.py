"""Other people's lifecycles that this app follows: accounts made, pages published."""

from typing import Any

from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from community.core.page_cache import forget_pages
from community.members.models import Member
from community.members.services import ensure_member
from community.organisations.models import Organisation
from community.recordings.models import CaptionTrack, Recording
from community.search.curation.models import SearchPin, SearchSynonym
from community.search.curation.services import settle_pin, settle_synonym
from community.search.services import (
    reindex,
    reindex_organisation,
    reindex_person,
    reindex_territory,
)
from community.territories.models import Territory
from community.themes.models import Theme


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def give_profile(instance: Any, *, created: bool, raw: bool = False, **_: Any) -> None:
    """Every account has a profile."""
    if created and not raw:
        ensure_member(instance)


@receiver([page_published, page_unpublished, post_page_move])
def forget_kept_pages(**_: Any) -> None:
    """What visitors see may have changed."""
    forget_pages()


@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=Locale)
@receiver([post_save, post_delete], sender=PageViewRestriction)
def forget_pages_of_tree(**_: Any) -> None:
    """Where pages lie, and who may read them, is decided there."""
    forget_pages()


@receiver([post_save, post_delete], sender=Theme)
@receiver([post_save, post_delete], sender=Territory)
@receiver([post_save, post_delete], sender=Organisation)
def forget_pages_with_vocabulary(**_: Any) -> None:
    """Every page may name them."""
    forget_pages()


@receiver([post_save, post_delete], sender=get_image_model())
@receiver([post_save, post_delete], sender=get_document_model())
@receiver([post_save, post_delete], sender=Recording)
@receiver([post_save, post_delete], sender=CaptionTrack)
def forget_pages_with_media(**_: Any) -> None:
    """Any page may show them, with their names."""
    forget_pages()


@receiver([post_save, post_delete], sender=Member)
def forget_pages_with_member(*, created: bool = False, **_: Any) -> None:
    """Pages name those who wrote or spoke, whether the search finds them or not."""
    if not created:
        forget_pages()


@receiver([post_save, post_delete], sender=Organisation)
def find_organisation(instance: Organisation, *, created: bool = False, **_: Any) -> None:
    """What is found of it follows it, and so does what lies where it lies."""
    reindex("organisation", instance.pk)
    if not created:
        reindex_organisation(instance.pk)


@receiver(post_save, sender=Territory)
def find_in_territory(instance: Territory, *, created: bool, **_: Any) -> None:
    """It may be part of another one now."""
    if not created:
        reindex_territory(instance.code)


@receiver([post_save, post_delete], sender=Member)
@receiver(m2m_changed, sender=Member.themes.through)
def find_member(instance: Any, *, created: bool = False, **_: Any) -> None:
    """Others find a member as the profile is now, and what a member made by the name."""
    if isinstance(instance, Member):
        reindex("member", instance.pk)
        if not created and instance.pk:
            reindex_person(instance.pk)


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def find_member_of_account(
    instance: Any, *, created: bool, update_fields: Any = None, **_: Any
) -> None:
    """A closed account is not found any more. Signing in changes nothing of that."""
    if not created and set(update_fields or ()) != {"last_login"}:
        forget_pages()
        for pk in Member.objects.filter(user=instance.pk).values_list("pk", flat=True):
            reindex("member", pk)


@receiver(post_save, sender=SearchSynonym)
def widen_questions(instance: SearchSynonym, *, raw: bool = False, **_: Any) -> None:
    """The next question is widened by what the editors wrote."""
    if not raw:
        settle_synonym(instance)


@receiver(post_save, sender=SearchPin)
def put_first(instance: SearchPin, *, raw: bool = False, **_: Any) -> None:
    """The next question that is one of the pin's shows it first."""
    if not raw:
        settle_pin(instance)
