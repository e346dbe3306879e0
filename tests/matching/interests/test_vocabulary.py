import ast
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest

from matching.interests import Involvement, Vocabulary, find_concepts, hold_vocabulary, load_vocabulary
from matching.interests.concepts import read_vocabulary
from matching.interests.dutch import tokens_of
from matching.vocabulary import Indication, Language, LoadAxis, OfferKind
from tests.house.tree import python_files, read


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def test_numbers_are_positions_in_the_order_of_ids(vocabulary: Vocabulary) -> None:
    assert [concept.number for concept in vocabulary.concepts] == list(range(len(vocabulary.concepts)))
    assert all(one.id < other.id for one, other in pairwise(vocabulary.concepts))


def holds(vocabulary: Vocabulary) -> bool:
    """Whether this process uses the vocabulary that it is given."""
    hold_vocabulary(vocabulary)
    return load_vocabulary() is vocabulary


def test_a_new_process_takes_what_another_one_read(vocabulary: Vocabulary) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert pool.submit(holds, vocabulary).result()


def test_a_process_goes_on_with_what_it_read_itself(vocabulary: Vocabulary) -> None:
    assert not holds(replace(vocabulary))


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


KOKEN = '# Words.\n\n[koken]\nnl = "koken"\nen = "cooking"\n'


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('woorden = ["koken"]', "woorden"),
        ('broader = ["eten"]', "there is no concept 'eten'"),
        ('related = ["koken", "eten"]', "there is no concept 'eten'"),
        ('load = "physcal"', "load: 'physcal' is not a valid LoadAxis"),
        ('side = "helping"', "side: 'helping' is not a valid Involvement"),
        ('teaches = "en"', "teaches: 'en' is none of nl"),
        ('kind = "job"', "kind: 'job' is not a valid OfferKind"),
    ],
)
def test_what_nobody_knows_is_an_error_with_its_line(tmp_path: Path, wrong: str, told: str) -> None:
    path = tmp_path / "concepts.toml"
    path.write_text(f"{KOKEN}{wrong}\n")
    with pytest.raises(ValueError, match=rf"concepts\.toml, line 3, \[koken\]: .*{told}"):
        read_vocabulary(path)


def test_a_concept_keeps_its_meaning_whatever_it_is_called(vocabulary: Vocabulary, tmp_path: Path) -> None:
    listed = read("matching/interests/concepts.toml")
    renamed = re.sub(r"^\[(.+)\]$", r"[new-\1]", listed, flags=re.MULTILINE)
    renamed = re.sub(
        r"^(broader|related) = .*$",
        lambda line: line[0].replace('["', '["new-').replace(', "', ', "new-'),
        renamed,
        flags=re.MULTILINE,
    )
    path = tmp_path / "concepts.toml"
    path.write_text(renamed, encoding="utf-8")
    other = read_vocabulary(path)
    meanings = {concept.id: concept.meaning for concept in vocabulary.concepts}
    assert {concept.id.removeprefix("new-"): concept.meaning for concept in other.concepts} == meanings


def test_every_meaning_is_some_concepts(vocabulary: Vocabulary) -> None:
    meant = {
        value for concept in vocabulary.concepts for value in (concept.meaning.load, concept.meaning.side) if value
    }
    # That someone meets many people is asked as a wish of its own, and read from no word.
    assert meant == {*LoadAxis, *Involvement} - {LoadAxis.SOCIAL}
    assert {concept.meaning.kind for concept in vocabulary.concepts} > {
        OfferKind.WORK_EXPERIENCE,
        OfferKind.SHELTERED_WORK,
    }


def test_no_concept_id_stands_in_the_code(vocabulary: Vocabulary) -> None:
    # Six ids are words that mean nothing of a concept where they stand: an indication, a verb, what a demo avoids, a
    # colour that is no name, a moment of the week, a word in a template.
    words = {Indication.SHELTERED_EMPLOYMENT, "leren", "kinderen", "groen", "weekend", "ouderen"}
    ids = {concept.id for concept in vocabulary.concepts} - words
    # What the document gives as an example are words of a partner or a client.
    files = [file for file in python_files("matching", "api") if file.name != "schemas.py"]
    found = {
        (str(file), node.value)
        for file in files
        for node in ast.walk(ast.parse(read(file)))
        if isinstance(node, ast.Constant) and node.value in ids
    }
    assert found == set()
