"""An offer is read by its parts: names, denials, practical sentences, those for whom it is, and what one does there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.interests import Grade, Shown, Texts, load_vocabulary, resolve_offer
from matching.interests.offers.denied import denied_in
from matching.interests.offers.names import names_in
from matching.interests.offers.practical import Tells, told_by
from matching.interests.offers.text import read_text
from matching.vocabulary import FoundIn, OfferKind

VOCABULARY = load_vocabulary()


def lines(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()


def pairs(name: str) -> list[tuple[str, str]]:
    return [(first, second) for first, _, second in (line.partition(" | ") for line in lines(name))]


def shown(
    title: str = "", description: str = "", *, interests: tuple[str, ...] = (), place: str = ""
) -> dict[str, Shown]:
    found = resolve_offer(Texts(title, interests, description, place), VOCABULARY)
    return {VOCABULARY.concepts[each.concept].id: each for each in found}


@pytest.mark.parametrize(("sentence", "words"), pairs("denying.txt"))
def test_what_a_text_denies_is_not_there(sentence: str, words: str) -> None:
    text = read_text(sentence)
    denied = {text.tokens[place].text for place in denied_in(text)}
    assert set(words.lower().split()) <= denied


@pytest.mark.parametrize("sentence", lines("only_sounding.txt"))
def test_a_sentence_that_only_sounds_like_a_denial_denies_nothing(sentence: str) -> None:
    assert not denied_in(read_text(sentence))


def test_a_denial_takes_nothing_but_what_it_denies() -> None:
    found = shown("Wandelen", "Samen koken, maar alcohol schenken we niet.")
    assert "wandelen" in found
    assert "koken" in found
    assert not [each for each in found.values() if "alcohol" in each.words]


def test_what_is_not_done_in_the_rain_is_done() -> None:
    assert "wandelen" in shown("Iets", "We wandelen graag, maar dat doen we niet in de regen.")


@pytest.mark.parametrize("sentence", lines("practical.txt"))
def test_a_practical_sentence_asserts_nothing(sentence: str) -> None:
    assert told_by(read_text(sentence).sentences[0]) is Tells.PRACTICAL
    assert all(each.grade < Grade.CERTAIN and each.strength < 0.4 for each in shown("Iets", sentence).values())


def test_what_it_stands_beside_only_says_where_it_is() -> None:
    assert shown("Inloop", "We eten samen in het zaaltje naast de kinderboerderij.")["kinderboerderij"].strength < 0.4
    assert shown("Inloop", "We helpen op de kinderboerderij.")["kinderboerderij"].strength > 0.4


def test_what_a_practical_sentence_invites_to_still_counts() -> None:
    assert shown("Inloop", "Loop gerust binnen voor een potje schaken.")["schaken"].strength > 0.6


@pytest.mark.parametrize(("title", "name"), pairs("named.txt"))
def test_the_words_of_a_name_are_known(title: str, name: str) -> None:
    text = read_text(title)
    strange = [place for place, token in enumerate(text.tokens) if token.text == "theresia"]
    said = {text.tokens[place].written for place in names_in(text, strange=strange)} - {"De", "en"}
    assert said == set(name.split()) - {"De", "en"}


def test_a_name_shows_nothing_unless_the_text_says_it_too() -> None:
    assert "smeden" not in shown("Metaalwerkplaats De Smederij", "We lassen en buigen.")
    assert "smeden" in shown("Metaalwerkplaats De Smederij", "We lassen, buigen en smeden.")


def test_the_name_of_the_place_is_a_name_in_the_text_too() -> None:
    assert "dieren" not in shown("Koffie", "Kom naar de Kat voor koffie.", place="Buurthuis De Kat")


def test_who_does_what_the_text_says_has_a_name_for_a_title() -> None:
    assert "varen" not in shown("Veilige Haven", "De veilige haven biedt een luisterend oor.")


def test_those_for_whom_it_is_are_no_topic() -> None:
    assert shown("Woongroep Surinaamse ouderen")["ouderen"].grade < Grade.CERTAIN
    found = resolve_offer(Texts("Bezoekmaatje voor ouderen", kind=OfferKind.PLACEMENT), VOCABULARY)
    ouderen = next(each for each in found if VOCABULARY.concepts[each.concept].id == "ouderen")
    assert ouderen.grade is Grade.CERTAIN


def test_one_word_of_a_description_asserts_nothing_and_a_title_does() -> None:
    assert shown(description="Een lezing over schaken.")["schaken"].grade is Grade.LIKELY
    assert shown("Schaken", "Kom erbij.")["schaken"].grade is Grade.CERTAIN


def test_half_a_word_is_not_the_word() -> None:
    assert shown("Kinder- en jongerenrechtswinkel")["kinderen"].grade < Grade.CERTAIN


@pytest.mark.parametrize(
    "remains", ["<b>", "</spa", "&nbsp;", "https://koken.example/koken", "koken@koken.example", "•"]
)
def test_remains_of_html_links_and_addresses_say_nothing(remains: str) -> None:
    assert shown("Iets", f"Kom erbij {remains}") == {}


@given(st.text(), st.text(), st.text())
def test_a_quote_is_what_stands_in_the_text(title: str, interest: str, description: str) -> None:
    where = {FoundIn.TITLE: title, FoundIn.INTERESTS: interest, FoundIn.DESCRIPTION: description}
    found = resolve_offer(Texts(title, (interest,), description), VOCABULARY)
    assert all(each.words in where[each.where] for each in found)


def test_a_quote_keeps_what_stands_between_its_words() -> None:
    found = shown("Kom maar", "Samen: de brieven, van de gemeente lezen.")
    assert all(each.words in "Samen: de brieven, van de gemeente lezen." for each in found.values())


@pytest.mark.parametrize(
    "piece",
    ["<", "&", "a", "a@", "niet ", "geen a of ", "voor de vrouwen ", "De Kat ", "我", "nee, ", "a? nee. ", "neem a "],
)
def test_a_text_of_any_kind_is_read_in_bounded_time(piece: str) -> None:
    text = (piece * 5000)[:5000]
    assert isinstance(resolve_offer(Texts(text[:200], (text[:200],), text), VOCABULARY), tuple)


@pytest.mark.parametrize(
    ("description", "concept"),
    [
        ("We drinken koffie, kletsen en sjoelen een potje.", "sjoelen"),
        ("We gaan schaken.", "schaken"),
        ("Elke week kun je zwemmen, ook als het regent buiten.", "zwemmen"),
    ],
)
def test_what_a_description_says_is_done_there_asserts(description: str, concept: str) -> None:
    is_certain = shown(description=description)[concept].grade is Grade.CERTAIN
    # A condition in the sentence may be one on what is done: such a sentence only asks.
    assert is_certain is (" als " not in description)


@pytest.mark.parametrize(
    ("description", "concept"),
    [
        ("We praten over zwemmen.", "zwemmen"),
        ("We zitten in een ontspannen sfeer.", "ontspanning"),
        ("We zijn er voor ouderen.", "ouderen"),
    ],
)
def test_what_a_description_only_mentions_or_denies_asserts_nothing(description: str, concept: str) -> None:
    found = shown(description=f"Elke donderdag een open middag in de buurt. {description}").get(concept)
    assert found is None or found.grade < Grade.CERTAIN


def test_a_number_shows_no_topic() -> None:
    assert "ouderen" not in shown(interests=("60",), description="Voor iedereen van 60 jaar.")


@pytest.mark.parametrize(
    ("description", "concept"),
    [
        ("Een kookles is het niet.", "koken"),
        ("Een auto heb je niet nodig.", "autotechniek"),
        ("Een auto heb je niet nodig.", "chauffeur"),
        ("We gaan niet schaken.", "schaken"),
    ],
)
def test_what_a_description_denies_is_not_even_hinted_at(description: str, concept: str) -> None:
    assert concept not in shown(description=f"Elke donderdag een open middag in de buurt. {description}")
