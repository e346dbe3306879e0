import pytest

from matching.interests import load_vocabulary, suggest
from matching.vocabulary import Language

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("query", "concept"),
    [
        ("tim", "houtbewerking"),
        ("fie", "fietsen"),
        ("Taar", "bakken"),
        ("kavia", "kleine-huisdieren"),
        ("samen e", "samen-eten"),
    ],
)
def test_the_first_suggestion_is_what_was_begun(query: str, concept: str) -> None:
    assert suggest(query, VOCABULARY, limit=5)[0].id == concept


def test_a_misspelt_word_is_understood() -> None:
    assert "bibliotheekwerk" in {suggestion.id for suggestion in suggest("biblioteek", VOCABULARY, limit=5)}


def test_a_suggestion_tells_its_names_and_the_words_that_led_to_it() -> None:
    suggestion = suggest("timmerm", VOCABULARY, limit=1)[0]
    assert set(suggestion.labels) == {Language.DUTCH, Language.ENGLISH}
    assert "timmerman" in suggestion.words


@pytest.mark.parametrize("query", ["", "  ", "qwrtps"])
def test_nothing_is_suggested_for_nothing(query: str) -> None:
    assert suggest(query, VOCABULARY, limit=5) == ()


def test_no_more_is_suggested_than_asked() -> None:
    assert len(suggest("s", VOCABULARY, limit=3)) == 3
