import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.facts import ClientProfile, OfferFacts
from matching.vocabulary import DayPart, Language
from tests.matching.builders import TODAY, a_client, an_offer, ask
from tests.matching.strategies import catalogues, clients

DUTY = re.compile(r"\b(moet|moeten|verplicht|plicht|sanctie|controle|tegenprestatie|must|duty|oblig|sanction)")
texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=200)


def message_of(offer: OfferFacts, language: Language = Language.DUTCH, client: ClientProfile | None = None) -> str:
    (match,) = ask(offer, language=language, client=client or ClientProfile()).matches
    return match.message


def test_a_message_tells_what_where_and_when_and_is_warm() -> None:
    assert message_of(an_offer(place="Huis van de Wijk")) == (
        "Hoi! Misschien is dit iets voor jou: ‘Meubels maken in de houtwerkplaats’ bij Huis van de Wijk, op"
        " maandagochtend en donderdagochtend. Zin om een keer te gaan kijken? Je bent van harte welkom."
    )
    assert message_of(an_offer(place="Huis van de Wijk"), Language.ENGLISH) == (
        "Hi! This may be something for you: ‘Meubels maken in de houtwerkplaats’ at Huis van de Wijk, on"
        " Monday morning and Thursday morning. Would you like to go and have a look? You are very welcome."
    )


def test_a_message_leaves_out_what_was_not_said() -> None:
    assert message_of(an_offer(day_parts=frozenset())) == (
        "Hoi! Misschien is dit iets voor jou: ‘Meubels maken in de houtwerkplaats’."
        " Zin om een keer te gaan kijken? Je bent van harte welkom."
    )


def test_many_moments_are_told_together_and_a_later_start_with_its_day() -> None:
    offer = an_offer(day_parts=frozenset(DayPart), starts_on=TODAY + timedelta(days=9))
    assert "op verschillende momenten in de week, vanaf 1 december 2026." in message_of(offer)


@pytest.mark.parametrize("language", Language)
@given(
    title=texts, place=st.just("") | texts, day_parts=st.sets(st.sampled_from(DayPart)), starts_in=st.integers(0, 900)
)
def test_a_message_is_never_too_long_and_always_whole(
    language: Language, title: str, place: str, day_parts: set[DayPart], starts_in: int
) -> None:
    starts_on = TODAY + timedelta(days=starts_in)
    offer = an_offer(title=title, place=place, day_parts=frozenset(day_parts), starts_on=starts_on)
    message = message_of(offer, language)
    assert len(message) <= 300
    assert message.endswith(("welkom.", "welcome."))
    assert title[:40].rstrip() in message
    assert not DUTY.search(message.replace(title, "").replace(place, "").lower())


@given(catalogues, clients, clients)
def test_a_message_says_the_same_to_everyone(
    known: list[OfferFacts], one: ClientProfile, another: ClientProfile
) -> None:
    messages: dict[str, Any] = {match.offer_id: match.message for match in ask(*known, client=one, limit=50).matches}
    others = {match.offer_id: match.message for match in ask(*known, client=another, limit=50).matches}
    assert {offer_id: messages[offer_id] for offer_id in messages.keys() & others.keys()} == {
        offer_id: others[offer_id] for offer_id in messages.keys() & others.keys()
    }


def test_a_new_name_is_told_at_once() -> None:
    client = a_client()
    assert message_of(an_offer(), client=client) != message_of(replace(an_offer(), title="Zagen"), client=client)
