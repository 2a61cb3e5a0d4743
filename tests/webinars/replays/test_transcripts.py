"""Cues become turns, chapters marks on a bar."""

from community.recordings.captions import Chapter, Cue
from webinars.replays.transcripts import chapter_marks, transcript_of

CUES = [
    Cue(1.2, 4.0, "Bonjour à toutes\net à tous.", "Claire"),
    Cue(4.5, 8.0, "Une seule question.", "Claire"),
    Cue(8.3, 12.0, "Et une réponse.", "Malik"),
    Cue(30.0, 33.0, "Après le silence.", "Malik"),
    Cue(34.0, 36.0, "La suite.", "Malik"),
]
CHAPTERS = [Chapter(0.0, "Ouverture"), Chapter(34.0, "Suite")]


def shape(transcript):
    return [
        (turn.speaker, turn.second, turn.says_speaker, turn.chapter, len(turn.lines))
        for turn in transcript.turns
    ]


def test_turns():
    assert shape(transcript_of(CUES, CHAPTERS, language="fr")) == [
        ("Claire", 1, True, "Ouverture", 2),
        ("Malik", 8, True, "", 1),
        ("Malik", 30, False, "", 1),
        ("Malik", 34, True, "Suite", 1),
    ]


def test_a_monologue_is_broken_where_a_sentence_ends():
    cues = [
        Cue(n * 5.0, n * 5 + 4.8, "Une phrase." if n % 2 else "Et", "Claire") for n in range(20)
    ]
    turns = transcript_of(cues, [], language="fr").turns
    assert [len(turn.lines) for turn in turns] == [10, 10]


def test_the_cue_at_a_second_is_marked():
    def current(second):
        transcript = transcript_of(CUES, [], language="fr", second=second)
        return [
            line.cue.text for turn in transcript.turns for line in turn.lines if line.is_current
        ]

    assert current(None) == []
    assert current(0) == []
    assert current(1) == ["Bonjour à toutes\net à tous."]
    assert current(8) == ["Et une réponse."]
    assert current(20) == ["Et une réponse."]
    assert current(9999) == ["La suite."]


def test_every_second_in_an_address_lands_on_its_own_cue():
    for line in [
        line for turn in transcript_of(CUES, [], language="fr").turns for line in turn.lines
    ]:
        landed = transcript_of(CUES, [], language="fr", second=line.second)
        (current,) = [x.cue for turn in landed.turns for x in turn.lines if x.is_current]
        assert current == line.cue


def test_as_text():
    assert transcript_of(CUES[:3], CHAPTERS, language="fr").text == (
        "OUVERTURE\n\n[0:01] Claire – Bonjour à toutes et à tous. Une seule question.\n\n"
        "[0:08] Malik – Et une réponse.\n"
    )


def test_chapters_share_a_bar_of_a_thousand():
    marks = chapter_marks(CHAPTERS, 68.0, 40)
    assert [(m.start, m.width, m.clock, m.is_current) for m in marks] == [
        (0, 500, "0:00", False),
        (500, 500, "0:34", True),
    ]
    assert chapter_marks([], 68.0) == []
