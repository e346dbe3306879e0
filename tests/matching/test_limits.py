from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from matching.facts import LoadCapacity, Needs, Point, Travel
from matching.judging.limits import LIMITS
from matching.telling.sentences import reason
from matching.vocabulary import DayPart, DutchLevel, Indication, Language, LoadAxis, OfferKind, OfferStatus, TravelMode
from tests.matching.builders import HOME, TODAY, a_client, a_strict_client, an_offer, an_unspoken_offer, ask
from tests.matching.plainly import CODES

FAR = Point(51.98, 4.55)


def load(axis: LoadAxis, level: int | None) -> dict[LoadAxis, int | None]:
    return {**dict.fromkeys(LoadAxis, 1), axis: level}


BLOCKED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "status": ({"status": OfferStatus.PAUSED}, {}),
    "ended": ({"ends_on": TODAY - timedelta(days=1)}, {}),
    "full": ({"available_places": 0}, {}),
    "hours": ({"minimum_hours_per_week": 8.5}, {}),
    "day-parts": ({"day_parts": frozenset({DayPart.SUN_EVENING})}, {}),
    **{f"load-{axis}": ({"load": load(axis, 3)}, {}) for axis in LoadAxis},
    "dutch-level": ({"dutch_level": DutchLevel.B2}, {}),
    "indication": ({"indication": Indication.DAY_CARE}, {}),
    "conduct-certificate": ({"conduct_certificate": True}, {"conduct_certificate_possible": False}),
    "age": ({"minimum_age": 58}, {}),
    "women-only": ({"women_only": True}, {}),
    "cost": ({"cost_euros": 5.5}, {}),
    "wheelchair": ({"wheelchair": False}, {"needs": Needs(wheelchair=True)}),
    "seated": ({"seated": False}, {"needs": Needs(seated=True)}),
    "quiet": ({"quiet": False}, {"needs": Needs(quiet=True)}),
    "group-size": ({"group_size": 13}, {}),
    "travel-time": ({"point": FAR}, {}),
}


def test_the_limits_stand_in_the_order_of_the_contract() -> None:
    assert [limit.code for limit in LIMITS] == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_each_limit_excludes_under_its_own_code(code: str) -> None:
    offer, client = BLOCKED[code]
    answer = ask(an_offer("blocked", **offer), an_offer("free"), client=a_client(**client))
    assert answer.excluded == {code: 1}
    assert [match.offer_id for match in answer.matches] == ["free"]


@pytest.mark.parametrize("code", CODES)
def test_each_limit_has_a_near_miss_that_says_what_would_help(code: str) -> None:
    offer, client = BLOCKED[code]
    (miss,) = ask(an_offer(**offer), client=a_client(**client)).near_misses
    (blocker,) = miss.blocked_by
    assert blocker.code == code
    assert blocker.would_help.startswith("Past ")
    assert blocker.limit != blocker.actual


def test_an_offer_falls_once_under_the_first_limit_it_fails() -> None:
    answer = ask(an_offer(available_places=0, cost_euros=10, minimum_hours_per_week=16))
    assert answer.excluded == {"full": 1}
    assert answer.near_misses == ()


def test_an_offer_in_review_is_not_open() -> None:
    answer = ask(an_offer(in_review=True))
    assert answer.excluded == {"status": 1}
    assert answer.near_misses == ()


def test_what_a_partner_did_not_say_never_excludes() -> None:
    assert ask(an_unspoken_offer(), client=a_strict_client()).feasible == 1


def test_the_policy_cap_holds_when_it_is_the_lower_one() -> None:
    client = a_client(load_capacity=LoadCapacity(hours_per_week=32), current_hours_per_week=18)
    (miss,) = ask(an_offer(minimum_hours_per_week=4), client=client).near_misses
    assert (miss.blocked_by[0].limit, miss.blocked_by[0].actual) == (2, 4)


def test_without_own_hours_only_the_policy_cap_holds() -> None:
    client = a_client(load_capacity=LoadCapacity())
    assert ask(an_offer(minimum_hours_per_week=20), client=client).feasible == 1
    assert ask(an_offer(minimum_hours_per_week=20.5), client=client).feasible == 0
    assert ask(an_offer(minimum_hours_per_week=24), client=client, policy_cap_hours=24).feasible == 1


def test_tenths_of_hours_left_are_exact() -> None:
    client = a_client(load_capacity=LoadCapacity(hours_per_week=8), current_hours_per_week=7.9)
    assert ask(an_offer(minimum_hours_per_week=0.1), client=client).feasible == 1


def test_an_offer_that_ends_today_has_not_ended() -> None:
    assert ask(an_offer(ends_on=TODAY)).feasible == 1


def test_a_later_start_never_excludes() -> None:
    assert ask(an_offer(starts_on=TODAY + timedelta(days=300))).feasible == 1


def test_no_day_part_means_any_on_either_side() -> None:
    assert ask(an_offer(day_parts=frozenset())).feasible == 1
    assert ask(an_offer(), client=a_client(day_parts=frozenset())).feasible == 1


def test_a_held_indication_opens_the_place() -> None:
    client = a_client(indications=frozenset({Indication.DAY_CARE}))
    sheltered = an_offer(kind=OfferKind.SHELTERED_WORK, indication=Indication.DAY_CARE)
    other = an_offer("other", kind=OfferKind.SHELTERED_WORK, indication=Indication.SHELTERED_EMPLOYMENT)
    answer = ask(sheltered, other, client=client)
    assert answer.excluded == {"indication": 1}
    assert answer.near_misses[0].blocked_by[0].limit == ["wmo-dagbesteding"]
    assert answer.near_misses[0].blocked_by[0].actual == ["beschut-werk"]


def test_a_client_too_old_is_compared_with_the_highest_age() -> None:
    (miss,) = ask(an_offer(maximum_age=30)).near_misses
    assert (miss.blocked_by[0].limit, miss.blocked_by[0].actual) == (57, 30)


def test_an_absent_client_value_limits_nothing() -> None:
    anyone = a_client(
        age=None,
        women_only_welcome=None,
        conduct_certificate_possible=None,
        indications=None,
        max_cost_euros=None,
        max_group_size=None,
        dutch_level=None,
        load_capacity=LoadCapacity(),
        travel=Travel(mode=TravelMode.WALK),
    )
    demanding = an_offer(
        minimum_age=99,
        women_only=True,
        conduct_certificate=True,
        indication=Indication.DAY_CARE,
        cost_euros=1000,
        group_size=500,
        dutch_level=DutchLevel.C2,
        load=dict.fromkeys(LoadAxis, 3),
        point=Point(53.2, 6.5),
    )
    assert ask(demanding, client=anyone).feasible == 1


def test_an_offer_or_client_without_a_position_is_never_too_far() -> None:
    assert ask(an_offer(point=None)).feasible == 1
    assert ask(an_offer(point=FAR), client=a_client(point=None)).feasible == 1


def test_a_travel_limit_below_the_wait_for_the_bus_reaches_nothing() -> None:
    client = a_client(travel=Travel(mode=TravelMode.PUBLIC_TRANSPORT, max_minutes=7))
    assert ask(an_offer(point=HOME), client=client).excluded == {"travel-time": 1}
    at_home = replace(client, travel=Travel(mode=TravelMode.PUBLIC_TRANSPORT, max_minutes=8))
    assert ask(an_offer(point=HOME), client=at_home).feasible == 1


def test_the_minutes_of_a_near_miss_are_rounded_up() -> None:
    client = a_client(travel=Travel(mode=TravelMode.BIKE, max_minutes=3))
    (miss,) = ask(an_offer(), client=client).near_misses
    assert miss.blocked_by[0].actual == 4
    assert miss.blocked_by[0].would_help == "Past als 4 minuten fietsen ook kan."


@pytest.mark.parametrize(("most", "north", "is_shown"), [(10, 0.08, True), (10, 0.15, False), (40, 0.15, True)])
def test_what_is_absurdly_far_is_no_near_miss(most: int, north: float, is_shown: bool) -> None:  # noqa: FBT001
    offer = an_offer(point=Point(HOME.latitude + north, HOME.longitude))
    answer = ask(offer, client=a_client(travel=Travel(mode=TravelMode.BIKE, max_minutes=most)))
    assert answer.excluded == {"travel-time": 1}
    assert bool(answer.near_misses) is is_shown


@pytest.mark.parametrize(
    ("offer", "client", "dutch", "english"),
    [
        (
            {"point": Point(HOME.latitude + 0.001, HOME.longitude)},
            {"travel": Travel(mode=TravelMode.BIKE, max_minutes=0.1)},
            "Past als 1 minuut fietsen ook kan.",
            "Fits if 1 minute by bike is possible too.",
        ),
        (
            {"minimum_hours_per_week": 1},
            {"current_hours_per_week": 7.5},
            "Past als er 1 uur per week bij kan.",
            "Fits if 1 hour a week more is possible.",
        ),
        (
            {"minimum_hours_per_week": 24},
            {"load_capacity": LoadCapacity(), "current_hours_per_week": 0},
            "Past als in totaal 24 uur per week kan. Nu is 20 uur hier het meeste.",
            "Fits if 24 hours a week in all are possible. The most here is 20 hours now.",
        ),
        (
            {"minimum_hours_per_week": 2},
            {"load_capacity": LoadCapacity(hours_per_week=8), "current_hours_per_week": 19.5},
            "Past als in totaal 21,5 uur per week kan. Nu is 20 uur hier het meeste.",
            "Fits if 21.5 hours a week in all are possible. The most here is 20 hours now.",
        ),
        (
            {"day_parts": frozenset({DayPart.SUN_MORNING, DayPart.SUN_AFTERNOON, DayPart.SUN_EVENING})},
            {"day_parts": frozenset({DayPart.MON_MORNING})},
            "Past als je ook kunt op zondagochtend, zondagmiddag of zondagavond.",
            "Fits if you can also come on Sunday morning, Sunday afternoon or Sunday evening.",
        ),
        (
            {"load": {LoadAxis.POSTURE: 2}},
            {"load_capacity": LoadCapacity(levels={LoadAxis.POSTURE: 1})},
            "Past als vrij lang staan of zitten ook gaat, of als je kunt afwisselen.",
            "Fits if standing or sitting for quite a while is possible too, or if you can alternate.",
        ),
        (
            {"ends_on": TODAY - timedelta(days=1)},
            {},
            "Past als het opnieuw begint: het liep tot en met 21 november 2026.",
            "Fits if it starts again: it ran until 21 November 2026.",
        ),
        (
            {"cost_euros": 1},
            {"max_cost_euros": 0},
            "Past als 1 euro ook kan, of als iemand meebetaalt.",
            "Fits if 1 euro is possible too, or if someone helps to pay.",
        ),
    ],
)
def test_what_would_help_is_told_as_people_say_it(
    offer: dict[str, Any], client: dict[str, Any], dutch: str, english: str
) -> None:
    for language, told in ((Language.DUTCH, dutch), (Language.ENGLISH, english)):
        (miss,) = ask(an_offer(**offer), client=a_client(**client), language=language).near_misses
        assert miss.blocked_by[0].would_help == told


def test_reasons_and_cautions_tell_one_as_one() -> None:
    assert reason("close-by", Language.DUTCH, minutes=1, mode="lopen").text == "Dichtbij: ongeveer 1 minuut lopen."
    assert reason("small-start", Language.ENGLISH, hours="1").text == "You can start small, from 1 hour a week."
    assert reason("small-start", Language.ENGLISH, hours="1.5").text == "You can start small, from 1.5 hours a week."
    assert reason("small-group", Language.DUTCH, size=1).text == "Het is een kleine groep: 1 mens."
