from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Question, TravelSpeeds, Waiting, rank, suits
from matching.facts import ClientProfile, OfferFacts
from tests.matching.builders import TODAY, a_catalogue, a_client, an_offer
from tests.matching.strategies import catalogues, clients

CAP_HOURS = 20


def waiting(*profiles: ClientProfile) -> Waiting:
    """These clients, by their number."""
    found = Waiting(on=TODAY, policy_cap_hours=CAP_HOURS, speeds=TravelSpeeds())
    for number, profile in enumerate(profiles):
        found.put(str(number), profile)
    return found


def suited_alone(profile: ClientProfile, offers: list[OfferFacts]) -> set[str]:
    """What the engine answers when it is asked about this client alone."""
    question = Question(profile, on=TODAY, limit=len(offers) + 1, near_misses=0, policy_cap_hours=CAP_HOURS)
    return {match.offer_id for match in rank(a_catalogue(*offers), question).matches if suits(match, profile.interests)}


@given(catalogues, st.lists(clients, max_size=6))
def test_many_clients_in_one_pass_hear_what_each_would_have_heard_alone(
    offers: list[OfferFacts], profiles: list[ClientProfile]
) -> None:
    found = waiting(*profiles).suited(a_catalogue(*offers))
    for number, profile in enumerate(profiles):
        assert {offer_id for offer_id, keys in found.items() if str(number) in keys} == suited_alone(profile, offers)


def test_a_client_who_went_hears_nothing_and_one_who_came_does() -> None:
    side = waiting(a_client(), a_client())
    catalogue = a_catalogue(an_offer())
    assert side.suited(catalogue) == {"offer": ["0", "1"]}
    side.remove("0")
    side.remove("nobody")
    side.put("2", a_client())
    assert side.suited(catalogue) == {"offer": ["1", "2"]}
    assert side.keys == {"1", "2"}
    assert len(side) == 2


@pytest.mark.parametrize(
    ("profile", "hears"),
    [
        (a_client(interests=("zeilen",)), False),
        (a_client(interests=()), True),
        (a_client(interests=("weet ik niet",)), True),
        (a_client(interests=("zeilen", "iets met hout")), True),
        (replace(a_client(), age=17), False),
    ],
)
def test_only_what_was_asked_and_can_be_wakes(profile: ClientProfile, *, hears: bool) -> None:
    assert waiting(profile).suited(a_catalogue(an_offer()))["offer"] == (["0"] if hears else [])


def test_nobody_and_nothing_suit() -> None:
    assert waiting().suited(a_catalogue(an_offer())) == {}
    assert waiting(a_client()).suited(a_catalogue()) == {}
