"""Other people's lifecycles that this app follows: accounts made, pages published."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from community.core.page_cache import forget_pages
from community.members.services import ensure_member
from community.organisations.models import Organisation
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


@receiver([post_save, post_delete], sender=Theme)
@receiver([post_save, post_delete], sender=Territory)
@receiver([post_save, post_delete], sender=Organisation)
def forget_pages_with_vocabulary(**_: Any) -> None:
    """Every page may name them."""
    forget_pages()
