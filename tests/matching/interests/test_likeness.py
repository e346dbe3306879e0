"""Likeness: which texts stand near each other, whatever words they use, and that it is the same everywhere."""

from pathlib import Path

import numpy as np
import pytest

from matching.interests import likeness
from matching.interests.likeness import pack, place_phrase, place_texts, unpacked_dots
from matching.interests.likeness.table import load_table

FOLDER = Path(likeness.__file__).parent


def alike(phrase: str, *offers: str) -> list[float]:
    direction = place_phrase(phrase)
    assert direction is not None
    places = np.array([place_texts((offer,)) for offer in offers])
    likeness: list[float] = unpacked_dots(places, [direction])[0].tolist()
    return likeness


@pytest.mark.parametrize(
    ("phrase", "near", "far"),
    [
        ("truien breien", "Haken en handwerken met wol", "Voetballen op het veld"),
        ("stoppen met roken", "Hulp bij verslaving aan sigaretten", "Samen tuinieren"),
        ("football", "Voetbal voor jongeren", "Naaiatelier"),
        ("ogrod", "Tuinieren in de buurttuin", "Computercursus"),
    ],
)
def test_what_is_alike_stands_near_whatever_the_words(phrase: str, near: str, far: str) -> None:
    of_near, of_far = alike(phrase, near, far)
    assert of_near > of_far + 0.1


def test_a_word_that_the_table_lacks_is_read_by_its_parts() -> None:
    table = load_table()
    compound = "vissersboekje"
    assert compound.encode() not in table.words
    assert table.look_up(compound) is not None


@pytest.mark.parametrize("phrase", ["", "???", "xqzzv", "12345678", "x" * 100])
def test_what_says_nothing_has_no_place(phrase: str) -> None:
    assert place_phrase(phrase) is None


def test_likeness_is_one_at_the_most_and_hardly_lost_by_packing() -> None:
    direction = np.random.default_rng(1).normal(size=128)
    direction /= np.linalg.norm(direction)
    whole = np.rint(direction * 360).astype(np.float32)
    assert unpacked_dots(pack(direction)[None], [whole])[0, 0] == pytest.approx(1, abs=0.05)


def test_where_an_offer_stands_among_others_never_matters() -> None:
    places = np.array([place_texts((text,)) for text in ("koken", "breien", "schaken")])
    many = np.repeat(places, 3000, axis=0)
    direction = place_phrase("samen koken")
    assert direction is not None
    few = unpacked_dots(places, [direction])
    assert np.array_equal(unpacked_dots(many, [direction]), np.repeat(few, 3000, axis=1))


def test_the_table_is_in_order_and_small_and_says_where_it_comes_from() -> None:
    table = load_table()
    assert np.array_equal(table.words, np.sort(table.words))
    assert len(table.words) == len(table.numbers)
    assert sum(file.stat().st_size for file in FOLDER.glob("*.npy")) < 10_000_000
    assert "MIT" in (FOLDER / "README.md").read_text(encoding="utf-8")
