"""Every word for people: files of words by feature and sentences in the code, all at B1 and none about duty."""

import re
import statistics
from pathlib import Path

import pytest

from api.platform.web.validation import SENTENCES
from matching.wording import WordingError, read_sections, read_words
from tests.house.tree import python_files, read
from tests.house.wording import everything_said, files_of_words, sentences_in_code
from tests.matching.test_plain_words import DUTY, flesch_douma, words

BLANK = re.compile(r"\{[^{}]*\}")
FILES = files_of_words()
# Of a heading or a button of a word or two, how easily it reads cannot be measured.
LEAST_WORDS = 4
EASY = 70
SHORT_ON_AVERAGE, LONGEST = 12, 20


def whole(texts: list[str]) -> set[str]:
    filled = {BLANK.sub("dit", text) for text in texts}
    return {text for text in filled if len(words(text)) >= LEAST_WORDS}


def test_the_files_of_words_are_found() -> None:
    assert {str(file.parent) for file in FILES} >= {
        "api/catalogue/offers",
        "api/handovers/replying",
        "api/matching_tables",
        "matching/allocation",
        "matching/telling",
    }
    assert len(sentences_in_code()) > 100


@pytest.mark.parametrize("file", FILES, ids=str)
def test_each_reads_easily(file: Path) -> None:
    assert flesch_douma(whole(list(FILES[file]["nl"].values()))) >= EASY


def test_so_do_the_sentences_in_the_code() -> None:
    told = [said.nl for said in sentences_in_code()] + [nl for nl, _ in SENTENCES.values()]
    assert flesch_douma(whole(told)) >= EASY


def test_sentences_are_short() -> None:
    told = [part for said in everything_said() for part in re.split(r"[.!?:;]", said.nl) if words(part)]
    lengths = [len(words(part)) for part in told]
    assert statistics.mean(lengths) <= SHORT_ON_AVERAGE
    assert [part for part in told if len(words(part)) > LONGEST] == []


def test_nothing_speaks_of_duty() -> None:
    assert [said for said in everything_said() if DUTY.search(said.nl) or DUTY.search(said.en)] == []
    assert [pair for pair in SENTENCES.values() if any(DUTY.search(text) for text in pair)] == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_each_says_the_same_in_both_languages(file: Path) -> None:
    told = FILES[file]
    assert told["nl"].keys() == told["en"].keys()


@pytest.mark.parametrize(
    "english", ['a = "One {blank}."', 'a = "One."', 'a = "One {blank}."\nb = "{other}"\nc = "More."'], ids=repr
)
def test_a_file_that_does_not_is_not_read(tmp_path: Path, english: str) -> None:
    file = tmp_path / "words.toml"
    dutch = 'a = "Een {blank}."\nb = "{blank}"'
    file.write_text(f"[nl]\n{dutch}\n[en]\n{english}\n", encoding="utf-8")
    with pytest.raises(WordingError):
        read_words(file)
    file.write_text(f"[nl.x]\n{dutch}\n[en.x]\n{english}\n", encoding="utf-8")
    with pytest.raises(WordingError):
        read_sections(file)


def test_one_loader_reads_them() -> None:
    readers = {
        file: text
        for file in python_files("api", "matching")
        if any(words.parent == file.parent and f'"{words.name}"' in (text := read(file)) for words in FILES)
    }
    assert len(readers) >= len(FILES)
    assert [file for file, text in readers.items() if "tomllib" in text] == []


def test_every_sentence_in_the_code_says_the_same_blanks() -> None:
    differing = [said for said in sentences_in_code() if len(BLANK.findall(said.nl)) != len(BLANK.findall(said.en))]
    assert differing == []
