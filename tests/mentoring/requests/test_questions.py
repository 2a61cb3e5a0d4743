"""What is asked of the search for a need."""

from django.utils.safestring import mark_safe

from community.search.query import Hit, Result
from mentoring.requests.questions import question_of
from mentoring.requests.selectors import _at_its_moment


def test_figures_days_and_courtesies_are_not_the_subject():
    text = "Quatorze stagiaires, caméras éteintes, le vendredi de 9 h à 12 h. Je voudrais de l’aide"
    asked = question_of(text, ["Animation à distance"])
    assert asked == "stagiaires caméras éteintes le de Je de aide Animation à distance"
    english = question_of("I would like forty silent apprentices to talk on Monday", [])
    assert english == "silent apprentices to talk on"


def test_a_text_of_such_words_alone_is_asked_as_it_is():
    assert question_of("9 h lundi", []) == "9 h lundi"


def hit(url, place=""):
    return Hit(url=url, place=place, heading="", snippet=mark_safe(""), score=1.0)


def test_a_replay_is_opened_at_its_moment_and_a_card_where_it_answers_best():
    hits = (hit("/r/"), hit("/r/?t=96", "1:36"))
    shown = {"title_html": mark_safe(""), "title": "", "type_label": "", "icon": "", "room": ""}
    rest = {"kind": "", "url": "/r/", "language": "fr", "dated_on": None, "score": 1.0, "id": 1}
    replay = Result(type="replay", hits=hits, **shown, **rest)
    assert _at_its_moment(replay).hits[0].url == "/r/?t=96"
    assert _at_its_moment(Result(type="card", hits=hits, **shown, **rest)).hits == hits
