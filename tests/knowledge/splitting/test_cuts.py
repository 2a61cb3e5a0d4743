"""A body cut in two is the body: every block in one of both, every letter of a text kept."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.splitting import cuts
from knowledge.splitting.cuts import Cut

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(
    lambda text: text.replace("<", "‹").replace("&", "+")
)
INLINE = st.one_of(
    WORDS,
    WORDS.map(lambda text: f"<b>{text}</b>"),
    WORDS.map(lambda text: f'<a href="https://a.example/">{text}<br/></a>'),
)
PIECE = st.one_of(
    INLINE.map(lambda text: f'<p data-block-key="k1">{text}</p>'),
    WORDS.map(lambda text: f"<h3>{text}</h3>"),
    st.lists(INLINE, min_size=1, max_size=3).map(
        lambda texts: "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"
    ),
    st.just("<hr/>"),
)
TEXT = st.one_of(
    st.lists(PIECE, max_size=6).map("".join),
    # What somebody else wrote, or broke.
    st.text(st.sampled_from("<>/pbh3 \n&;\"='a"), max_size=40),
    st.text(max_size=30),
)
BLOCK = st.one_of(
    TEXT.map(lambda value: {"type": "text", "value": value}),
    WORDS.map(lambda value: {"type": "heading", "value": value}),
    WORDS.map(lambda value: {"type": "question", "value": value}),
)


@st.composite
def bodies(draw):
    return [
        {**block, "id": f"id-{number}"}
        for number, block in enumerate(draw(st.lists(BLOCK, max_size=6)))
    ]


def joined(first, second, cut):
    """Put two bodies together again; what was cut within a text is one text again."""
    if not cut.part:
        return [*first, *second]
    before, after = first[-1], second[0]
    assert before["id"] != after["id"]
    return [*first[:-1], {**before, "value": before["value"] + after["value"]}, *second[1:]]


@given(bodies())
def test_both_parts_together_are_the_card(body):
    for cut in cuts.cuts_of(body):
        first, second = cuts.split(body, cut)
        assert first
        assert second
        assert joined(first, second, cut) == body
        ids = [block["id"] for block in (*first, *second)]
        assert len(ids) == len(set(ids))
        assert {block["id"] for block in body} <= set(ids)
        assert cuts.split(body, cut) == (first, second)
        assert cuts.cut_of(str(cut), body) == cut


@given(TEXT)
def test_the_parts_of_a_text_are_the_text(source):
    assert "".join(part.source for part in cuts.parts_of(source)) == source


def test_a_text_is_cut_before_its_outermost_elements():
    source = "<p>Un <b>gras</b>.</p><h3>Titre</h3><ul><li>a</li><li>b</li></ul>\n<p>Fin<br/></p>"
    parts = cuts.parts_of(source)
    assert [part.tag for part in parts] == ["p", "h3", "ul", "p"]
    assert parts[1].source == "<h3>Titre</h3>"
    assert [part.is_heading for part in parts] == [False, True, False, False]


def test_a_text_that_does_not_close_is_left_whole():
    for source in ("<p>Un<p>Deux", "<b>a</p><p>b</p>", "", "mots", "<p>a</p\n>", "a\r<p>b</p><p>c"):
        assert len(cuts.parts_of(source)) == 1


def test_a_cut_is_read_as_it_is_written():
    body = [
        {"type": "text", "value": "<p>a</p><p>b</p>", "id": "1"},
        {"type": "question", "value": "?", "id": "2"},
    ]
    assert [str(cut) for cut in cuts.cuts_of(body)] == ["0.1", "1"]
    assert cuts.cut_of("0.1", body) == Cut(0, 1)
    for wrong in ("", "0", "2", "0.2", "1.1", "-1", "x", "1 ", "01"):
        assert cuts.cut_of(wrong, body) is None
