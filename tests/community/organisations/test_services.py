"""The register: read, planned, written; as often as one likes, and nothing lost."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from community.organisations.models import Organisation
from community.organisations.register import UnreadableRegister, read_register
from community.organisations.services import dry_run, import_register
from tests.factories.people import make_organisation, make_territory

pytestmark = pytest.mark.django_db
HEAD = "code,name,kind,parent,territory,city,website,closed_on\n"
REGISTER = Path(__file__).parents[3] / "community/demo/data/organisations.csv"


@pytest.fixture(autouse=True)
def _english():
    """Messages as they stand in the code."""
    with translation.override("en"):
        yield


def outcomes(plan):
    return [(row.line, row.code, row.outcome) for row in plan.rows]


def refusals(plan):
    return [(row.line, row.message) for row in plan.refused]


def test_twice_changes_nothing():
    make_territory("D75")
    content = (HEAD + "FC-1,Un,continuing,,D75,Paris,https://un.example,\n").encode()
    assert outcomes(import_register(content)) == [(2, "FC-1", "added")]
    assert outcomes(import_register(content)) == [(2, "FC-1", "same")]
    body = Organisation.objects.get()
    assert (body.name, body.territory.code, body.city) == ("Un", "D75", "Paris")


def test_the_whole_register_takes_a_handful_of_queries(django_assert_max_num_queries):
    content = REGISTER.read_bytes()
    for row in read_register(content):
        make_territory(row.get("territory"))
    with django_assert_max_num_queries(11):
        plan = import_register(content)
    assert (plan.count("added"), plan.refused) == (486, [])
    assert Organisation.objects.exclude(parent=None).count() == 245
    with django_assert_max_num_queries(4):
        assert import_register(content).count("same") == 486


def test_what_differs_is_changed_and_said():
    make_organisation("Un", code="FC-1", city="Paris")
    parent = make_organisation("Deux", code="FC-2")
    content = (HEAD + "FC-1,Un,apprenticeship,FC-2,,Lyon,,2026-06-30\n").encode()
    plan = dry_run(content)
    assert [(c.label, c.before, c.after) for c in plan.rows[0].changes] == [
        ("kind", "Continuing-education establishment", "Apprentice centre"),
        ("attached to", "", "FC-2"),
        ("city", "Paris", "Lyon"),
        ("closed on", "", "2026-06-30"),
    ]
    assert Organisation.objects.get(code="FC-1").city == "Paris"
    import_register(content)
    body = Organisation.objects.get(code="FC-1")
    assert (body.kind, body.parent, body.city, body.closed_on) == (
        "apprenticeship",
        parent,
        "Lyon",
        date(2026, 6, 30),
    )


def test_a_column_that_is_missing_leaves_what_is_known():
    parent = make_organisation(code="FC-2")
    make_organisation(
        "Un", code="FC-1", city="Paris", parent=parent, territory=make_territory("D75")
    )
    import_register(b"code,name,kind\nFC-1,Autre,continuing\n")
    body = Organisation.objects.get(code="FC-1")
    assert (body.name, body.city, body.parent, body.territory.code) == (
        "Autre",
        "Paris",
        parent,
        "D75",
    )


def test_an_empty_cell_empties():
    make_organisation("Un", code="FC-1", city="Paris")
    import_register(b"code,name,kind,city\nFC-1,Un,continuing\n")
    assert Organisation.objects.get().city == ""


def test_parents_may_stand_anywhere():
    lines = "C,Trois,attached,B,,,,\nB,Deux,attached,A,,,,\nA,Un,continuing,,,,,\n"
    plan = import_register((HEAD + lines).encode())
    assert outcomes(plan) == [(2, "C", "added"), (3, "B", "added"), (4, "A", "added")]
    assert Organisation.objects.get(code="C").parent.parent.code == "A"


def test_a_circle_is_refused_and_the_rest_is_not():
    make_organisation(code="K")
    lines = "A,Un,attached,B,,,,\nB,Deux,attached,A,,,,\nC,Trois,attached,K,,,,\n"
    plan = import_register((HEAD + lines).encode())
    assert [row.outcome for row in plan.rows] == ["refused", "refused", "added"]


def test_a_circle_through_what_is_there_is_refused():
    parent = make_organisation(code="A")
    make_organisation(code="B", parent=parent)
    plan = import_register((HEAD + "A,Un,continuing,B,,,,\n").encode())
    assert refusals(plan) == [(2, "Attached to “B”, it would be attached to itself.")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("=1+1,Un,continuing,,,,,", "The cell “code” starts like a formula"),
        ("A,=cmd|' /C calc'!A0,continuing,,,,,", "The cell “name” starts like a formula"),
        ("A,Un,continuing,,,@SUM(A1),,", "The cell “city” starts like a formula"),
        ("A,Un,continuing,,,-2+3,,", "The cell “city” starts like a formula"),
        (",Un,continuing,,,,,", "The cell “code” is empty"),
        ("A,,continuing,,,,,", "The cell “name” is empty"),
        ("A b,Un,continuing,,,,,", "Its code may hold"),
        ("A,Un,school,,,,,", "Its kind is “school”"),
        ("A,Un,continuing,NO,,,,", "No other organisation has the code “NO”"),
        ("A,Un,continuing,A,,,,", "It names itself"),
        ("A,Un,continuing,,D99,,,", "No territory has the code “D99”"),
        ("A,Un,continuing,,,,javascript:alert(1),", "Its website must start with https://"),
        ("A,Un,continuing,,,,https://a b,", "Its website is no address"),
        ("A,Un,continuing,,,,,tomorrow", "“tomorrow” is no day"),
        ("A,Un,continuing,,,,,31/02/2026", "“31/02/2026” is no day"),
        ("A,Un,continuing,,,,,,surplus", "It has more cells"),
        (f"A,{'x' * 151},continuing,,,,,", "The cell “name” is longer than 150"),
        (f"{'A' * 31},Un,continuing,,,,,", "The cell “code” is longer than 30"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(line, message):
    plan = import_register((HEAD + "OK,Bon,continuing,,,,,\n" + line + "\n").encode())
    assert [row.outcome for row in plan.rows] == ["added", "refused"]
    (line_number, said) = refusals(plan)[0]
    assert line_number == 3
    assert said.startswith(message)
    assert [body.code for body in Organisation.objects.all()] == ["OK"]


def test_the_same_code_twice():
    plan = import_register((HEAD + "A,Un,continuing,,,,,\nA,Deux,continuing,,,,,\n").encode())
    assert refusals(plan) == [(3, "Its code stands twice in the file.")]


def test_lines_are_counted_as_a_spreadsheet_counts_them():
    content = HEAD + '\n"A","Un\nsur deux lignes",continuing,,,,,\n\n,Trois,continuing,,,,,\n'
    assert [row.line for row in import_register(content.encode()).rows] == [4, 6]


@pytest.mark.parametrize(
    "content",
    [
        "code;nom;type;ville\nA;École d’été;Centre de formation d’apprentis;Orléans\n".encode(
            "cp1252"
        ),
        "\ufeffCode;Name;Kind;City;;\r\nA;École d’été;apprenticeship;Orléans;;\r\n".encode(),
        "code\tname\tkind\tcity\nA\tÉcole d’été\tapprenticeship\tOrléans\n".encode(),
    ],
)
def test_what_french_spreadsheets_write(content):
    assert import_register(content).refused == []
    body = Organisation.objects.get()
    assert (body.name, body.kind, body.city) == ("École d’été", "apprenticeship", "Orléans")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Missing columns: code, name, kind"),
        (b"code,name\nA,Un\n", "Missing columns: kind"),
        (b"code,name,kind,prix\nA,Un,continuing,3\n", "Unknown columns: prix"),
        (b"code,name,kind,code\n", "Columns that stand there twice: code"),
        (b"code,name,kind\nA,U\0n,continuing\n", "This is not a CSV file"),
        (b"PK\x03\x04\0\0", "This is not a CSV file"),
        (b'code,name,kind\nA,"Un,continuing\n', "Line 2 cannot be read"),
        (b"x" * (5 * 1024 * 1024 + 1), "The file is larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_register_is_refused_whole(content, message):
    with pytest.raises(UnreadableRegister) as caught:
        import_register(content)
    assert str(caught.value).startswith(message)
    assert Organisation.objects.count() == 0


def test_the_command(tmp_path, capsys):
    path = tmp_path / "register.csv"
    path.write_bytes("code;name;kind\nA;Été;continuing\n=B;Deux;continuing\n".encode("cp1252"))
    call_command("import_organisations", path)
    call_command("import_organisations", path)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "1 added, 0 changed, 0 same, 1 refused"
    assert lines[3] == "0 added, 0 changed, 1 same, 1 refused"
    assert lines[0].startswith(f"{path}:3: =B: ")


def test_the_command_says_what_is_wrong_with_a_file(tmp_path):
    path = tmp_path / "register.csv"
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_organisations", path)
    path.write_bytes(b"code,nom,prix\n")
    with pytest.raises(CommandError, match="prix"):
        call_command("import_organisations", path)
