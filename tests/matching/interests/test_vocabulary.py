from itertools import pairwise
from pathlib import Path

import pytest

from matching.interests import Vocabulary, find_concepts, load_vocabulary
from matching.interests.concepts import read_vocabulary
from matching.interests.dutch import tokens_of
from matching.vocabulary import Language


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def test_numbers_are_positions_in_the_order_of_ids(vocabulary: Vocabulary) -> None:
    assert [concept.number for concept in vocabulary.concepts] == list(range(len(vocabulary.concepts)))
    assert all(one.id < other.id for one, other in pairwise(vocabulary.concepts))


def test_every_concept_has_a_name_in_both_languages_and_words(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        assert concept.labels[Language.DUTCH], concept.id
        assert concept.labels[Language.ENGLISH], concept.id
        assert len(concept.words) >= 3, concept.id


def test_every_english_label_reads_on_after_this_is_about(vocabulary: Vocabulary) -> None:
    labels = [concept.labels[Language.ENGLISH] for concept in vocabulary.concepts]
    assert [label for label in labels if label.split()[0] in {"at", "for", "in", "on", "with"}] == []


def test_every_label_leads_to_its_own_concept(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        found = find_concepts(concept.labels[Language.DUTCH], vocabulary)
        assert any(each.concept == concept.number and each.strength >= 0.9 for each in found), concept.id


def test_every_listed_word_leads_to_its_concept(vocabulary: Vocabulary) -> None:
    lost = [
        (concept.id, word)
        for concept in vocabulary.concepts
        for word in concept.words
        if any(token.counts for token in tokens_of(word))
        and concept.number not in {each.concept for each in find_concepts(word, vocabulary)}
    ]
    assert len(lost) <= len(vocabulary.concepts) / 20, lost


def test_a_narrower_concept_is_nearly_what_was_asked_and_a_broader_one_is_not(vocabulary: Vocabulary) -> None:
    music, choir = vocabulary.number_of("muziek"), vocabulary.number_of("koor")
    assert vocabulary.reach[music][choir] >= 0.9
    assert vocabulary.reach[choir][music] <= 0.5


def test_a_concept_reaches_itself_in_full(vocabulary: Vocabulary) -> None:
    assert all(reach[number] == 1 for number, reach in enumerate(vocabulary.reach))


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "concepts.toml"
    path.write_text('[koken]\nnl = "koken"\nen = "cooking"\nwoorden = ["koken"]\n')
    with pytest.raises(TypeError, match="woorden"):
        read_vocabulary(path)


def test_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "concepts.toml"
    path.write_text('[koken]\nnl = "koken"\nen = "cooking"\nbroader = ["eten"]\n')
    with pytest.raises(KeyError, match="eten"):
        read_vocabulary(path)
