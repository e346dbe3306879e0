from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from matching import Catalogue
from matching.catalogue.columns import Real
from matching.interests import resolve_wish
from matching.vocabulary import OfferStatus
from tests.matching.builders import a_catalogue, an_offer, ask


def found(catalogue: Catalogue, phrase: str) -> set[str]:
    wish = resolve_wish(phrase, catalogue.vocabulary)
    strengths = catalogue.find(catalogue.strengths(wish)).strengths
    return {catalogue.ids[row] for row in strengths.nonzero()[0]}


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
    monkeypatch.setattr("matching.catalogue.catalogue._MOST_REMEMBERED", 2)
    catalogue = a_catalogue(an_offer("a"), an_offer("b", title="Schaken", description="", interests=()))
    assert [found(catalogue, phrase) for phrase in ("iets met hout", "schaken", "iets met hout")] == [
        {"a"},
        {"b"},
        {"a"},
    ]


def test_what_is_looked_up_once_is_forgotten_before_it_fills_memory() -> None:
    looked_up: list[int] = []

    def look_up(day: int) -> Real:
        looked_up.append(day)
        return np.zeros(1, np.float32)

    columns = a_catalogue(an_offer("a")).columns
    for day in (*range(1000), 999, 0):
        columns.remember(day, partial(look_up, day))
    assert looked_up == [*range(1000), 0]
