import pytest

from matching.interests.spelling import corrected, index_spelling, similar, sound_of

SPELLING = index_spelling(
    {"cavia", "insecten", "voetbal", "journalist", "koor", "taart", "tuin", "bibliotheek", "wandelen"}
)


@pytest.mark.parametrize(("one", "other"), [("kavia", "cavia"), ("insekten", "insecten"), ("fotogravie", "fotografie")])
def test_words_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("kavia", "cavia"),
        ("jurnalist", "journalist"),
        ("wandlen", "wandelen"),
        ("wnadelen", "wandelen"),
        ("biblioteek", "bibliotheek"),
        ("bibleotheek", "bibliotheek"),
    ],
)
def test_a_slip_of_the_pen_is_corrected(misspelt: str, meant: str) -> None:
    assert corrected(misspelt, SPELLING) == meant


@pytest.mark.parametrize("word", ["koot", "kaart", "tuig", "handelen", "landelijk", "bus"])
def test_another_word_is_not_corrected(word: str) -> None:
    assert corrected(word, SPELLING) is None


def test_a_word_that_exists_is_asked_about_as_one_that_begins_alike() -> None:
    listed = index_spelling({"saxofoon", "spinnen", "vogel"})
    assert similar("saxofoons", listed, exists=True) == ("saxofoon",)
    assert similar("spinet", listed, exists=True) == ()


def test_a_word_that_is_none_is_asked_about_by_its_first_letters() -> None:
    listed = index_spelling({"journalist", "wandelen"})
    assert similar("jounralisd", listed, exists=False) == ("journalist",)
    assert similar("waudelon", listed, exists=False) == ()
