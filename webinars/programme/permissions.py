"""Who may see a session, take a place, and come in."""

from community.core.reader import Reader
from community.core.roles import Role
from webinars.programme.enums import State
from webinars.programme.models import Registration, Webinar


def can_manage(reader: Reader) -> bool:
    """Whether the reader looks after the programme."""
    return reader.has_role(Role.ANIMATOR)


def can_see(webinar: Webinar, reader: Reader) -> bool:
    """Whether the session exists for the reader; a draft does for animators alone."""
    if webinar.state == State.DRAFT:
        return can_manage(reader)
    return webinar.is_visible_to(reader) or can_manage(reader)


def can_take_part(webinar: Webinar, reader: Reader) -> bool:
    """Whether the reader may ask for a place: members who are of its audience."""
    return reader.is_member and webinar.state == State.ANNOUNCED and webinar.is_visible_to(reader)


def can_join(webinar: Webinar, reader: Reader, registration: Registration | None) -> bool:
    """Whether the reader may see the link: who has a place, who speaks, who looks after it."""
    if not reader.is_member:
        return False
    if registration is not None and registration.has_place:
        return True
    speaks = {speaker.member_id for speaker in webinar.speakers.all() if speaker.member_id}
    return reader.member_id in speaks or can_manage(reader)
