"""New guises of one offer, over a table of pairs that are one and pairs that only look alike."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.catalogue.lineage import SKETCHED, is_alike, is_alike_to_any, sketch_of
from matching.facts import OfferFacts
from tests.matching.builders import an_offer

PAIRS: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("guises.jsonl").read_text(encoding="utf-8").splitlines()
]
PARTS = ("hout", "koor", "tuin", "fiets", "soep", "taal", "dans", "klus", "boek", "kaart", "naald", "verf")


def offer(title: str, interests: str = "", description: str = "") -> OfferFacts:
    words = tuple(word.strip() for word in interests.split(",") if word)
    return an_offer(title=title, interests=words, description=description)


def alike(one: OfferFacts, other: OfferFacts) -> bool:
    return is_alike(sketch_of(one).tolist(), sketch_of(other).tolist())


def test_what_is_called_a_guise_is_one_and_most_guises_are_called_so() -> None:
    called = [alike(offer(*pair["one"]), offer(*pair["other"])) for pair in PAIRS]
    right = sum(said and pair["same"] for said, pair in zip(called, PAIRS, strict=True))
    assert right / sum(called) == 1
    assert right / sum(pair["same"] for pair in PAIRS) >= 0.8


def test_one_common_word_makes_no_two_offers_alike() -> None:
    texts = [" ".join(f"{part}{number}" for part in PARTS) for number in range(40)]
    shared = [
        int(np.count_nonzero(sketch_of(offer(f"welkom {one}")) == sketch_of(offer(f"welkom {other}"))))
        for one, other in combinations(texts, 2)
    ]
    assert max(shared) < 8


def test_an_offer_is_alike_to_itself_whatever_the_order_of_its_words() -> None:
    assert alike(offer("Samen zaaien en oogsten"), offer("Oogsten en samen zaaien"))


def test_offers_without_words_are_alike_to_nothing_that_has_words() -> None:
    assert not alike(offer(""), offer("Samen zaaien en oogsten"))


@given(st.lists(st.lists(st.integers(0, 1), min_size=SKETCHED, max_size=SKETCHED), min_size=2, max_size=12))
def test_many_at_once_are_compared_as_one_by_one(marks: list[list[int]]) -> None:
    sketches = np.array(marks, np.uint16).T
    others = list(range(1, len(marks)))
    assert is_alike_to_any(0, others, sketches) == any(is_alike(marks[0], marks[other]) for other in others)
