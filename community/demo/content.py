"""The community's own part of the demo: places, themes, establishments, people, first pages."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from community.core.roles import Role
from community.demo.pages import HOME, INFO_PAGES
from community.demo.services import PASSWORD
from community.home.models import HomePage, InfoPage
from community.members.models import Member, MemberTheme
from community.organisations.models import Organisation
from community.organisations.services import import_register
from community.search.curation.models import SearchSynonym
from community.search.curation.reading import read_list
from community.search.curation.services import add_synonyms
from community.search.log.models import COUNTED, SearchTally
from community.territories.models import Territory
from community.themes.models import Theme

DATA = Path(__file__).parent / "data"
DOMAIN = "demo.example"
PROFILE = (
    "name",
    "handle",
    "job_title",
    "organisation",
    "territory",
    "language",
    "bio",
    "offers",
    "seeks",
)


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the demo's CSV files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill_territories() -> Iterator[int]:
    """Add the country, its regions and departments."""
    known: dict[str, Territory] = {}
    for number, row in enumerate(rows_of("territories.csv"), start=1):
        known[row["code"]], _made = Territory.objects.update_or_create(
            code=row["code"],
            defaults={
                "kind": row["kind"],
                "name_fr": row["name_fr"],
                "name_en": row["name_en"],
                "parent": known.get(row["parent"]),
                "column": row["column"] or None,
                "row": row["row"] or None,
            },
        )
        yield number


def fill_themes() -> Iterator[int]:
    """Add the vocabulary."""
    for number, row in enumerate(rows_of("themes.csv"), start=1):
        Theme.objects.update_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name_fr"],
                "name_en": row["name_en"],
                "description_fr": row["description_fr"],
                "description_en": row["description_en"],
                "aliases": "\n".join(filter(None, row["aliases"].split("|"))),
            },
        )
        yield number


def fill_organisations() -> Iterator[int]:
    """Import the register as an animator would."""
    yield len(import_register((DATA / "organisations.csv").read_bytes()).rows)


def fill_pages() -> Iterator[int]:
    """Make the first pages in both languages and put the site on them."""
    locales = {
        code: Locale.objects.get_or_create(language_code=code)[0] for code, _n in settings.LANGUAGES
    }
    home = HomePage.objects.filter(locale=locales["fr"]).first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(instance=HomePage(locale=locales["fr"], **HOME["fr"]))
    english = HomePage.objects.filter(locale=locales["en"]).first()
    if english is None:
        english = home.copy_for_translation(locales["en"])
        for name, value in HOME["en"].items():
            setattr(english, name, value)
        english.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "root_page": home,
            "site_name": settings.COMMUNITY_NAME,
        },
    )
    Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk).delete()
    yield 2
    for number, (key, texts) in enumerate(INFO_PAGES.items(), start=1):
        page = InfoPage.objects.filter(key=key, locale=locales["fr"]).first()
        if page is None:
            page = home.add_child(instance=InfoPage(key=key, locale=locales["fr"], **texts["fr"]))
        if not InfoPage.objects.filter(key=key, locale=locales["en"]).exists():
            translated = page.copy_for_translation(locales["en"])
            for name, value in texts["en"].items():
                setattr(translated, name, value)
            translated.save_revision().publish()
        yield 2 + number * 2


def fill_people() -> Iterator[int]:
    """Add the accounts of the try-out roles, the experts, facilitators and members."""
    rows = rows_of("members.csv")
    with transaction.atomic():
        users = _accounts(rows)
        _memberships(rows, users)
        _profiles(rows, users)
    yield len(users)


def fill_searches() -> Iterator[int]:
    """Count what visitors would have searched for this month and the last, found or not."""
    this = timezone.localdate().replace(day=1)
    months = {"0": this, "1": (this - timedelta(days=1)).replace(day=1)}
    for number, row in enumerate(rows_of("searches.csv"), start=1):
        SearchTally.objects.update_or_create(
            day=months[row["months_ago"]],
            language=row["language"],
            question=row["question"],
            defaults={name: int(row[name]) for name in COUNTED},
        )
        yield number


def fill_synonyms() -> Iterator[int]:
    """Add what the editors of this network would widen questions by."""
    pasted = read_list((DATA / "synonyms.txt").read_text(encoding="utf-8"))
    there = set(SearchSynonym.objects.values_list("terms", flat=True))
    add_synonyms([group for group in pasted.groups if group.terms not in there])
    yield len(pasted.groups)


def _accounts(rows: list[dict[str, str]]) -> dict[str, Any]:
    """Make or mend the accounts, each with a verified address; by the rows' `email`."""
    model = get_user_model()
    # One hash for all: hashing is slow on purpose, and the password is public anyway.
    password = make_password(PASSWORD)
    wanted = [
        model(
            username=row["email"],
            email=f"{row['email']}@{DOMAIN}",
            password=password,
            first_name=row["first_name"],
            last_name=row["last_name"],
            is_staff=row["email"] == "admin",
            is_superuser=row["email"] == "admin",
        )
        for row in rows
    ]
    fields = ["email", "password", "first_name", "last_name", "is_staff", "is_superuser"]
    model.objects.bulk_create(
        wanted, update_conflicts=True, unique_fields=["username"], update_fields=fields
    )
    users = {user.username: user for user in model.objects.filter(username__in=[*_keys(rows)])}
    verified = set(EmailAddress.objects.filter(user__in=users.values()).values_list("email"))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in users.values()
        if (user.email,) not in verified
    )
    return users


def _keys(rows: list[dict[str, str]]) -> Iterator[str]:
    return (row["email"] for row in rows)


def _memberships(rows: list[dict[str, str]], users: dict[str, Any]) -> None:
    """Put each account into the groups of its roles."""
    groups = {group.name: group for group in Group.objects.all()}
    through = get_user_model().groups.through
    through.objects.filter(user__in=users.values()).delete()
    names = {role.name.lower(): role.value for role in Role}
    through.objects.bulk_create(
        through(user=users[row["email"]], group=groups[name])
        for row in rows
        for name in {Role.MEMBER.value, *(names[role] for role in _parts(row["roles"]))}
    )


def _profiles(rows: list[dict[str, str]], users: dict[str, Any]) -> None:
    """Write each profile, with its themes."""
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    places = {place.code: place for place in Territory.objects.all()}
    bodies = {body.code: body for body in Organisation.objects.all()}
    known = {member.user_id: member for member in Member.objects.filter(user__in=users.values())}
    members = []
    for row in rows:
        user = users[row["email"]]
        member = known.get(user.pk) or Member(user=user)
        language = "fr" if "fr" in _parts(row["languages"]) else "en"
        member.name = f"{row['first_name']} {row['last_name']}".strip()
        member.handle = row["email"].replace(".", "-")
        member.job_title = row[f"job_title_{language}"]
        member.organisation = bodies.get(row["organisation"])
        member.territory = places.get(row["territory"])
        member.language = language
        member.bio = row[f"bio_{language}"]
        member.offers = row[f"offers_{language}"]
        member.seeks = row[f"seeks_{language}"]
        members.append(member)
    Member.objects.bulk_create([member for member in members if member.pk is None])
    Member.objects.bulk_update(
        [known[member.user_id] for member in members if member.user_id in known], PROFILE
    )
    by_user = dict(Member.objects.filter(user__in=users.values()).values_list("user", "pk"))
    MemberTheme.objects.filter(content_object__in=by_user.values()).delete()
    MemberTheme.objects.bulk_create(
        MemberTheme(content_object_id=by_user[users[row["email"]].pk], tag=themes[slug])
        for row in rows
        for slug in _parts(row["themes"])
        if slug in themes
    )


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]
