import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from matching import Answer, Blocker, Question, choose, first_reason, rank, suits
from matching.facts import ClientProfile, OfferFacts
from matching.vocabulary import DayPart, DutchLevel, Indication, LoadAxis, OfferKind, OfferStatus
from tests.matching.builders import TODAY, a_catalogue, ask
from tests.matching.plainly import CODES, failed_limits, is_considered, is_in_reach
from tests.matching.strategies import catalogues, clients, offers


def feasible(known: list[OfferFacts], client: ClientProfile) -> set[str]:
    return {match.offer_id for match in ask(*known, client=client, limit=50).matches}


def more_hours(client: ClientProfile) -> ClientProfile:
    hours = client.load_capacity.hours_per_week
    raised = None if hours is None else hours + 3
    return replace(client, load_capacity=replace(client.load_capacity, hours_per_week=raised))


def more_load(client: ClientProfile) -> ClientProfile:
    levels = {axis: None if level is None else level + 1 for axis, level in client.load_capacity.levels.items()}
    return replace(client, load_capacity=replace(client.load_capacity, levels=levels))


def more_minutes(client: ClientProfile) -> ClientProfile:
    minutes = client.travel.max_minutes
    return replace(client, travel=replace(client.travel, max_minutes=None if minutes is None else minutes + 15))


def more_money(client: ClientProfile) -> ClientProfile:
    return replace(client, max_cost_euros=None if client.max_cost_euros is None else client.max_cost_euros + 5)


def bigger_groups(client: ClientProfile) -> ClientProfile:
    return replace(client, max_group_size=None if client.max_group_size is None else client.max_group_size + 10)


RAISES: dict[str, Callable[[ClientProfile], ClientProfile]] = {
    "hours": more_hours,
    "fewer hours already": lambda client: replace(client, current_hours_per_week=0),
    "load": more_load,
    "day parts": lambda client: replace(client, day_parts=frozenset(DayPart)),
    "Dutch": lambda client: replace(client, dutch_level=DutchLevel.C2),
    "indications": lambda client: replace(client, indications=frozenset(Indication)),
    "certificate": lambda client: replace(client, conduct_certificate_possible=True),
    "age unsaid": lambda client: replace(client, age=None),
    "women's groups": lambda client: replace(client, women_only_welcome=True),
    "money": more_money,
    "needs": lambda client: replace(client, needs=replace(client.needs, wheelchair=False, seated=False, quiet=False)),
    "groups": bigger_groups,
    "minutes": more_minutes,
}


@given(catalogues, clients, st.sampled_from(sorted(RAISES)))
def test_raising_any_limit_never_loses_an_offer(known: list[OfferFacts], client: ClientProfile, what: str) -> None:
    assert feasible(known, client) <= feasible(known, RAISES[what](client))


UNKNOWN: dict[str, Any] = {
    "point": None,
    "day_parts": frozenset[DayPart](),
    "ends_on": None,
    "minimum_hours_per_week": None,
    "load": dict[LoadAxis, int](),
    "dutch_level": None,
    "indication": None,
    "conduct_certificate": None,
    "minimum_age": None,
    "maximum_age": None,
    "women_only": None,
    "wheelchair": None,
    "seated": None,
    "quiet": None,
    "cost_euros": None,
    "available_places": None,
    "group_size": None,
}


@given(offers, clients, st.sampled_from(sorted(UNKNOWN)))
def test_an_unknown_never_excludes(offer: OfferFacts, client: ClientProfile, fact: str) -> None:
    unsaid = replace(offer, **{fact: UNKNOWN[fact]})
    assert feasible([offer], client) <= feasible([unsaid], client)


@given(offers, clients)
def test_an_offer_of_which_nothing_is_known_suits_every_limit(offer: OfferFacts, client: ClientProfile) -> None:
    unsaid = replace(offer, status=OfferStatus.PUBLISHED, in_review=False, **UNKNOWN)
    assert feasible([unsaid], client) == {offer.id}


@given(catalogues, clients)
def test_columns_judge_like_one_offer_at_a_time(known: list[OfferFacts], client: ClientProfile) -> None:
    failed = {offer.id: failed_limits(offer, client) for offer in known if is_considered(offer)}
    answer = ask(*known, client=client, limit=50, near_misses=20)
    assert {match.offer_id for match in answer.matches} == {offer_id for offer_id, codes in failed.items() if not codes}
    assert answer.excluded == Counter(codes[0] for codes in failed.values() if codes)
    assert {miss.offer_id: miss.blocked_by[0].code for miss in answer.near_misses} == {
        offer.id: failed[offer.id][0]
        for offer in known
        if len(failed.get(offer.id, ())) == 1 and not offer.in_review and is_in_reach(offer, client)
    }


@given(catalogues, clients, st.sets(st.sampled_from(OfferKind), max_size=3))
def test_what_is_considered_is_feasible_or_excluded_once(
    known: list[OfferFacts], client: ClientProfile, kinds: set[OfferKind]
) -> None:
    answer = ask(*known, client=client, kinds=frozenset(kinds))
    assert answer.considered == sum(is_considered(offer) and (not kinds or offer.kind in kinds) for offer in known)
    assert answer.considered == answer.feasible + sum(answer.excluded.values())
    assert list(answer.excluded) == sorted(answer.excluded, key=CODES.index)
    assert all(answer.excluded.values())


@given(catalogues, clients, st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(known: list[OfferFacts], client: ClientProfile, chance: Random) -> None:
    shuffled = list(known)
    chance.shuffle(shuffled)
    assert ask(*known, client=client, limit=50) == ask(*shuffled, client=client, limit=50)


@given(st.lists(offers, max_size=20), st.sets(st.integers(0, 29)), clients)
def test_what_came_and_went_never_matters(written: list[OfferFacts], removed: set[int], client: ClientProfile) -> None:
    catalogue = a_catalogue(*written)
    for number in removed:
        catalogue.remove(f"offer-{number}")
    left = {offer.id: offer for offer in written if int(offer.id.removeprefix("offer-")) not in removed}
    question = Question(client=client, on=TODAY, limit=50, near_misses=20)
    assert rank(catalogue, question) == rank(a_catalogue(*left.values()), question)


@given(catalogues, clients)
def test_the_same_question_has_the_same_answer(known: list[OfferFacts], client: ClientProfile) -> None:
    catalogue, question = a_catalogue(*known), Question(client=client, on=TODAY)
    assert rank(catalogue, question) == rank(catalogue, question)


@given(catalogues, st.builds(Question, client=clients, on=st.just(TODAY), limit=st.just(50), is_list=st.booleans()))
def test_what_is_chosen_is_what_is_answered_and_explained_alike(known: list[OfferFacts], question: Question) -> None:
    catalogue = a_catalogue(*known)
    answer, choice = rank(catalogue, question), choose(catalogue, question)
    assert choice.feasible == answer.feasible
    assert choice.scores == tuple(match.score for match in answer.matches)
    assert choice.suits == tuple(suits(match, question.client.interests) for match in answer.matches)
    backwards = answer.matches[::-1]
    assert choice.explain([match.offer_id for match in backwards]) == list(backwards)
    for match in answer.matches:
        assert first_reason(catalogue, question, match.offer_id) == next(iter(match.reasons), None)


@given(catalogues, st.lists(clients, max_size=4), clients)
def test_what_others_asked_before_never_matters(
    known: list[OfferFacts], others: list[ClientProfile], client: ClientProfile
) -> None:
    catalogue = a_catalogue(*known)
    for days, other in enumerate(others):
        rank(catalogue, Question(client=other, on=TODAY + timedelta(days=days)))
    question = Question(client=client, on=TODAY)
    assert rank(catalogue, question) == rank(a_catalogue(*known), question)


@given(catalogues, st.lists(offers, min_size=1, max_size=3), st.sets(st.integers(0, 29), max_size=3), clients)
def test_what_is_remembered_never_outlives_a_change(
    known: list[OfferFacts], written: list[OfferFacts], removed: set[int], client: ClientProfile
) -> None:
    catalogue, question = a_catalogue(*known), Question(client=client, on=TODAY, limit=50, near_misses=20)
    left = {offer.id: offer for offer in known}
    for offer in written:
        rank(catalogue, question)
        catalogue.put(offer)
        left[offer.id] = offer
    for number in removed:
        rank(catalogue, question)
        catalogue.remove(f"offer-{number}")
        left.pop(f"offer-{number}", None)
    assert rank(catalogue, question) == rank(a_catalogue(*left.values()), question)


@given(catalogues, clients, st.integers(0, 5), st.integers(0, 5))
def test_a_shorter_list_is_the_beginning_of_a_longer_one(
    known: list[OfferFacts], client: ClientProfile, limit: int, near_misses: int
) -> None:
    short = ask(*known, client=client, limit=limit, near_misses=near_misses)
    long = ask(*known, client=client, limit=50, near_misses=20)
    assert short.matches == long.matches[:limit]
    assert short.near_misses == long.near_misses[:near_misses]


PLAIN = {
    "conduct-certificate": "conduct_certificate_possible",
    "age": "age",
    "women-only": "women_only_welcome",
    "cost": "max_cost_euros",
    "group-size": "max_group_size",
}


def grant(client: ClientProfile, blocker: Blocker) -> Any:
    actual: Any = blocker.actual
    match blocker.code.partition("-"):
        case ("load", _, axis):
            capacity = client.load_capacity
            levels = {**capacity.levels, LoadAxis(axis): actual}
            return replace(client, load_capacity=replace(capacity, levels=levels))
        case ("hours", _, _):
            return changed(client, load_capacity={"hours_per_week": actual}, current_hours_per_week=0)
        case ("day", _, _):
            return changed(client, day_parts=frozenset(map(DayPart, actual)))
        case ("dutch", _, _):
            return changed(client, dutch_level=DutchLevel(actual))
        case ("indication", _, _):
            return changed(client, indications=frozenset(map(Indication, actual)))
        case ("travel", _, _):
            return changed(client, travel={"max_minutes": actual})
        case ("wheelchair" | "seated" | "quiet" as facility, _, _):
            return changed(client, needs={facility: actual})
    return changed(client, **{PLAIN[blocker.code]: actual}) if blocker.code in PLAIN else client


def changed(given: Any, **changes: Any) -> Any:
    nested = {
        name: changed(getattr(given, name), **value) for name, value in changes.items() if isinstance(value, dict)
    }
    return replace(given, **{**changes, **nested})


def reopen(offer: OfferFacts) -> OfferFacts:
    return replace(
        offer, status=OfferStatus.PUBLISHED, in_review=False, ends_on=TODAY + timedelta(days=1), available_places=1
    )


@given(catalogues, clients)
def test_every_near_miss_fits_once_what_would_help_is_granted(known: list[OfferFacts], client: ClientProfile) -> None:
    by_id = {offer.id: offer for offer in known}
    for miss in ask(*known, client=client, near_misses=20).near_misses:
        (blocker,) = miss.blocked_by
        offer = by_id[miss.offer_id]
        mended = reopen(offer) if blocker.code in {"status", "ended", "full"} else offer
        answer = ask(mended, client=grant(client, blocker), policy_cap_hours=168)
        assert [match.offer_id for match in answer.matches] == [miss.offer_id]


@given(catalogues, clients)
def test_scores_and_components_lie_between_nought_and_one(known: list[OfferFacts], client: ClientProfile) -> None:
    matches = ask(*known, client=client, limit=50).matches
    shares = [share for match in matches for share in (match.score, *match.components.values())]
    strengths = [found.strength for match in matches for found in match.interests]
    assert all(0 <= share <= 1 for share in (*shares, *strengths))


@given(catalogues, clients)
def test_the_best_score_comes_first(known: list[OfferFacts], client: ClientProfile) -> None:
    ranked = [-match.score for match in ask(*known, client=client, limit=50).matches]
    assert ranked == sorted(ranked)


@given(catalogues, clients)
def test_what_has_nothing_of_any_wish_says_so_and_comes_last(known: list[OfferFacts], client: ClientProfile) -> None:
    matches = ask(*known, client=client, limit=50).matches
    something_else = ["something-else" in {caution.code for caution in match.cautions} for match in matches]
    assert something_else == sorted(something_else)


@given(catalogues, clients)
def test_an_answer_is_ready_for_json(known: list[OfferFacts], client: ClientProfile) -> None:
    answer: Answer = ask(*known, client=client, near_misses=20)
    assert json.loads(json.dumps(asdict(answer), allow_nan=False))["feasible"] == answer.feasible
