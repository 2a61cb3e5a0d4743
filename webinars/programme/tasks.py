"""Background work of the programme: telling many people."""

from community.core.tasks import job
from webinars.programme.models import Webinar
from webinars.programme.notifications import tell


@job()
def tell_registered(webinar_id: int, kind: str, occasion: str) -> None:
    """Tell everybody who is registered to a session; who was told already is not told again."""
    webinar = Webinar.objects.filter(pk=webinar_id).first()
    if webinar is not None:
        people = webinar.registrations.active().select_related("user")
        tell(people, webinar, kind=kind, occasion=occasion)
