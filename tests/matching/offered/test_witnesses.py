"""One word of an offer may stand for something else: what it names is told where another word bears it out."""

import pytest

from matching.interests import Grade, Texts, in_role, load_vocabulary, resolve_offer
from matching.vocabulary import OfferKind

VOCABULARY = load_vocabulary()
ACTIVITY, PLACEMENT = OfferKind.ACTIVITY, OfferKind.PLACEMENT


def is_told(concept: str, texts: Texts) -> bool:
    found = resolve_offer(texts, VOCABULARY)
    each = next(each for each in found if VOCABULARY.concepts[each.concept].id == concept)
    return in_role(each, texts.kind, VOCABULARY).grade is Grade.CERTAIN


SORTING = "Er komt veel binnen. Je kijkt alles na, maakt het schoon en zet het op de plank, met een vaste ploeg."
READING = (
    "We lezen een roman en praten er samen over, met koffie en koek. De boeken komen van de bibliotheek om de hoek."
)


@pytest.mark.parametrize(
    ("concept", "texts", "told"),
    [
        # A word that nothing bears out, beside the same word with a witness.
        ("natuur", Texts("Winkel met eerlijke waar", ("natuur", "winkel"), SORTING, kind=PLACEMENT), "asked"),
        (
            "natuur",
            Texts("Werken op het landgoed", ("natuur",), SORTING + " Het bos is groot.", kind=PLACEMENT),
            "told",
        ),
        ("bewegen", Texts("Beweging in je leven", (), READING), "asked"),
        ("bewegen", Texts("Beweging in je leven", (), READING + " Daarna doen we oefeningen."), "told"),
        # What is wider bears out only what is named as such.
        ("speelmiddag-begeleiden", Texts("Sorteerder", ("speelgoed",), SORTING + " Kinderen komen zelf."), "asked"),
        # Hardly more than a title has no other words to go by.
        ("natuur", Texts("Natuur"), "told"),
        # A whole title says what one does, whatever is told below it; where, for whom and when count for nothing.
        ("biljart", Texts("Biljarten", (), SORTING), "told"),
        ("schaken", Texts("Schaken in De Vogel", (), SORTING), "told"),
        ("yoga", Texts("Yoga op maandag", (), SORTING), "told"),
        ("schaken", Texts("Een lezing over schaken", (), SORTING), "asked"),
        ("inloop", Texts("Huiskamer Concerten", (), SORTING), "asked"),
        ("herstel-ggz", Texts("Steungroep vrouwen", (), SORTING), "asked"),
        # A word of a description is told where the title says so too.
        (
            "tekenen",
            Texts("Open atelier", ("creatief",), "Je kunt er tekenen en je hoeft niets te kunnen. Kom kijken."),
            "told",
        ),
        (
            "tekenen",
            Texts("Open huis", ("inloop",), "Je kunt er tekenen en je hoeft niets te kunnen. Kom kijken."),
            "asked",
        ),
    ],
)
def test_what_one_word_names_is_told_where_another_bears_it_out(concept: str, texts: Texts, told: str) -> None:
    assert is_told(concept, texts) == (told == "told")


@pytest.mark.parametrize(
    ("concept", "title", "kind", "told"),
    [
        # A task or a trade is done for who comes, and by who works there.
        ("bibliotheekwerk", "Bibliotheek", ACTIVITY, "asked"),
        ("bibliotheekwerk", "Bibliotheek", PLACEMENT, "told"),
        ("klussen", "Hulp bij klusjes", ACTIVITY, "asked"),
        # Who names the wide names no narrow one.
        ("culturen-ontmoeten", "Cultuur", ACTIVITY, "asked"),
        ("cultuur-en-uitjes", "Cultuur", ACTIVITY, "told"),
        ("personenvervoer", "Chauffeur", PLACEMENT, "asked"),
        ("chauffeur", "Chauffeur", PLACEMENT, "told"),
    ],
)
def test_a_trade_is_told_of_work_and_the_narrow_is_not_told_of_the_wide(
    concept: str, title: str, kind: OfferKind, told: str
) -> None:
    assert is_told(concept, Texts(title, kind=kind)) == (told == "told")
