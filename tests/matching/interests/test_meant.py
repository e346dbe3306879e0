"""What is meant by a phrase as a whole: the tables fit the vocabulary, and what they say of a phrase is a share."""

from pathlib import Path

import numpy as np
import pytest

from bench.distilling.lessons import read_lessons
from matching.interests import load_vocabulary
from matching.interests.concepts import read_vocabulary
from matching.interests.meant import chances_of, moved_numbers_of
from matching.interests.meant.tables import load_tables

VOCABULARY = load_vocabulary()
FEW = 20


def test_nearly_every_concept_has_a_place() -> None:
    """A new concept is asked by its words alone until the tables are made anew; a few may wait for that."""
    known = set(load_tables().concepts)
    waiting = [concept.id for concept in VOCABULARY.concepts if concept.id not in known]
    assert len(waiting) <= FEW


def test_the_words_are_in_order_and_stand_there_once() -> None:
    words = load_tables().words
    assert (words[1:] > words[:-1]).all()


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("een trui op de pennen", "breien"),
        ("de sla water geven op mijn lapje grond", "moestuin"),
        ("pianist geweest in een hotel", "piano-en-toetsen"),
    ],
)
def test_the_likeliest_is_what_is_meant(phrase: str, meant: str) -> None:
    chances = chances_of(phrase, VOCABULARY)
    assert chances is not None
    assert chances.argmax() == VOCABULARY.number_of(meant)


@pytest.mark.parametrize("phrase", ["koken", "ik was vroeger bakker", "x" * 40 + " breien", "weet ik veel " * 500])
def test_chances_are_shares_of_one(phrase: str) -> None:
    chances = chances_of(phrase, VOCABULARY)
    assert chances is not None
    assert len(chances) == len(VOCABULARY.concepts)
    assert chances.min() >= 0
    assert chances.sum() <= 1 + 1e-5


@pytest.mark.parametrize("phrase", ["", "???", "xqzzv"])
def test_nothing_is_said_of_what_has_no_known_word(phrase: str) -> None:
    assert chances_of(phrase, VOCABULARY) is None


def test_of_a_concept_that_was_not_learnt_no_number_is_given(tmp_path: Path) -> None:
    file = tmp_path / "concepts.toml"
    file.write_text('[nieuw-iets]\nnl = "iets nieuws"\nen = "new"\nwords = ["nieuw"]\n')
    chances = chances_of("iets nieuws", read_vocabulary(file))
    assert chances is not None
    assert np.isnan(chances).all()


def test_a_word_that_was_never_said_stands_where_likeness_has_it() -> None:
    assert b"vissersboekje" not in load_tables().words
    numbers = moved_numbers_of("vissersboekje")
    assert numbers is not None
    assert abs(numbers[1:]).max() > 0


def test_what_is_learnt_from_names_concepts_that_exist() -> None:
    lessons = read_lessons()
    texts = [saying.text for saying in lessons.sayings]
    assert all(text.strip() == text and text for text in texts)
    assert len(texts) - len(set(texts)) <= 0.01 * len(texts)
