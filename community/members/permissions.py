"""What one person may decide about another."""

from typing import Any

from community.core.roles import Role

# Being a member comes with the account; animators are appointed by who runs the site.
GIVEN_BY_ANIMATORS = (Role.EXPERT, Role.REVIEWER, Role.FACILITATOR)


def roles_to_give(user: Any) -> tuple[Role, ...]:
    """Return the roles that a person may give and take."""
    if user.is_superuser:
        return (*GIVEN_BY_ANIMATORS, Role.ANIMATOR)
    if user.groups.filter(name=Role.ANIMATOR.value).exists():
        return GIVEN_BY_ANIMATORS
    return ()
