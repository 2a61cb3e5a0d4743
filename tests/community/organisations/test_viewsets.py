"""The register in the CMS: list, export, and an import that shows before it does."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from community.core.roles import Role
from community.organisations.cms_import import FOLDER
from community.organisations.models import Organisation
from tests.factories.people import make_organisation, make_territory, make_user

pytestmark = pytest.mark.django_db
GOOD = b"code,name,kind,city\nFC-1,Un,continuing,Paris\nFC-2,Deux,continuing,Lyon\n"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client, animator):
    client.force_login(animator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def upload(client, content, name="register.csv"):
    return client.post(
        reverse("organisation:import"), {"register": SimpleUploadedFile(name, content)}
    )


def test_a_look_before_it_leaps(desk):
    make_organisation("Un", code="FC-1", city="Brest")
    content = GOOD + b"=x,Trois,continuing,\n"
    response = upload(desk, content)
    assert [(part["outcome"], part["count"]) for part in response.context["parts"]] == [
        ("refused", 1),
        ("changed", 1),
        ("added", 1),
        ("same", 0),
    ]
    page = response.content.decode()
    assert "<del>Brest</del>" in page
    assert "<td>4</td>" in page
    assert Organisation.objects.get().city == "Brest"

    confirm = response.context["confirm"]
    done = desk.post(reverse("organisation:import"), {"confirm": confirm})
    assert done.status_code == 200
    assert (done.context["is_done"], done.context["plan"].count("refused")) == (True, 1)
    assert dict(Organisation.objects.values_list("code", "city")) == {
        "FC-1": "Paris",
        "FC-2": "Lyon",
    }
    # The file is gone; a second click imports nothing.
    again = desk.post(reverse("organisation:import"), {"confirm": confirm})
    assert again["Location"] == reverse("organisation:import")


def test_without_refusals_it_leads_to_the_list(desk):
    confirm = upload(desk, GOOD).context["confirm"]
    response = desk.post(reverse("organisation:import"), {"confirm": confirm})
    assert response["Location"] == reverse("organisation:index")
    assert Organisation.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code,name\n", "Missing columns: kind"),
        (b"code,name,kind,prix\n", "Unknown columns: prix"),
        (b"\0", "This is not a CSV file"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_a_wrong_file_is_refused_at_its_field(desk, content, words):
    response = upload(desk, content)
    assert response.status_code == 200
    assert words in str(response.context["form"].errors["register"])
    assert response.context["plan"] is None


def test_a_preview_is_its_senders_alone(desk, client):
    confirm = upload(desk, GOOD).context["confirm"]
    client.force_login(make_user(Role.ANIMATOR))
    response = client.post(reverse("organisation:import"), {"confirm": confirm})
    assert response["Location"] == reverse("organisation:import")
    response = client.post(reverse("organisation:import"), {"confirm": f"{FOLDER}/x.csv"})
    assert response["Location"] == reverse("organisation:import")
    assert Organisation.objects.count() == 0


def test_the_export_is_what_the_import_reads(desk):
    parent = make_organisation("Un", code="FC-1", territory=make_territory("D75"))
    make_organisation("Deux", code="FC-2", parent=parent, website="https://deux.example")
    response = desk.get(reverse("organisation:index") + "?export=csv")
    content = b"".join(response.streaming_content)
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert list(rows[0]) == [
        "code",
        "name",
        "kind",
        "parent",
        "territory",
        "city",
        "website",
        "closed_on",
    ]
    plan = upload(desk, content).context["plan"]
    assert [row.outcome for row in plan.rows] == ["same", "same"]


def test_the_list(desk, django_assert_max_num_queries):
    region = make_territory("R84")
    place = make_territory("D69", kind="department", parent=region)
    make_organisation("Campus du Rhône", code="FC-1", territory=place)
    make_organisation("Ailleurs", code="FC-2", closed_on="2026-01-01")
    for query, found in {
        "": ["Ailleurs", "Campus du Rhône"],
        "?q=rhône": ["Campus du Rhône"],
        f"?region={region.pk}": ["Campus du Rhône"],
        "?closed=yes": ["Ailleurs"],
        "?kind=partner": [],
    }.items():
        response = desk.get(reverse("organisation:index") + query)
        assert [each.name for each in response.context["object_list"]] == found, query


def test_what_is_used_is_not_deleted_by_mistake(desk):
    parent = make_organisation("Un", code="FC-1")
    make_organisation("Deux", code="FC-2", parent=parent)
    response = desk.post(reverse("organisation:delete", args=[parent.pk]))
    assert response.status_code == 302
    assert Organisation.objects.count() == 2


def test_the_chooser_finds_by_name_and_town(desk):
    make_organisation("Campus du Rhône", city="Lyon")
    make_organisation("Ailleurs", city="Brest")
    response = desk.get(reverse("organisation_chooser:choose_results") + "?q=lyon")
    page = response.content.decode()
    assert "Campus du Rhône" in page
    assert "Ailleurs" not in page
