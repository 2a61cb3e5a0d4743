"""Reads a card's fields out of front matter that others wrote, saying what it cannot use."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from dateutil import parser as dates
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext

from community.core import markup
from community.core.audience import Audience
from community.members.models import Member
from community.organisations.models import Organisation
from community.territories.models import Territory
from community.themes.models import Theme
from knowledge.cards.enums import CardKind, RuleDomain
from knowledge.cards.importing.conversion import squeezed
from knowledge.cards.importing.sources import Source
from knowledge.freshness.enums import Every
from knowledge.freshness.models import VerifierGroup


class Fields:
    """Front matter as a card's values; everything asked of it is checked and reported."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.front = source.front

    def _warn(self, key: str, message: str) -> None:
        self.source.note(message, line=self.source.line_of_key(key))

    def text(self, *keys: str, most: int) -> str:
        """Return the first of the keys as one line of plain text, cut when it is too long."""
        for key in keys:
            value = self.front.get(key)
            if isinstance(value, str | int | float | date) and str(value).strip():
                words = markup.plain(str(value))
                words = words.strip() if self.source.is_exact else squeezed(words)
                if len(words) > most:
                    self._warn(
                        key,
                        gettext("“%(key)s” is longer than %(most)d characters and was cut.")
                        % {"key": key, "most": most},
                    )
                    words = words[: most - 1].rstrip() + "…"
                return words
        return ""

    def kind(self) -> str:
        """Return the kind, a lesson when it is not said or not known."""
        said = self.text("kind", "type", most=60)
        value = said.lower().replace("-", "_").replace(" ", "_")
        if value in CardKind.values:
            return value
        if said:
            key = "kind" if "kind" in self.front else "type"
            self._warn(key, gettext("Unknown kind “%(kind)s”: a lesson.") % {"kind": said})
        return CardKind.LESSON.value

    def themes(self) -> list[Theme]:
        """Return the themes that the vocabulary knows, by slug, name or other word."""
        key = next((k for k in ("themes", "tags", "categories") if self.front.get(k)), "")
        said: Any = self.front.get(key, [])
        words = said.split(",") if isinstance(said, str) else said
        if not isinstance(words, list):
            return []
        known: dict[str, Theme] = {}
        if words:
            for theme in Theme.objects.all():
                for name in (theme.slug, theme.name, theme.name_en, *theme.alias_list):
                    known.setdefault(name.casefold(), theme)
        found: dict[int, Theme] = {}
        for word in words[:30]:
            theme = known.get(str(word).strip().casefold())
            if theme is not None:
                found[theme.pk] = theme
            else:
                self._warn(key, gettext("Unknown theme “%(theme)s”.") % {"theme": word})
        return list(found.values())

    def territory(self) -> Territory | None:
        """Return the territory of that code."""
        code = self.text("territory", most=20)
        found = Territory.objects.filter(code=code).first() if code else None
        if code and found is None:
            self._warn("territory", gettext("Unknown territory “%(code)s”.") % {"code": code})
        return found

    def audience(self) -> tuple[str, Organisation | None]:
        """Return who may read it. What is not understood is for members, never for everyone."""
        said = self.text("audience", most=60).lower()
        if said in {"", Audience.EVERYONE, Audience.MEMBERS}:
            return said or Audience.EVERYONE.value, None
        code = self.text("organisation", "organization", most=30)
        organisation = Organisation.objects.filter(code=code).first() if code else None
        if said == Audience.ORGANISATION and organisation is not None:
            return Audience.ORGANISATION.value, organisation
        self._warn(
            "audience",
            gettext("The audience “%(said)s %(code)s” is not known: for members only.")
            % {"said": said, "code": code},
        )
        return Audience.MEMBERS.value, None

    def author(self, *, domain: str = "") -> Any:
        """Return the account that the text names by e-mail address or ``@profile``, or None.

        `domain` completes an address without one.
        """
        said = self.text("author", most=200)
        if not said:
            return None
        users = get_user_model().objects
        if said.startswith("@"):
            found = users.filter(member__handle=said[1:]).first()
        else:
            address = said if "@" in said else f"{said}@{domain}"
            found = users.filter(email__iexact=address).first()
        if found is None:
            self._warn("author", gettext("No account for the author “%(who)s”.") % {"who": said})
        return found

    def member_of(self, user: Any) -> Member | None:
        """Return the profile of an account."""
        return Member.objects.filter(user=user).first() if user is not None else None

    def moment(self, key: str) -> datetime | None:
        """Return a moment; one without a zone is of the site's."""
        value = self.front.get(key)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value if timezone.is_aware(value) else timezone.make_aware(value)
        day = self.day(key)
        return timezone.make_aware(datetime.combine(day, time())) if day else None

    def translation_key(self) -> UUID | None:
        """Return what the languages of an exported card have in common."""
        said = self.text("key", most=60) if self.source.is_exact else ""
        try:
            return UUID(said) if said else None
        except ValueError:
            self._warn("key", gettext("“%(key)s” is no key of a card.") % {"key": said})
            return None

    def continues(self) -> str:
        """Return the address of the card that an exported one goes on from."""
        return self.text("continues", most=500) if self.source.is_exact else ""

    def address(self) -> str:
        """Return where an exported card was read."""
        said = self.text("address", most=500) if self.source.is_exact else ""
        return said if said.startswith(("https://", "http://")) else ""

    def is_draft(self) -> bool:
        """Whether an exported card was not published."""
        return self.source.is_exact and self.text("status", most=20) == "draft"

    def sources(self) -> list[dict[str, Any]]:
        """Return what an exported card says of where it comes from."""
        said = self.front.get("sources") if self.source.is_exact else None
        return [row for row in said if isinstance(row, dict)] if isinstance(said, list) else []

    def absent_source(self, label: str) -> None:
        """Say that a source is not here."""
        self._warn(
            "sources", gettext("“%(label)s”, which it comes from, is not here.") % {"label": label}
        )

    def verification(self) -> tuple[int | None, VerifierGroup | None]:
        """Return after how many months a card is verified again, and by whom."""
        every = self.front.get("verify_every")
        if every is not None and every not in Every.values:
            self._warn("verify_every", gettext("“%(every)s” is no interval.") % {"every": every})
            every = None
        name = self.text("verifiers", most=200)
        group = VerifierGroup.objects.filter(name=name).first() if name else None
        if name and group is None:
            self._warn("verifiers", gettext("Unknown group “%(name)s”.") % {"name": name})
        return every, group

    def day(self, *keys: str) -> date | None:
        """Return a day; a month is its first, a year its first of January."""
        for key in keys:
            value = self.front.get(key)
            if isinstance(value, datetime):
                return value.date()
            if isinstance(value, date):
                return value
            if value in (None, ""):
                continue
            try:
                # What is not said comes from here, not from today.
                return dates.parse(str(value), default=datetime(2000, 1, 1)).date()  # noqa: DTZ001  (only a day)
            except (ValueError, OverflowError):
                self._warn(key, gettext("“%(value)s” is no date.") % {"value": value})
        return None

    def rule(self) -> tuple[str, int | None]:
        """Return a golden rule's domain and number."""
        domain = self.text("domain", most=60).lower()
        if domain and domain not in RuleDomain.values:
            self._warn("domain", gettext("Unknown domain “%(domain)s”.") % {"domain": domain})
            domain = ""
        number = self.front.get("number")
        is_number = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 1000
        if number is not None and not is_number:
            self._warn(
                "number", gettext("“%(number)s” is no number of a rule.") % {"number": number}
            )
        return domain, number if is_number else None

    def language(self) -> str:
        """Return the site's language that the text says it is in, empty when it says none."""
        said = self.text("lang", "language", "locale", most=20).lower()[:2]
        return said if said in dict(settings.LANGUAGES) else ""
