from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Catalogue
from matching.catalogue.columns import Columns, Real
from matching.facts import OfferFacts
from matching.interests import resolve_wish
from matching.vocabulary import OfferStatus
from tests.matching.builders import a_catalogue, an_offer, ask
from tests.matching.strategies import WORDS, catalogues, offers


def found(catalogue: Catalogue, phrase: str) -> set[str]:
    wish = resolve_wish(phrase, catalogue.vocabulary)
    return {catalogue.ids[row] for row in catalogue.find(catalogue.strengths(wish)).rows}


def test_an_offer_put_is_known_until_it_is_removed() -> None:
    catalogue = a_catalogue(an_offer("a"), an_offer("b"))
    assert "a" in catalogue
    assert len(catalogue) == 2
    catalogue.remove("a")
    assert "a" not in catalogue
    assert len(catalogue) == 1


def test_removing_what_is_not_there_changes_nothing() -> None:
    catalogue = a_catalogue(an_offer("a"))
    catalogue.remove("b")
    assert len(catalogue) == 1


def test_putting_an_offer_again_overwrites_it() -> None:
    catalogue = a_catalogue(an_offer("a"), an_offer("b"), an_offer("a", title="Koken", description="", interests=()))
    assert len(catalogue) == 2
    assert found(catalogue, "koken") == {"a"}
    assert found(catalogue, "iets met hout") == {"b"}


@pytest.mark.parametrize("status", [OfferStatus.DRAFT, OfferStatus.WITHDRAWN])
def test_drafts_and_withdrawn_offers_are_not_kept(status: OfferStatus) -> None:
    catalogue = a_catalogue(an_offer("a"))
    catalogue.put(an_offer("a", status=status))
    assert "a" not in catalogue


def test_the_last_offer_is_still_found_after_it_took_the_place_of_another() -> None:
    catalogue = a_catalogue(an_offer("a"), an_offer("b"), an_offer("c", title="Schaken", description="", interests=()))
    catalogue.remove("a")
    assert found(catalogue, "schaken") == {"c"}
    assert found(catalogue, "iets met hout") == {"b"}


def test_a_catalogue_grows_past_its_first_capacity() -> None:
    catalogue = a_catalogue(*(an_offer(f"offer-{number}") for number in range(200)))
    assert len(catalogue) == 200
    assert len(found(catalogue, "iets met hout")) == 200


def test_a_word_outside_the_vocabulary_matches_the_same_word_in_an_offer() -> None:
    catalogue = a_catalogue(an_offer("a", title="Fans van Zwollywood", interests=("zwollywood",)), an_offer("b"))
    assert found(catalogue, "zwollywood") == {"a"}


def test_an_offer_takes_a_few_hundred_bytes_of_columns() -> None:
    catalogue = a_catalogue(*(an_offer(f"offer-{number}") for number in range(1024)))
    assert catalogue.nbytes / len(catalogue) < 400


def test_a_language_past_the_64th_counts_as_unknown() -> None:
    many = [an_offer(f"offer-{number:02}", languages=(f"x{number}",)) for number in range(64)]
    late = an_offer("late", languages=("xx",))
    catalogue = a_catalogue(*many, late)
    assert catalogue.language_bits(("x63", "xx")) == {"x63": 1 << 63}


def test_columns_hold_until_the_next_change() -> None:
    catalogue = a_catalogue(an_offer("a"))
    assert catalogue.columns is catalogue.columns
    before = catalogue.columns
    catalogue.put(an_offer("b"))
    assert catalogue.columns is not before


def test_what_an_offer_shows_survives_a_rewrite_of_its_facts() -> None:
    offer = an_offer("a")
    catalogue = a_catalogue(offer, replace(offer, available_places=1))
    assert found(catalogue, "iets met hout") == {"a"}
    assert ask(replace(offer, available_places=1)).feasible == 1


def test_a_remembered_phrase_is_searched_anew_after_a_change() -> None:
    catalogue = a_catalogue(an_offer("a"))
    assert found(catalogue, "iets met hout") == {"a"}
    catalogue.put(an_offer("b"))
    assert found(catalogue, "iets met hout") == {"a", "b"}


def test_more_phrases_than_are_remembered_are_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.catalogue.memory._MOST_BYTES", 0)
    catalogue = a_catalogue(an_offer("a"), an_offer("b", title="Schaken", description="", interests=()))
    assert [found(catalogue, phrase) for phrase in ("iets met hout", "schaken", "iets met hout")] == [
        {"a"},
        {"b"},
        {"a"},
    ]


def test_what_was_asked_longest_ago_is_forgotten_before_it_fills_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[int] = []

    def look_up(day: int, columns: Columns) -> Real:
        looked_up.append(day)
        return np.zeros(len(columns.kind), np.float32)

    columns = a_catalogue(an_offer("a")).columns
    one = 4 * 64  # Room for the first 64 offers is made at once.
    monkeypatch.setattr("matching.catalogue.memory._MOST_BYTES", 3 * one)
    monkeypatch.setattr("matching.catalogue.memory._MOST_BYTES_A_ROW", 0)
    for day in (1, 2, 3, 1, 4, 1, 3, 2):
        columns.remember(day, partial(look_up, day))
    assert looked_up == [1, 2, 3, 4, 2]
    assert columns.memory.nbytes == 3 * one


def test_where_an_offer_changed_only_its_row_is_looked_up_again() -> None:
    catalogue = a_catalogue(*(an_offer(f"offer-{number}", available_places=number) for number in range(9)))
    looked_up: list[int] = []

    def look_up(columns: Columns) -> Real:
        looked_up.append(len(columns.kind))
        return columns.available_places.astype(np.float32)

    def places() -> dict[str, float]:
        return dict(zip(catalogue.ids, catalogue.columns.remember("places", look_up).tolist(), strict=True))

    places()
    catalogue.put(an_offer("offer-3", available_places=30))
    catalogue.remove("offer-5")
    catalogue.put(an_offer("new", available_places=70))
    assert places() == {
        **{f"offer-{number}": number for number in range(9) if number != 5},
        "offer-3": 30,
        "new": 70,
    }
    assert looked_up == [9, 1, 1, 1]


@given(catalogues, st.lists(offers, max_size=8), st.sets(st.integers(0, 29)), st.permutations(WORDS))
def test_a_mended_phrase_has_found_what_it_would_find_anew(
    known: list[OfferFacts], written: list[OfferFacts], removed: set[int], words: list[str]
) -> None:
    phrases = (*words, " en ".join(words[:3]))
    catalogue = a_catalogue(*known)
    for phrase in phrases:
        catalogue.find_wish(phrase)
    for offer in written:
        catalogue.put(offer)
    for number in removed:
        catalogue.remove(f"offer-{number}")
    mended = [told(catalogue, phrase) for phrase in phrases]
    catalogue.columns.memory.clear()
    assert mended == [told(catalogue, phrase) for phrase in phrases]


def told(catalogue: Catalogue, phrase: str) -> object:
    """All that a phrase finds."""
    hits, rows = catalogue.find_wish(phrase), np.arange(len(catalogue))
    numbers = hits.rows.tolist(), hits.strengths.tolist(), hits.answered.tolist()
    return numbers, hits.evidence(rows, words=catalogue.words)
