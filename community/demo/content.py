"""The community's own part of the demo: places, themes, establishments, people, first pages."""

import csv
from collections.abc import Iterator
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Locale, Page, Site

from community.core.roles import Role
from community.demo.pages import HOME, INFO_PAGES
from community.demo.services import PASSWORD
from community.home.models import HomePage, InfoPage
from community.members.models import Member
from community.members.services import ensure_member
from community.organisations.models import Organisation
from community.organisations.services import import_organisations, read_register
from community.territories.models import Territory
from community.themes.models import Theme

DATA = Path(__file__).parent / "data"
DOMAIN = "demo.example"


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
                "aliases": "\n".join(filter(None, row["aliases"].split("|"))),
            },
        )
        yield number


def fill_organisations() -> Iterator[int]:
    """Import the register as an animator would."""
    with transaction.atomic():
        rows = read_register((DATA / "organisations.csv").read_bytes())
        for number, _report in enumerate(import_organisations(rows), start=1):
            yield number


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
    users = get_user_model()
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    places = {place.code: place for place in Territory.objects.all()}
    bodies = {body.code: body for body in Organisation.objects.all()}
    groups = {group.name: group for group in Group.objects.all()}
    # One hash for all: hashing is slow on purpose, and the password is public anyway.
    password = make_password(PASSWORD)
    for number, row in enumerate(rows_of("members.csv"), start=1):
        email = f"{row['email']}@{DOMAIN}"
        roles = [role for role in row["roles"].split("|") if role]
        with transaction.atomic():
            user, _made = users.objects.update_or_create(
                username=row["email"],
                defaults={
                    "email": email,
                    "password": password,
                    "first_name": row["first_name"],
                    "last_name": row["last_name"],
                    "is_staff": row["email"] == "admin",
                    "is_superuser": row["email"] == "admin",
                },
            )
            EmailAddress.objects.update_or_create(
                user=user, email=email, defaults={"verified": True, "primary": True}
            )
            wanted = {
                Role.MEMBER.value,
                *(Role[role.upper()].value for role in roles if role.upper() in Role.__members__),
            }
            user.groups.set(groups[name] for name in wanted)
            member = ensure_member(user)
            language = "fr" if "fr" in row["languages"].split("|") else "en"
            Member.objects.filter(pk=member.pk).update(
                name=f"{row['first_name']} {row['last_name']}".strip(),
                handle=row["email"].replace(".", "-"),
                job_title=row[f"job_title_{language}"],
                organisation=bodies.get(row["organisation"]),
                territory=places.get(row["territory"]),
                language=language,
                bio=row[f"bio_{language}"],
                offers=row[f"offers_{language}"],
                seeks=row[f"seeks_{language}"],
            )
            member.themes.set([themes[slug] for slug in row["themes"].split("|") if slug in themes])
        yield number
