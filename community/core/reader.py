"""Who reads: the one value that permissions, queries and search ask about a person."""

from dataclasses import dataclass

from community.core.roles import Role

PUBLIC = "public"
MEMBERS = "members"


@dataclass(frozen=True)
class Reader:
    """A person for the length of a request. Every answer depends on this and nothing else.

    `audiences` are the tokens of everything that the person may read: ``public``, ``members``,
    ``organisation:12``, ``person:7``, ``role:Reviewers``. Content carries tokens of the same
    kind, and a reader may read what shares one with them.
    """

    user_id: int | None = None
    member_id: int | None = None
    organisation_id: int | None = None
    territory_id: int | None = None
    language: str = "fr"
    roles: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset({PUBLIC})
    is_superuser: bool = False

    @property
    def is_member(self) -> bool:
        """Whether the person is signed in."""
        return self.user_id is not None

    def has_role(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles (a superuser holds all)."""
        return self.is_superuser or any(role.value in self.roles for role in roles)


ANONYMOUS = Reader()
