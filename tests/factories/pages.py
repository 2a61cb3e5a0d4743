"""The page tree for the tests: a home in each language under the site's root."""

from wagtail.models import Locale, Page, Site

from community.home.models import HomePage


def make_homes():
    """Return the home page of each language by code; the French one is the site's root page."""
    french = Locale.objects.get_or_create(language_code="fr")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.get_first_root_node()
    home = HomePage.objects.filter(locale=french).first()
    if home is None:
        home = root.add_child(
            instance=HomePage(
                title="Accueil", slug="accueil", locale=french, sentence="Apprendre des autres."
            )
        )
    translated = HomePage.objects.filter(locale=english).first()
    if translated is None:
        translated = home.copy_for_translation(english)
        translated.title, translated.sentence = "Home", "Learn from each other."
        translated.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "Essaim"},
    )
    return {"fr": home, "en": translated}
