"""An expert, a reviewer and the CMS: writing, submitting, approving, and not seeing others'."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from community.core.roles import Role
from community.core.validation import messages_of
from knowledge.cards import cms_home, services
from knowledge.cards.models import CardPage
from tests.factories.cards import make_card, make_libraries, make_theme
from tests.factories.people import make_user
from tests.factories.recordings import make_recording, make_track

WORDS = "<p>Un fait, un effet, une suite.</p>"


def form(body=None, **values):
    """What the browser sends of the card's form."""
    fields = {
        "title": "Dire non sans fermer la porte",
        "slug": "dire-non",
        "kind": "lesson",
        "summary": "Trois façons de refuser.",
        "objective": "Refuser une demande en proposant une suite",
        "audience_note": "",
        "rule_domain": "",
        "rule_number": "",
        "horizon": "",
        "themes": "",
        "territory": "",
        "audience": "everyone",
        "audience_organisation": "",
        "source_label": "",
        "source_url": "",
        "seo_title": "",
        "search_description": "",
        "body": streamfield(body or [("heading", "Un"), ("text", rich_text(WORDS))]),
    }
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""}
    return nested_form_data(fields | values) | {
        f"comments-{name}": value for name, value in comments.items()
    }


def add_url(library):
    return reverse("wagtailadmin_pages:add", args=["knowledge", "cardpage", library.pk])


def edit_url(card):
    return reverse("wagtailadmin_pages:edit", args=[card.pk])


def test_from_the_experts_form_to_the_live_page(client, library, expert, reviewer):
    make_theme("facilitation", name="Facilitation")
    client.force_login(expert)
    answer = client.post(add_url(library), form(themes="Facilitation") | {"action-submit": "1"})
    card = CardPage.objects.get(slug="dire-non")
    assert answer.status_code == 302
    assert (card.live, card.owner, card.author) == (False, expert, expert.member)
    assert card.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert client.get("/fr/savoirs/dire-non/").status_code == 404
    assert [message.to for message in mail.outbox] == [[reviewer.email]]

    client.force_login(reviewer)
    assert client.get(edit_url(card)).status_code == 200
    task = card.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[card.pk, "approve", task.pk])
    assert client.post(approve, {"comment": ""}).status_code == 302

    client.logout()
    page = client.get("/fr/savoirs/dire-non/")
    assert page.status_code == 200
    assert "Malik Benhaddou" in page.content.decode()
    card.refresh_from_db()
    assert (card.live, card.reviewed_by) == (True, reviewer.member)
    assert list(card.themes.values_list("slug", flat=True)) == ["facilitation"]


def test_an_expert_cannot_publish_alone(client, library, expert):
    client.force_login(expert)
    client.post(add_url(library), form() | {"action-publish": "1"})
    assert not CardPage.objects.get(slug="dire-non").live


def test_a_reviewer_who_publishes_vouches(client, library, expert, reviewer):
    card = make_card(library, live=False, owner=expert)
    client.force_login(reviewer)
    client.post(edit_url(card), form(slug=card.slug) | {"action-publish": "1"})
    card.refresh_from_db()
    assert (card.live, card.reviewed_by) == (True, reviewer.member)


def test_who_reviewed_survives_a_new_draft(client, library, expert, reviewer):
    card = make_card(library, owner=expert)
    services.record_review(card, by=reviewer)
    client.force_login(expert)
    client.post(edit_url(card), form(slug=card.slug, title="Nouveau titre"))
    card = CardPage.objects.get(pk=card.pk)
    assert (card.title, card.has_unpublished_changes) == ("Donner un retour", True)
    card.get_latest_revision().publish()
    card.refresh_from_db()
    assert (card.title, card.reviewed_by) == ("Nouveau titre", reviewer.member)


@pytest.mark.parametrize(
    ("body", "values", "field"),
    [
        ([("text", rich_text(f"<p>{'mot ' * 1100}</p>"))], {}, "body"),
        (None, {"objective": ""}, "objective"),
        (None, {"summary": ""}, "summary"),
        (None, {"kind": "signal"}, "horizon"),
        (None, {"kind": "golden_rule", "rule_number": "4"}, "rule_domain"),
        (None, {"audience": "organisation"}, "audience_organisation"),
        ([("embed", {"url": "https://evil.example/x", "title": "a", "text": "b"})], {}, "body"),
        ([("embed", {"url": "javascript:alert(1)", "title": "a", "text": "b"})], {}, "body"),
    ],
)
def test_what_is_submitted_keeps_its_promises_and_a_draft_is_kept(
    client, library, expert, body, values, field
):
    client.force_login(expert)
    answer = client.post(add_url(library), form(body, **values) | {"action-submit": "1"})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not CardPage.objects.filter(slug="dire-non").exists()
    is_wrong_address = body is not None and body[0][0] == "embed"
    if not is_wrong_address:
        assert client.post(add_url(library), form(body, **values)).status_code == 302
        assert not CardPage.objects.get(slug="dire-non").live


def test_the_long_lesson_is_told_what_to_cut(client, library, expert):
    client.force_login(expert)
    body = [("text", rich_text(f"<p>{'mot ' * 1100}</p>"))]
    answer = client.post(add_url(library), form(body) | {"action-submit": "1"})
    (error,) = answer.context["form"].errors["body"].as_data()
    assert messages_of(error) == [
        (
            "Cette leçon prend 5 min 39 s. Pour tenir en cinq minutes\u202f: "
            "coupez environ 127 mots, ou faites-en 2 fiches."
        )
    ]


def test_a_film_without_captions_waits(client, library, expert):
    recording = make_recording("Trois gestes", duration=20, uploaded_by_user=expert)
    body = [("video", {"recording": recording.pk, "caption": ""}), ("text", rich_text(WORDS))]
    client.force_login(expert)
    answer = client.post(add_url(library), form(body) | {"action-submit": "1"})
    assert "body" in answer.context["form"].errors
    make_track(recording)
    assert client.post(add_url(library), form(body) | {"action-submit": "1"}).status_code == 302


@pytest.fixture
def in_review_without_captions(client, library, expert):
    """A card in review whose film lost its captions after it was submitted."""
    recording = make_recording("Trois gestes", duration=20, uploaded_by_user=expert)
    track = make_track(recording)
    body = [("video", {"recording": recording.pk, "caption": ""}), ("text", rich_text(WORDS))]
    client.force_login(expert)
    client.post(add_url(library), form(body) | {"action-submit": "1"})
    track.delete()
    return CardPage.objects.get(slug="dire-non")


@pytest.mark.parametrize("with_comment", [False, True])
def test_approving_what_lost_its_captions_says_why_and_keeps_it_in_review(
    client, in_review_without_captions, reviewer, with_comment
):
    card = in_review_without_captions
    client.force_login(reviewer)
    task = card.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[card.pk, "approve", task.pk])
    headers = {"x-requested-with": "XMLHttpRequest"} if with_comment else {}
    answer = client.post(approve, {"comment": ""}, headers=headers)
    if with_comment:
        assert answer.json() == {"step": "success", "redirect": edit_url(card)}
    else:
        assert (answer.status_code, answer.url) == (302, edit_url(card))
    page = client.get(edit_url(card))
    assert "Trois gestes" in "".join(map(str, page.context["messages"]))
    card = CardPage.objects.get(pk=card.pk)
    assert (card.live, card.reviewed_by) == (False, None)
    assert card.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_publishing_many_says_why_one_cannot(client, in_review_without_captions, reviewer):
    card = in_review_without_captions
    client.force_login(reviewer)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{bulk}?id={card.pk}&next=/cms/")
    assert answer.status_code == 302
    assert "Trois gestes" in "".join(map(str, client.get(answer.url).context["messages"]))
    assert not CardPage.objects.get(pk=card.pk).live


def test_script_in_the_text_is_not_kept(client, library, expert, reviewer):
    body = [("text", rich_text("<p>Bon<script>alert(1)</script> <b onclick='x()'>gras</b></p>"))]
    client.force_login(expert)
    client.post(add_url(library), form(body))
    card = CardPage.objects.get(slug="dire-non")
    source = card.body[0].value.source
    assert ("script" in source, "onclick" in source) == (False, False)


def test_an_address_is_made_when_none_is_given(client, library, expert):
    client.force_login(expert)
    assert client.post(add_url(library), form(slug="")).status_code == 302
    assert (
        CardPage.objects.get(title__startswith="Dire non").slug == "dire-non-sans-fermer-la-porte"
    )


@pytest.mark.parametrize("slug", ["dire-non", ""])
@pytest.mark.parametrize("button", ["", "action-submit"])
def test_a_new_card_kept_by_the_editor_and_by_its_author_is_made_once(
    client, library, expert, slug, button
):
    client.force_login(expert)
    page = BeautifulSoup(client.get(add_url(library)).text, "html.parser")
    key = page.select_one("input[name=kept_as]")["value"]
    sent = form(slug=slug) | {"kept_as": key}
    kept = client.post(add_url(library), sent, headers={"accept": "application/json"})
    assert kept.json()["success"]
    pressed = {**sent, "summary": "Le dernier mot.", **({button: "1"} if button else {})}
    assert client.post(add_url(library), pressed).status_code == 302
    (card,) = CardPage.objects.filter(owner=expert)
    assert card.get_latest_revision_as_object().summary == "Le dernier mot."
    assert (card.current_workflow_state is not None) == bool(button)


def test_a_key_of_somebody_else_opens_nothing(client, library, expert, others):
    client.force_login(expert)
    sent = form() | {"kept_as": str(others[0].translation_key)}
    client.post(add_url(library), sent)
    others[0].refresh_from_db()
    assert others[0].title == "Le brouillon de Thomas"


def test_lines_are_put_on_one(client, library, expert):
    client.force_login(expert)
    client.post(add_url(library), form(summary="Deux\r\nlignes."))
    assert CardPage.objects.get(slug="dire-non").summary == "Deux lignes."


def test_the_editor_shows_the_time(client, library, expert):
    card = make_card(library, live=False, owner=expert)
    client.force_login(expert)
    text = client.get(edit_url(card)).content.decode()
    assert 'data-words-per-minute="195"' in text
    assert 'data-promise="300"' in text
    assert "knowledge/js/reading_time.js" in text


def test_the_panel_asks_how_long_a_recording_is(client, expert, person):
    recording = make_recording(duration=27.5)
    path = f"/cms/knowledge/recordings/{recording.pk}/length/"
    client.force_login(expert)
    assert client.get(path).json() == {"seconds": 27.5}
    assert client.get("/cms/knowledge/recordings/0/length/").json() == {"seconds": 0}
    client.force_login(person)
    assert client.get(path).status_code in {302, 403}


@pytest.fixture
def others(library):
    """A draft and a published card of somebody else, the latter with a newer draft."""
    other = make_user(Role.EXPERT, name="Thomas Oury")
    draft = make_card(library, "Le brouillon de Thomas", live=False, owner=other)
    published = make_card(library, "La fiche de Thomas", owner=other)
    published.title = "Le nouveau titre secret"
    published.save_revision(clean=False)
    return [draft, published]


def refused(answer):
    """Whether the CMS turned somebody away: it sends them back with a message."""
    return answer.status_code in {302, 403, 404}


def test_an_expert_opens_no_card_of_others(client, library, expert, others):
    client.force_login(expert)
    for card in others:
        revision = card.latest_revision_id
        for name, args in [
            ("edit", [card.pk]),
            ("history", [card.pk]),
            ("history_results", [card.pk]),
            ("view_draft", [card.pk]),
            ("usage", [card.pk]),
            ("workflow_history", [card.pk]),
            ("delete", [card.pk]),
            ("copy", [card.pk]),
            ("move", [card.pk]),
            ("preview_on_edit", [card.pk]),
            ("revisions_view", [card.pk, revision]),
            ("revisions_revert", [card.pk, revision]),
            ("revisions_compare", [card.pk, "earliest", "latest"]),
        ]:
            answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=args))
            assert refused(answer), name
        answer = client.post(edit_url(card), form(slug=card.slug))
        assert refused(answer)
        card.refresh_from_db()
        assert "Thomas" in card.title


def test_an_expert_finds_no_card_of_others(client, library, expert, others):
    own = make_card(library, "Ma propre fiche", live=False, owner=expert)
    client.force_login(expert)
    places = [
        reverse("wagtailadmin_explore", args=[library.pk]),
        reverse("wagtailadmin_pages:search") + "?q=Thomas",
        reverse("wagtailadmin_pages:search") + "?q=",
        reverse("wagtailadmin_pages:type_use", args=["knowledge", "cardpage"]),
        reverse("wagtailadmin_choose_page_child", args=[library.pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=Thomas",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={library.pk}&for_explorer=1",
        reverse("wagtailadmin_api:pages:listing") + "?fields=title&search=Thomas",
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:workflow_tasks"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_home"),
    ]
    for place in places:
        answer = client.get(place)
        assert answer.status_code in {200, 302, 403}, place
        text = answer.content.decode()
        for words in ("brouillon de Thomas", "fiche de Thomas", "titre secret"):
            assert words not in text, place
    assert "Ma propre fiche" in client.get(places[0]).content.decode()
    for card in others:
        path = reverse("wagtailadmin_api:pages:detail", args=[card.pk])
        assert refused(client.get(path))
    assert client.get(reverse("wagtailadmin_api:pages:detail", args=[own.pk])).status_code == 200


def pages_counted(client):
    (item,) = BeautifulSoup(client.get("/cms/").text, "html.parser").select(".w-summary a")[:1]
    return int(item.get_text(" ", strip=True).split()[0])


def test_the_first_page_of_the_cms_counts_what_one_may_edit(
    client, library, expert, reviewer, others
):
    make_card(library, "Ma propre fiche", live=False, owner=expert)
    client.force_login(expert)
    assert pages_counted(client) == 1
    client.force_login(reviewer)
    assert pages_counted(client) == 5  # three cards and both libraries
    client.force_login(make_user(is_superuser=True, is_staff=True))
    assert pages_counted(client) == Page.objects.filter(depth__gt=1).count()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ANIMATOR])
def test_who_edits_or_reviews_finds_every_card(client, library, others, role):
    client.force_login(make_user(role))
    text = client.get(reverse("wagtailadmin_explore", args=[library.pk])).content.decode()
    assert all(card.get_latest_revision_as_object().title in text for card in others)
    assert client.get(edit_url(others[0])).status_code == 200


@pytest.mark.parametrize("role", [None, Role.FACILITATOR])
def test_other_roles_do_not_enter(client, library, role):
    client.force_login(make_user(*([role] if role else [])))
    assert client.get(reverse("wagtailadmin_explore", args=[library.pk])).status_code == 302
    assert client.get(add_url(library)).status_code == 302


def test_a_library_is_opened_once_and_for_good(libraries):
    before = Workflow.objects.count()
    permissions = Group.objects.get(name=Role.EXPERT.value).page_permissions.count()
    services.open_library(libraries["fr"])
    assert Workflow.objects.count() == before
    assert Group.objects.get(name=Role.EXPERT.value).page_permissions.count() == permissions == 2
    workflows = {library.get_workflow() for library in libraries.values()}
    (workflow,) = workflows
    (task,) = workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == [Role.REVIEWER.value]


def test_the_cms_offers_to_write(client, libraries, expert, reviewer):
    client.force_login(expert)
    text = client.get("/cms/").content.decode()
    assert all(add_url(library) in text for library in libraries.values())
    client.force_login(reviewer)
    assert add_url(libraries["fr"]) not in client.get("/cms/").content.decode()


def test_cards_lie_only_in_libraries(homes, library):
    assert CardPage.allowed_parent_page_models() == [type(library)]
    assert CardPage not in type(homes["fr"]).creatable_subpage_models()


def test_a_card_is_written_from_a_title(client, homes, expert, django_assert_num_queries):
    libraries = make_libraries(homes)
    url_of = cms_home.card_writer(expert)
    with django_assert_num_queries(0):
        urls = [url_of("Miel d'été", language) for language in ("fr", "en", "de")]
    french, english = (cms_home.add_url(libraries[code]) for code in ("fr", "en"))
    asked = "?title=Miel+d%27%C3%A9t%C3%A9"
    assert urls[:2] == [french + asked, english + asked]
    assert urls[2] in urls[:2]
    client.force_login(expert)
    page = client.get(urls[0])
    assert b"knowledge/js/given_title" in page.content


def test_who_writes_nowhere_gets_no_form(person):
    assert cms_home.card_writer(person)("Miel", "fr") == ""
