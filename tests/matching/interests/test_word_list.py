import gzip
from pathlib import Path

import pytest

from matching.interests import Grade, load_vocabulary, word_list
from matching.interests.reading import guess_word, meant_by
from matching.interests.word_list import is_word

LIST = Path(word_list.__file__).with_name("lexicon") / "dutch_words.txt.gz"
WORDS = gzip.decompress(LIST.read_bytes()).decode().split("\n")[:-1]


def test_the_list_is_sorted_by_its_bytes_and_folded() -> None:
    assert len(WORDS) > 350_000
    assert sorted(WORDS, key=str.encode) == WORDS
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)


def test_every_word_of_the_list_is_found() -> None:
    assert [word for word in WORDS if not is_word(word)] == []


@pytest.mark.parametrize("word", ["", "a", "aa", "zzzz", "ontspaning", "Fiets", "é"])
def test_what_is_not_in_the_list_is_no_word(word: str) -> None:
    assert not is_word(word)


def test_no_word_of_the_list_is_ever_corrected() -> None:
    terms = load_vocabulary().terms
    assert [word for word in WORDS if meant_by(word, terms) is not None] == []


def test_what_is_no_word_may_be_a_misspelt_one_and_is_a_guess() -> None:
    assert guess_word("wandlen", load_vocabulary()).grade is Grade.GUESS
    assert guess_word("timeren", load_vocabulary()).grade is Grade.LIKELY  # It sounds the same.
