"""What a wish says as a whole: it asks where no word is clear, and it never tells."""

from pathlib import Path

import pytest

from bench import coverage
from matching.interests import load_vocabulary
from matching.interests.finding import search
from tests.matching.interests.telling import asked, told

VOCABULARY = load_vocabulary()
PHRASES = [
    line.rpartition(":")[0]
    for file in sorted(Path(coverage.__file__).with_name("wishes").glob("*.txt"))
    for line in file.read_text().splitlines()
]


def named(phrase: str) -> set[str]:
    """Return the concepts to which words of a phrase lead."""
    return {VOCABULARY.concepts[each.concept].id for each in search(phrase, VOCABULARY).found}


def test_only_what_words_name_is_told() -> None:
    assert [phrase for phrase in PHRASES if not told(phrase) <= named(phrase) | {"ontmoeting"}] == []


def test_what_may_hurt_is_never_asked_where_no_word_says_it() -> None:
    delicate = {concept.id for concept in VOCABULARY.concepts if concept.meaning.delicate}
    assert [phrase for phrase in PHRASES if asked(phrase) & delicate - named(phrase)] == []


@pytest.mark.parametrize(
    ("phrase", "concept"), [("mijn handen jeuken", "ambacht"), ("ik ben graag onder vakbroeders", "ontmoeting")]
)
def test_what_no_word_names_is_asked(phrase: str, concept: str) -> None:
    assert concept not in named(phrase)
    assert told(phrase) == set()
    assert concept in asked(phrase)


@pytest.mark.parametrize("phrase", ["geen gitaar, wel fluit", "ik kan me geen dag voorstellen zonder piano"])
def test_where_something_is_refused_nothing_is_heard_as_a_whole(phrase: str) -> None:
    assert search(phrase, VOCABULARY).heard == ""


def test_what_someone_tells_beside_his_wish_is_not_heard() -> None:
    assert search("ik heb twee kinderen en wil zwemmen", VOCABULARY).heard == "en wil zwemmen"


@pytest.mark.parametrize("phrase", ["timmeren", "schaken in het park", "ooit, vroeger", "xqzzv"])
def test_where_words_are_clear_or_say_nothing_the_whole_asks_nothing(phrase: str) -> None:
    assert asked(phrase) <= named(phrase)
