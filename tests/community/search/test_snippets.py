"""What is shown of a passage: the right part, marked, and never anything but text."""

from hypothesis import given
from hypothesis import strategies as st

from community.search.snippets import highlight, snippet

LONG = "Il pleut. " * 60


def test_words_are_marked_by_stem_and_keep_their_accents():
    found = snippet("Les élèves écrivent.", frozenset({"elev"}), "fr")
    assert found == "Les <mark>élèves</mark> écrivent."


def test_an_elided_article_stays_outside():
    assert highlight("L’élève", frozenset({"elev"}), "fr") == "L’<mark>élève</mark>"


def test_markup_in_a_text_is_text():
    found = snippet('<script>alert("élève")</script> & <b>', frozenset({"elev"}), "fr")
    assert found == (
        "&lt;script&gt;alert(&quot;<mark>élève</mark>&quot;)&lt;/script&gt; &amp; &lt;b&gt;"
    )


def test_the_part_with_most_different_words_is_shown():
    text = f"cookie cookie cookie {LONG} un cookie et un navigateur {LONG}"
    found = snippet(text, frozenset({"cook", "navig"}), "fr")
    assert "<mark>navigateur</mark>" in found
    assert found.startswith("… ")
    assert found.endswith(" …")


def test_without_a_find_the_beginning_is_shown():
    assert snippet(f"Bonjour. {LONG}", frozenset(), "fr").startswith("Bonjour. Il pleut.")


@given(st.text(max_size=600), st.sampled_from(["fr", "en"]))
def test_no_text_breaks_out_of_a_snippet(text, language):
    for made in (
        snippet(text, frozenset({"a", "il"}), language),
        highlight(text, frozenset({"a"}), language),
    ):
        bare = made.replace("<mark>", "").replace("</mark>", "")
        assert not {"<", ">", '"'} & set(bare)
