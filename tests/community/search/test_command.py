"""`manage.py search_index`."""

import pytest
from django.core.management import CommandError, call_command

from community.search.models import SearchIndex, SearchSubject, SearchWord
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


def test_a_server_follows(capsys, host_alone, server):
    make_organisation("Campus des Genêts")
    name = SearchIndex.objects.get().name
    assert run(capsys) == f"{name}: 2 documents, 1 objects sent."
    assert run(capsys, "--check") == f"{name}: no difference in 2 documents."
    assert run(capsys, "--fresh") == f"{name}: 2 documents, 1 objects sent."
    said = run(capsys, "--rebuild")
    name = SearchIndex.objects.get().name
    assert said == f"{name}: 2 documents, built anew."


def test_a_server_that_differs_is_mended(capsys, host_alone, server):
    make_organisation("Campus des Genêts")
    run(capsys)
    SearchSubject.objects.update(revision=7, sent_revision=7)
    name = SearchIndex.objects.get().name
    assert run(capsys, "--check") == (
        f"{name}: 0 documents missing, 2 older, 0 newer than the database, 0 left over; mended."
    )
    assert run(capsys, "--check") == f"{name}: no difference in 2 documents."


def test_a_server_that_is_away_is_an_error_after_the_databases_part(capsys, host_alone, settings):
    settings.SEARCH_URL = "opensearch://127.0.0.1:9/nobody"
    make_organisation("Campus des Genêts")
    with pytest.raises(CommandError, match="The database answers meanwhile"):
        call_command("search_index")
    assert "1 objects, 1 written, 0 taken out." in capsys.readouterr().out


def test_without_a_server_there_is_nothing_to_rebuild(host_alone):
    with pytest.raises(CommandError, match="SEARCH_URL"):
        call_command("search_index", "--rebuild")
