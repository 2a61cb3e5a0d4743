"""Cards for the tests: a library in each language, cards of every kind."""

import itertools
import json

from wagtail.models import Locale

from community.themes.models import Theme
from knowledge.cards.models import CardIndexPage, CardPage

_numbers = itertools.count(1)
NAMES = {"fr": ("Savoirs", "savoirs"), "en": ("Knowledge", "knowledge")}


def make_libraries(homes):
    """Return the library of each language by code, translations of each other."""
    libraries = {}
    for code, (title, slug) in NAMES.items():
        library = CardIndexPage(
            title=title, slug=slug, locale=Locale.objects.get(language_code=code)
        )
        if libraries:
            library.translation_key = libraries["fr"].translation_key
        homes[code].add_child(instance=library)
        library.save_revision().publish()
        libraries[code] = library
    return libraries


def make_theme(slug, **values):
    values.setdefault("name", slug.replace("-", " ").capitalize())
    return Theme.objects.get_or_create(slug=slug, defaults=values)[0]


def block(kind, value):
    return {"type": kind, "value": value}


def items(*texts):
    """The items of a list block as the database keeps them."""
    return [{"type": "item", "id": f"item-{n}", "value": text} for n, text in enumerate(texts)]


def text_of_words(number):
    return block("text", f"<p>{'mot ' * number}</p>")


BODY = (
    block("heading", "Trois phrases"),
    block("text", "<p>Un fait, un effet, une suite.</p>"),
    block("heading", "Les mots qui aident"),
    block("steps", items("<p>Attendre</p>", "<p>Demander</p>")),
)


def make_card(library, title="Donner un retour", *, themes=(), live=True, body=BODY, **values):
    """A card of a library, published unless said otherwise; drafts are not checked."""
    values.setdefault("slug", f"fiche-{next(_numbers)}")
    values.setdefault("summary", "Trois phrases valent mieux qu’un quart d’heure.")
    values.setdefault("objective", "Donner un retour précis")
    card = CardPage(
        title=title, locale=library.locale, live=live, body=json.dumps(list(body)), **values
    )
    card.themes.add(*[make_theme(slug) for slug in themes])
    library.add_child(instance=card)
    revision = card.save_revision(clean=False)
    if live:
        revision.publish()
        card.refresh_from_db()
    return card
