"""The law of sentences: a reason of code `interest` rests on certain evidence only, and a quote stands in the text."""

import json
from datetime import date
from pathlib import Path

import pytest

from matching import Catalogue, Match, Question, rank
from matching.facts import ClientProfile, OfferFacts
from matching.interests import Grade, Texts, load_vocabulary, resolve_offer
from matching.interests.offers.denied import denied_in
from matching.interests.offers.text import read_text
from matching.parameters import parameters_of
from matching.vocabulary import OfferKind

_SEED = Path(__file__).parents[3] / "seed_data" / "offers.jsonl"
_TRAPS = (
    ("Vrouwenruimte De Kat", "Alcohol is niet toegestaan. Honden blijven thuis. Neem contact op met de balie."),
    ("Buurthuis De Smederij", "Ingang via de tuin. De beheerder stelt je voor."),
    ("Woongroep Surinaamse ouderen", "Muziek? Nee. Koken doen we niet."),
    ("Bloemschikken in de Rozenhof", "Kom gerust langs voor koffie. Zingen hoeft niet."),
)


def offers() -> dict[str, OfferFacts]:
    rows = [json.loads(line)["offer"] for line in _SEED.read_text(encoding="utf-8").splitlines()]
    told = [(row["title"], row["description"] or "", row["interests"] or (), row["kind"]) for row in rows]
    told += [(title, description, (), "activity") for title, description in _TRAPS]
    return {
        str(number): OfferFacts(
            str(number), "o", OfferKind(kind), title, description=description, interests=tuple(interests)
        )
        for number, (title, description, interests, kind) in enumerate(told)
    }


def asserted(match: Match) -> list[str]:
    return [reason.text for reason in match.reasons if reason.code == "interest"]


def test_a_reason_of_code_interest_rests_on_certain_evidence_only() -> None:
    known, catalogue = offers(), Catalogue()
    for offer in known.values():
        catalogue.put(offer)
    asked = 0
    for concept in load_vocabulary().concepts[::4]:
        client = ClientProfile(interests=(concept.words[0],))
        for match in rank(catalogue, Question(client=client, on=date(2026, 11, 30), limit=20, near_misses=0)).matches:
            offer = known[match.offer_id]
            certain = [each for each in match.interests if each.is_certain and not each.is_near]
            told = asserted(match)
            asked += len(told)
            assert len(told) <= len(certain)
            for each in match.interests:
                texts = (offer.title, *offer.interests, offer.description, "werkervaringsplek", "beschut werk")
                assert any(each.found in text for text in texts)
            for each in certain if told else ():
                text = read_text(offer.title)
                denied = " ".join(text.tokens[place].written for place in sorted(denied_in(text)))
                assert each.found not in denied.split()
    assert asked


def test_no_trap_is_told_as_what_an_offer_is_about() -> None:
    catalogue = Catalogue()
    for number, (title, description) in enumerate(_TRAPS):
        catalogue.put(OfferFacts(str(number), "o", OfferKind.ACTIVITY, title, description=description))
    for wish in (
        "katten",
        "smeden",
        "tuinieren",
        "schrijven",
        "circus",
        "honden",
        "muziek",
        "rozen",
        "met ouderen werken",
    ):
        client = ClientProfile(interests=(wish,), avoid=("alcohol",))
        for match in rank(catalogue, Question(client=client, on=date(2026, 11, 30), near_misses=0)).matches:
            assert not asserted(match), (wish, asserted(match))
            assert "avoid" not in {caution.code for caution in match.cautions}


def test_what_only_hints_counts_less_than_any_name_in_a_title_or_among_interests() -> None:
    # The least sure name there is a form of a listed word.
    least_named = parameters_of("strength").number("inflected")
    vocabulary = load_vocabulary()
    for offer in offers().values():
        for shown in resolve_offer(Texts(offer.title, offer.interests, offer.description), vocabulary):
            # A name that no other word bears out is asked, and counts as a name all the same.
            alone = {
                each.concept for each in resolve_offer(Texts(shown.words), vocabulary) if each.grade is Grade.CERTAIN
            }
            is_named = shown.grade is Grade.CERTAIN or shown.concept in alone
            assert is_named or shown.strength < least_named, (offer.title, shown)


@pytest.mark.parametrize(
    ("description", "concept"),
    [
        ("Van dynamo tot e-bike, alles komt langs.", "fietsen"),
        ("Ben je 26 of jonger en werk je graag?", "jongeren"),
        ("Vijfentwintig stemmen, één piano en daarna limonade.", "instrument-spelen"),
    ],
)
def test_a_text_is_no_certain_evidence_of_what_it_only_happens_to_name(description: str, concept: str) -> None:
    vocabulary = load_vocabulary()
    shown = {
        vocabulary.concepts[each.concept].id: each for each in resolve_offer(Texts("", (), description), vocabulary)
    }
    assert concept not in shown or shown[concept].grade is not Grade.CERTAIN
