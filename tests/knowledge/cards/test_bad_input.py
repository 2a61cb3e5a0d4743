"""What should not come in does not; what came in long ago, or twice at once, does no harm."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images import get_image_model

from community.core.public_files import public_file
from community.core.roles import Role
from knowledge.cards.models import CardPage
from tests.factories.cards import block, items, make_card
from tests.factories.people import make_user
from tests.knowledge.cards.test_cms import edit_url, form

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def contentstate(words, address):
    """What the editor sends of a text: here one that no editor would send."""
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a", "type": "unstyled", "depth": 0, "text": words,
                    "inlineStyleRanges": [{"offset": 0, "length": 3, "style": "EVIL"}],
                    "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}},
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,<script>", "vbscript:x"],
)
def test_hostile_words_and_links_in_every_field_stay_words(client, library, address):
    reviewer = make_user(Role.REVIEWER)
    card = make_card(library, slug="piege", owner=make_user(Role.EXPERT))
    client.force_login(reviewer)
    rich = contentstate(f"Mot {SCRIPT}", address)
    body = [
        ("heading", SCRIPT),
        ("text", rich),
        ("callout", {"kind": "tip", "text": rich}),
        ("quote", {"text": SCRIPT, "name": SCRIPT, "role": SCRIPT}),
        ("question", SCRIPT),
    ]
    words = dict.fromkeys(("title", "summary", "objective", "challenge", "audience_note"), SCRIPT)
    sent = form(body=body, slug="piege", source_label=SCRIPT, **words)
    assert client.post(edit_url(card), sent | {"action-publish": "1"}).status_code == 302
    client.logout()
    for page in ("/fr/savoirs/piege/", "/fr/savoirs/", "/fr/"):
        shown = client.get(page).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert f'href="{address.strip()}"' not in shown
        assert "javascript:" not in shown.replace("\t", "")
    assert "&lt;script&gt;alert(1)" in client.get("/fr/savoirs/piege/").content.decode()


def picture(size, kind="PNG"):
    held = io.BytesIO()
    Pillow.new("1" if kind == "PNG" else "RGB", size).save(held, kind)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("piege.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("piege.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("piege.gif", b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)"),
        ("piege.png", picture((20, 20), "JPEG")),
        ("immense.png", picture((20_000, 20_000))),
    ],
)
def test_what_is_no_image_of_its_kind_or_far_too_big_is_refused_with_its_reason(
    client, db, name, content
):
    client.force_login(make_user(Role.ANIMATOR, is_superuser=True))
    sent = {"title": "Un point", "file": ContentFile(content, name), "collection": 1}
    page = client.post(reverse("wagtailimages:add"), sent)
    assert page.status_code == 200
    assert "error-message" in page.content.decode()
    assert 'value="Un point"' in page.content.decode()
    assert not get_image_model().objects.exists()


def test_an_image_with_a_page_hidden_behind_it_is_only_ever_an_image(client, db, settings):
    client.force_login(make_user(Role.ANIMATOR, is_superuser=True))
    content = picture((20, 20), "JPEG") + b"<html><script>alert(1)</script>"
    sent = {"title": "Deux choses", "file": ContentFile(content, "deux.jpg"), "collection": 1}
    client.post(reverse("wagtailimages:add"), sent)
    image = get_image_model().objects.get()
    answer = public_file(RequestFactory().get("/"), image.file.name)
    assert answer["Content-Type"] == "image/jpeg"
    assert settings.SECURE_CONTENT_TYPE_NOSNIFF
    answer.close()


OLDER = [
    block("riddle", {"words": "Que fait-on ?"}),
    block("text", "<p>Encore là.</p>"),
    block("quote", {"words": "Autrement nommé"}),
    block("callout", {"kind": "shout", "text": "<p>D’un genre oublié.</p>"}),
    block("image", {"image": 4_000_000, "caption": "Partie"}),
    block("video", {"recording": None, "caption": ""}),
    block("steps", ["<p>Sans clé</p>", *items("<p>Avec clé</p>")]),
]


def test_blocks_of_an_older_version_do_not_break_the_card(client, library, reviewer):
    card = make_card(library, slug="ancienne")
    CardPage.objects.filter(pk=card.pk).update(body=json.dumps(OLDER))
    card = CardPage.objects.get(pk=card.pk)
    card.save_revision(clean=False)
    shown = client.get("/fr/savoirs/ancienne/")
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "Encore là." in text
    assert "Sans clé" in text
    assert client.get(reverse("knowledge:cards_printed") + f"?card={card.pk}").status_code == 200
    client.force_login(reviewer)
    assert client.get(edit_url(card)).status_code == 200
    assert client.get(f"/fr/savoirs/ancienne/?print={card.pk}").status_code == 200


def test_of_two_editors_at_once_neither_loses_a_word(client, library, reviewer):
    """The second to save by hand follows the first in the history; by itself nothing overwrites."""
    card = make_card(library, slug="a-deux", owner=reviewer)
    loaded = card.get_latest_revision()
    client.force_login(reviewer)
    state = {
        "loaded_revision_id": loaded.pk,
        "loaded_revision_created_at": loaded.created_at.isoformat(),
    }
    client.post(edit_url(card), form(slug="a-deux", summary="De la première.") | state)
    kept_by_itself = client.post(
        edit_url(card),
        form(slug="a-deux", summary="De la seconde.") | state,
        headers={"accept": "application/json"},
    )
    assert kept_by_itself.json()["error_code"] == "invalid_revision"
    latest = CardPage.objects.get(pk=card.pk).get_latest_revision_as_object()
    assert latest.summary == "De la première."
    client.post(edit_url(card), form(slug="a-deux", summary="De la seconde.") | state)
    told = [revision.as_object().summary for revision in card.revisions.order_by("pk")]
    assert told[-2:] == ["De la première.", "De la seconde."]
