"""What an offer says is not done there, or only stands beside what is done, is asked and never told."""

import pytest

from matching.interests import Grade
from matching.interests.resolve import resolve_wish
from tests.matching.offered.test_parts import VOCABULARY, shown


def is_told(title: str, description: str, concept: str) -> bool:
    found = shown(title, description).get(concept)
    return found is not None and found.grade is Grade.CERTAIN


@pytest.mark.parametrize(
    ("title", "description", "concept"),
    [
        # What lessons, help or sales that are not given would be about.
        ("Handwerkclub", "Iedereen borduurt aan een eigen stuk. We geven geen lessen in haken.", "haken"),
        ("Muziekcafé", "Luisteren naar platen van vroeger. Er is geen cursus over zingen.", "zingen"),
        # Why it is not there.
        (
            "Spelletjesavond",
            "Rummikub en sjoelen. Dammen wordt niet gedaan omdat de schaakclub een eigen avond heeft.",
            "schaken",
        ),
        # What is played, sold or performed by nobody there.
        ("Het dambord", "Een avond met verhalen over dammen en grote dammers. Er wordt niet gespeeld.", "dammen"),
        ("Rommelmarkt", "Tafels klaarzetten op de rommelmarkt en daarna vegen. Verkopen doen we niet.", "markt"),
        ("Toneelgroep", "We naaien kostuums voor het toneelstuk. Acteren is dus niet mogelijk.", "toneel"),
        ("Vinylclub", "We draaien platen en vertellen erover. Muziek maken doen we niet.", "dj-en-platen"),
        ("Kostuums maken", "We naaien de kostuums van de toneelgroep. Acteren is dus niet mogelijk.", "toneel"),
        # What something is only done to, and what there is beside it.
        ("Schoonmaakploeg museum", "We zuigen en dweilen de zalen van het museum, elke maandag.", "museum-bezoeken"),
        ("Standbeeld schrobben", "We boenen de sokkel van het standbeeld voor de herdenking van mei.", "herdenken"),
        ("Dansen met een hapje", "We dansen op muziek van vroeger en iedereen neemt wat te eten mee.", "eten-en-koken"),
    ],
)
def test_what_is_not_done_is_not_told(title: str, description: str, concept: str) -> None:
    assert not is_told(title, description, concept)


@pytest.mark.parametrize(
    ("title", "description", "concept"),
    [
        ("Schaken", "Een potje schaken aan lange tafels. Er wordt niet om geld gespeeld.", "schaken"),
        ("Damclub", "Elke week dammen met elkaar. Op zondag wordt er niet gespeeld.", "dammen"),
        (
            "Voetbal kijken",
            "Samen naar de wedstrijd kijken op een groot scherm. Zelf spelen doen we niet.",
            "voetbal-kijken",
        ),
        ("Zingen", "Zingen in een koor van vijftig mensen. Afspraken maken kan niet.", "zingen"),
        ("Samen wandelen", "We gaan niet hardlopen, want we wandelen het liefst door het bos.", "wandelen"),
        ("Decorbouwers", "We bouwen een decor en schilderen het. Acteren is dus niet mogelijk.", "decorbouw"),
        ("Zingen met een hapje", "We zingen liedjes van vroeger, in een koor.", "zingen"),
        (
            "Kramen opbouwen",
            "Kramen opbouwen en afbreken, en de tenten opzetten voor het feest.",
            "opbouwen-en-afbreken",
        ),
    ],
)
def test_what_is_done_is_told_all_the_same(title: str, description: str, concept: str) -> None:
    assert is_told(title, description, concept)


@pytest.mark.parametrize(
    ("wish", "concept"),
    [
        ("technisch tekenen", "fietsen-repareren"),
        ("social media", "inloop"),
        ("tai chi", "hond-uitlaten"),
        ("hospice", "herdenken"),
    ],
)
def test_a_neighbour_of_a_neighbour_is_a_guess(wish: str, concept: str) -> None:
    assert resolve_wish(wish, VOCABULARY).grades[VOCABULARY.number_of(concept)] is Grade.GUESS


def test_a_neighbour_is_no_guess() -> None:
    grades = resolve_wish("schilderen", VOCABULARY).grades
    assert grades[VOCABULARY.number_of("tekenen")] > Grade.GUESS
