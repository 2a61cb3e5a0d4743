"""A body is the same after Markdown, whatever people put into it; and Markdown a person reads."""

from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.cards import rich_text
from knowledge.cards.blocks import LINE_FEATURES, TEXT_FEATURES
from knowledge.cards.markdown import FORMS, pieces_of, read_piece, write_body

END = "  "
"""Two spaces are a line's end in Markdown."""
MARKS = "\\`*_{}[]()#+-.!>|~=:&<\"' \u202f«»’—…éœ1a\n"
WORDS = st.text(st.sampled_from(MARKS) | st.characters(codec="utf-8", exclude_categories=["C"]))
LINES = WORDS.map(lambda text: text.replace("\n", " "))
TAGS = st.sampled_from(["b", "i"])


ORDINARY = st.sampled_from(
    [
        "Un mot",
        "d’ici : « là »",
        "3 * 4 * 5",
        "nom_de_fichier_long",
        "1. Début",
        "# dièse",
        "- tiret",
        "<b> & co",
        "voir exemple.fr",
        "[x](y) `code`",
        "2026.",
        "| a | b |",
    ]
)


def inline(words=LINES, *, least=0):
    tagged = st.tuples(words, st.none() | TAGS | st.just("a"))
    return st.lists(tagged, min_size=least, max_size=4).map(
        lambda parts: (" " if least else "").join(map(shown, parts))
    )


def shown(part):
    words, tag = part
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if tag == "a":
        return f'<a href="https://exemple.fr/?a=1&amp;b=(2)">{safe}</a>'
    return f"<{tag}>{safe}</{tag}>" if tag else safe


def lists_of(tag, line):
    item = line.map("<li>{}</li>".format)
    nested = st.tuples(line, st.lists(item, min_size=1, max_size=2)).map(
        lambda pair: f"<li>{pair[0]}<ul>{''.join(pair[1])}</ul></li>"
    )
    items = st.lists(item | nested, min_size=1, max_size=3)
    return items.map(lambda found: f"<{tag}>{''.join(found)}</{tag}>")


def texts_of(line):
    parts = st.one_of(
        line.map("<p>{}</p>".format),
        st.tuples(line, line).map("<p>{0[0]}<br/>{0[1]}</p>".format),
        line.map("<h3>{}</h3>".format),
        lists_of("ul", line),
        lists_of("ol", line),
    )
    return st.lists(parts, max_size=4).map("".join)


TEXTS = texts_of(inline())
ITEMS = st.lists(inline().map("<p>{}</p>".format), min_size=1, max_size=2).map("".join)
ADDRESSES = st.sampled_from(["../media/note-12ab.pdf", "../media/film-0.mp4", "https://e.org/v/1"])
BLOCKS = st.one_of(
    st.tuples(st.sampled_from(["heading", "question"]), WORDS),
    st.tuples(st.just("text"), TEXTS),
    st.tuples(st.sampled_from(["steps", "checklist"]), st.lists(ITEMS, max_size=3)),
    st.tuples(
        st.just("callout"),
        st.fixed_dictionaries(
            {"kind": st.sampled_from(["tip", "note", "warning", "important"]), "text": ITEMS}
        ),
    ),
    st.tuples(
        st.just("quote"), st.fixed_dictionaries({"text": WORDS, "name": LINES, "role": LINES})
    ),
    st.tuples(
        st.just("image"),
        st.fixed_dictionaries(
            {
                "image": st.fixed_dictionaries(
                    {"image": ADDRESSES, "decorative": st.booleans(), "alt_text": LINES}
                ),
                "caption": LINES,
            }
        ),
    ),
    st.tuples(
        st.sampled_from(["video", "audio"]),
        st.fixed_dictionaries({"recording": st.none() | ADDRESSES, "caption": LINES}),
    ),
    st.tuples(
        st.just("document"), st.fixed_dictionaries({"document": ADDRESSES, "description": LINES})
    ),
    st.tuples(
        st.just("embed"), st.fixed_dictionaries({"url": ADDRESSES, "title": LINES, "text": WORDS})
    ),
    # Of another version: unknown, or of another shape.
    st.tuples(st.sampled_from(["riddle", "heading", "steps", "image"]), st.integers() | WORDS),
)


def as_kept(block):
    """A block as the editor would have kept it."""
    match block:
        case ("text", str() as text):
            return "text", rich_text.normal(text, TEXT_FEATURES)
        case ("steps" | "checklist" as kind, list() as items):
            return kind, [rich_text.normal(item, LINE_FEATURES) for item in items]
        case ("callout", {"kind": kind, "text": text}):
            return "callout", {"kind": kind, "text": rich_text.normal(text, LINE_FEATURES)}
        case _:
            return block


def read(text):
    return [read_piece(piece) for piece in pieces_of(text)]


@given(st.lists(BLOCKS, max_size=5))
@example([("heading", "Section"), ("heading", "")])
@example([("text", "<p>&lt;!-- steps --&gt;</p><p>```</p>")])
@example([("quote", {"text": "On a ri.\n\n— Zoé, ici", "name": "Jade, dite J.", "role": ""})])
def test_a_body_is_the_same_after_markdown(blocks):
    blocks = [as_kept(block) for block in blocks]
    assert read(write_body(blocks)) == blocks


@given(texts_of(inline(ORDINARY, least=1)))
def test_a_text_that_people_write_is_written_in_markdown_not_in_json(text):
    block = as_kept(("text", text))
    if block[1]:
        assert "```json" not in write_body([block])


def test_what_a_person_reads():
    blocks = [
        ("text", "<p>Un <b>mot</b> * et [un] autre.</p><ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("heading", "Les étapes"),
        ("steps", ["<p>Ouvrir.</p>", "<p>Écouter.</p><p>Redire.</p>"]),
        ("checklist", ["<p>Salle</p>", "<p>Café</p>"]),
        ("callout", {"kind": "tip", "text": "<p>Un conseil.</p>"}),
        ("quote", {"text": "On a ri.\nBeaucoup.", "name": "Jade", "role": "tutrice, Limoges"}),
        (
            "image",
            {
                "image": {"image": "../media/a.png", "decorative": False, "alt_text": "Un point"},
                "caption": "Mars",
            },
        ),
        ("video", {"recording": "../media/film.mp4", "caption": ""}),
        ("question", "Et vous ?"),
    ]
    text = write_body(blocks)
    assert (
        text
        == f"""<!-- text -->

Un **mot** \\* et \\[un\\] autre.

- a
    - b

## Les étapes

<!-- steps -->

1. Ouvrir.
2. Écouter.

    Redire.

<!-- checklist -->

- [ ] Salle
- [ ] Café

<!-- callout -->

> [!TIP]
> Un conseil.

<!-- quote -->

> On a ri\\.{END}
> Beaucoup\\.
>
> — Jade, tutrice, Limoges

<!-- image -->

![Un point](../media/a.png "Mars")

<!-- video -->

[film\\.mp4](../media/film.mp4)

<!-- question -->

Et vous ?
"""
    )
    assert read(text) == blocks


def test_every_type_but_those_named_has_a_form():
    from knowledge.cards.blocks import CardBody

    assert set(CardBody().child_blocks) - set(FORMS) == set()
