import pytest

from matching import Question, rank
from matching.facts import OfferFacts
from matching.vocabulary import OfferKind, OfferStatus
from tests.matching.builders import TODAY, a_catalogue, a_client, an_offer, ask

PLAYED = (("z", "Schaken"), ("a", "Schaken op de fiets"))


def chess(offer_id: str = "chess") -> OfferFacts:
    return an_offer(offer_id, title="Schaakclub", description="", interests=("schaken",))


def test_an_empty_catalogue_has_an_empty_answer() -> None:
    answer = ask()
    assert (answer.matches, answer.near_misses, answer.excluded) == ((), (), {})
    assert (answer.considered, answer.feasible) == (0, 0)
    assert answer.nothing_suitable


def test_equal_offers_stand_in_the_order_of_their_ids() -> None:
    matches = ask(*(an_offer(offer_id) for offer_id in ("c", "a", "b")), limit=2).matches
    assert [match.offer_id for match in matches] == ["a", "b"]


def test_the_best_are_found_among_more_than_are_scored_at_first() -> None:
    many = [an_offer(f"offer-{number:04}", group_size=12) for number in range(600)]
    (best,) = ask(*many, an_offer("small", group_size=4), limit=1).matches
    assert best.offer_id == "small"


def test_equal_offers_stand_in_order_also_when_there_are_hundreds() -> None:
    many = [an_offer(f"offer-{number:04}") for number in range(600)]
    assert [match.offer_id for match in ask(*reversed(many), limit=3).matches] == [
        "offer-0000",
        "offer-0001",
        "offer-0002",
    ]


def test_nothing_is_answered_when_nothing_is_asked() -> None:
    answer = ask(an_offer("a"), an_offer("b", available_places=0), limit=0, near_misses=0)
    assert (answer.matches, answer.near_misses) == ((), ())
    assert (answer.considered, answer.feasible, answer.excluded) == (2, 1, {"full": 1})


def test_kinds_narrow_what_is_considered() -> None:
    course = an_offer("course", kind=OfferKind.COURSE, available_places=0)
    answer = ask(an_offer("placement"), course, kinds=frozenset({OfferKind.COURSE}))
    assert (answer.considered, answer.feasible, answer.excluded) == (1, 0, {"full": 1})


def test_paused_offers_are_considered_and_drafts_are_not() -> None:
    answer = ask(an_offer("paused", status=OfferStatus.PAUSED), an_offer("draft", status=OfferStatus.DRAFT))
    assert (answer.considered, answer.excluded) == (1, {"status": 1})


def test_an_interest_that_means_nothing_to_the_vocabulary_is_unresolved() -> None:
    answer = ask(an_offer(), client=a_client(interests=("iets met hout", "qwrtzp")))
    assert answer.unresolved_interests == ("qwrtzp",)
    assert [found.asked for found in answer.matches[0].interests] == ["iets met hout"]


def test_nothing_is_suitable_when_no_feasible_offer_has_to_do_with_the_wish() -> None:
    assert not ask(an_offer(), chess()).nothing_suitable
    assert ask(chess()).nothing_suitable
    assert ask(an_offer(available_places=0), chess()).nothing_suitable
    assert ask(an_offer(), client=a_client(interests=("qwrtzp",))).nothing_suitable


def test_without_interests_anything_feasible_is_suitable() -> None:
    client = a_client(interests=())
    assert not ask(chess(), client=client).nothing_suitable
    assert ask(an_offer(available_places=0), client=client).nothing_suitable
    assert ask(chess(), client=client).matches[0].components["interest"] == 0.5


def test_the_nearest_misses_answer_the_wish_and_leave_hope() -> None:
    misses = ask(
        an_offer("ended", ends_on=TODAY.replace(day=1)),
        an_offer("dear", cost_euros=7.5),
        an_offer("full", available_places=0),
        an_offer("chess", title="Schaakclub", description="", interests=(), cost_euros=7.5),
        near_misses=4,
    ).near_misses
    assert [miss.offer_id for miss in misses] == ["dear", "full", "ended", "chess"]


def test_of_two_offers_too_far_the_nearer_is_the_nearer_miss() -> None:
    offer = an_offer()
    assert offer.point is not None
    near, far = (type(offer.point)(51.9 + north, 4.5) for north in (0.06, 0.08))
    misses = ask(an_offer("a", point=far), an_offer("b", point=near)).near_misses
    assert [miss.offer_id for miss in misses] == ["b", "a"]


@pytest.mark.parametrize("limit", [1, 5, 50])
def test_no_more_matches_are_answered_than_asked(limit: int) -> None:
    catalogue = a_catalogue(*(an_offer(f"offer-{number}") for number in range(7)))
    answer = rank(catalogue, Question(client=a_client(), on=TODAY, limit=limit))
    assert len(answer.matches) == min(limit, 7)


def test_what_waits_for_a_reviewer_is_never_a_near_miss() -> None:
    waiting = (an_offer("waits", in_review=True), an_offer("waits-too", in_review=True, status=OfferStatus.PAUSED))
    answer = ask(*waiting, an_offer("rests", status=OfferStatus.PAUSED))
    assert answer.excluded == {"status": 3}
    assert [miss.offer_id for miss in answer.near_misses] == ["rests"]


def test_a_wish_that_is_said_twice_counts_once_as_it_was_said_first() -> None:
    once, twice = (ask(an_offer(), client=a_client(interests=wishes)) for wishes in (("hout",), ("hout", "Hout")))
    assert once == twice


def test_what_nobody_reads_is_ordered_by_likeness_and_still_says_that_it_is_something_else() -> None:
    planes = an_offer("z", title="Vliegtuigen", description="", interests=())
    chess_club = chess("a")
    answer = ask(chess_club, planes, client=a_client(interests=("vlucht",)))
    assert answer.unresolved_interests == ("vlucht",)
    assert [match.offer_id for match in answer.matches] == ["z", "a"]
    assert all("something-else" in {caution.code for caution in match.cautions} for match in answer.matches)


def test_nobody_is_told_that_nothing_suits_where_something_quite_alike_was_not_read() -> None:
    flying = an_offer(title="Luchtvaart en vliegtuigen", description="", interests=())
    assert not ask(flying, client=a_client(interests=("astrofysica, luchtvaart",))).nothing_suitable
    assert ask(chess(), client=a_client(interests=("vlucht",))).nothing_suitable


def test_equal_scores_are_settled_by_likeness_before_the_id() -> None:
    near, far = (an_offer(name, title=title, description="", interests=("schaken",)) for name, title in PLAYED)
    matches = ask(far, near, client=a_client(interests=("schaken",))).matches
    assert matches[0].score == matches[1].score
    assert [match.offer_id for match in matches] == ["z", "a"]
