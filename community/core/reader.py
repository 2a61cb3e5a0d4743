"""Who reads: the one value that permissions, queries and search ask about a person."""

from dataclasses import dataclass, replace

from community.core.roles import Role

PUBLIC = "public"
MEMBERS = "members"
NOBODY = 0
"""The `user_id` of a member who is nobody in particular; no account has it."""


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

    def in_common(self) -> "Reader":
        """Return what the person shares with others of the same roles and organisation.

        What is made for this reader may be shown to each of them, for it knows nobody: its
        `user_id` is `NOBODY`, it has no profile and no token of a person.
        """
        if not self.is_member:
            return ANONYMOUS
        return replace(
            self,
            user_id=NOBODY,
            member_id=None,
            territory_id=None,
            language="",
            audiences=frozenset(t for t in self.audiences if not t.startswith("person:")),
        )

    @property
    def common_key(self) -> str:
        """All that `in_common` holds, in words: readers with the same one may share a page."""
        common = self.in_common()
        parts = (
            str(common.is_member),
            str(common.is_superuser),
            str(common.organisation_id or ""),
            *sorted(common.roles),
            *sorted(common.audiences),
        )
        return "|".join(parts)

    def has_role(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles (a superuser holds all)."""
        return self.is_superuser or any(role.value in self.roles for role in roles)


ANONYMOUS = Reader()
