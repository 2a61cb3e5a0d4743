"""`manage.py search_index`."""

import pytest
from django.core.management import CommandError, call_command

from community.search.models import SearchWord
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db


def run(capsys, *options):
    call_command("search_index", *options)
    return capsys.readouterr().out.splitlines()[-1]


def test_it_brings_everything_up_to_date(capsys, host_alone):
    make_organisation("Campus des Genêts")
    assert run(capsys) == "1 objects, 1 written, 0 taken out."
    assert run(capsys) == "1 objects, 0 written, 0 taken out."
    assert run(capsys, "--fresh") == "1 objects, 1 written, 0 taken out."


def test_it_checks_and_mends(capsys, host_alone):
    make_organisation("Campus des Genêts")
    run(capsys, "--fresh")
    assert run(capsys, "--check") == "No difference in 1 objects."
    SearchWord.objects.filter(word="genêts").delete()
    assert run(capsys, "--check") == (
        "0 objects written anew, 0 taken out, 0 passages missing from the engine, "
        "0 left over there, 1 word counts wrong."
    )


def test_quietly(capsys, host_alone):
    call_command("search_index", verbosity=0)
    assert capsys.readouterr().out == ""


def test_one_way_at_a_time():
    with pytest.raises(CommandError):
        call_command("search_index", "--fresh", "--check")
