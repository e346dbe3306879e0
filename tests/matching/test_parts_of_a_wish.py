"""A wish of several things: what answers little of it comes later, and is told as having to do with it."""

import pytest

from matching import Match
from matching.interests import load_vocabulary, resolve_wish
from tests.matching.builders import a_client, an_offer, ask

VOCABULARY = load_vocabulary()


def told(wish: str, title: str) -> tuple[str, Match]:
    offer = an_offer(title=title, interests=(), description="Kom gerust eens.")
    (match,) = ask(offer, client=a_client(interests=(wish,))).matches
    return match.reasons[0].code, match


@pytest.mark.parametrize(
    ("wish", "title", "code"),
    [
        ("schaken", "Schaken", "interest"),
        ("potje schaken of dammen", "Schaken", "interest"),
        ("borduren met kinderen in het circus", "Kinderen", "interest-part"),
        ("borduren met kinderen in het circus", "Borduren met kinderen", "interest"),
        # What is refused is no part of the wish that an offer would have to answer.
        ("schaken, maar niet in een kerk met orgelmuziek", "Schaken", "interest"),
    ],
)
def test_what_answers_little_of_a_wish_only_has_to_do_with_it(wish: str, title: str, code: str) -> None:
    assert told(wish, title)[0] == code


def test_words_that_are_read_twice_are_one_part() -> None:
    parts = resolve_wish("schaken en timmeren", VOCABULARY).parts
    assert len(parts) == 2
    assert sum(part.said for part in parts) == pytest.approx(1)


def test_a_word_that_nobody_knows_is_a_part_too() -> None:
    *_, unknown = resolve_wish("schaken met quxelaars", VOCABULARY).parts
    assert unknown.unknown == "quxelaars"
    assert unknown.said >= 0.5


def test_a_word_that_says_much_counts_more_than_an_ordinary_one() -> None:
    chess = an_offer("chess", title="Schaken", interests=(), description="")
    children = an_offer("children", title="Kinderen", interests=(), description="")
    answer = ask(children, chess, client=a_client(interests=("kinderen leren schaken",)))
    assert [match.offer_id for match in answer.matches] == ["chess", "children"]


def test_a_phrase_of_ordinary_words_is_answered_as_a_whole() -> None:
    assert sum(part.said for part in resolve_wish("samen met anderen", VOCABULARY).parts) in {0, 1}


@pytest.mark.parametrize(
    ("wish", "title", "code"),
    [
        # With whom is less than what one does.
        ("voorlezen aan kleuters", "Voorlezen", "interest"),
        ("timmeren met kinderen", "Kinderen", "interest-part"),
        ("appen met mijn kleinkinderen", "Kinderen", "interest-part"),
        ("abseilen met kinderen", "Kinderen", "interest-part"),
        ("iets met oude mensen", "Ouderen", "interest"),
        # What is narrower or near is told as such where the wish is at all like it.
        ("iets met dieren", "Konijnen", "interest"),
        ("gastvrouw zijn", "Conciërge", "interest-hint"),
        ("taart bakken", "Koken", "interest-near"),
        ("huis zoeken", "Leren reizen met de bus", "interest-hint"),
        # What is for others with another trouble is no answer, though both live with a disability.
        ("leven na een beroerte", "Voor slechthorenden", "interest-hint"),
        # Which words are ordinary is known of Dutch only.
        ("bailar en pareja, como antes", "Stijldansen", "interest"),
    ],
)
def test_what_is_only_beside_a_wish_is_not_told_as_its_answer(wish: str, title: str, code: str) -> None:
    assert told(wish, title)[0] == code
