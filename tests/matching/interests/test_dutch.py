import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.interests.dutch import bases, conjugated_from, fold, inflected_from, tokens_of


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("fietsen", "fiets"),
        ("katten", "kat"),
        ("bomen", "boom"),
        ("lezen", "lees"),
        ("lessen", "les"),
        ("duiven", "duif"),
        ("wandelen", "wandel"),
        ("repareren", "repareer"),
        ("breien", "brei"),
    ],
)
def test_plurals_and_infinitives_have_the_base_of_a_closed_syllable(word: str, base: str) -> None:
    assert base in bases(word)


def test_a_small_knife_is_no_bird() -> None:
    assert "mees" not in inflected_from("mesje")
    assert "ap" in inflected_from("appjes")


@pytest.mark.parametrize(("word", "other"), [("operatie", "opera"), ("spatie", "spa"), ("diplomatie", "diploma")])
def test_what_only_ends_like_a_small_one_is_a_word_of_its_own(word: str, other: str) -> None:
    assert other not in inflected_from(word)


def test_reading_is_no_lesson() -> None:
    assert "les" not in bases("lezen")
    assert "bom" not in bases("bomen")


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("fietsje", "fiets"),
        ("bloemetjes", "bloem"),
        ("tuintje", "tuin"),
        ("bakkie", "bak"),
        ("foto's", "foto"),
        ("creatieve", "creatief"),
        ("kinderen", "kind"),
        ("voetballe", "voetbal"),
    ],
)
def test_nouns_and_adjectives_are_inflected(word: str, base: str) -> None:
    assert base in inflected_from(fold(word))


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("werkt", "werk"),
        ("gefietst", "fiets"),
        ("voorgelezen", "voorlees"),
        ("zwemmers", "zwem"),
        ("wandelaar", "wandel"),
    ],
)
def test_verbs_are_conjugated(word: str, stem: str) -> None:
    assert stem in conjugated_from(word)


def test_articles_take_no_place() -> None:
    assert [(token.text, token.position) for token in tokens_of("met de handen")] == [
        ("met", 0),
        ("de", 1),
        ("handen", 1),
    ]


def test_a_sentence_end_keeps_words_apart() -> None:
    first, second = tokens_of("Koffie. Thee")
    assert second.position - first.position > 10


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_every_token_stands_in_the_text(text: str) -> None:
    tokens = tokens_of(text)
    assert all(token.written in text for token in tokens)
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_no_word_is_a_form_of_nothing(word: str) -> None:
    assert all([*bases(word), *inflected_from(word), *conjugated_from(word)])
