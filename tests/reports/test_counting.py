"""What happens to handovers is counted when it happens, and stays a number when they are erased."""

from datetime import timedelta

import pytest

from api.handovers.jobs import count_who_goes_on, forget_old_handovers, handle_due_deadlines
from api.handovers.tables import Handover
from api.handovers.transitions import CLOCK, Step, take
from api.handovers.vocabulary import EventType
from api.platform.requests.desk import Desk
from api.tallies.actions import count
from api.tallies.queries import find_beginning
from api.tallies.vocabulary import Dimension, Measure
from tests.handovers.arranging import ROADS, brought_to, done, offered, requested
from tests.reports.counted import THIS_HALF, THIS_MONTH, numbers_of
from tests.service import Service, later


async def started(service: Service, *, reference: str = "Zxq-1", step: int | None = None) -> str:
    """The id of a handover of this client that has started at an offer on this rung."""
    made = await requested(service, await offered(service, ladderStep=step), clientReference=reference)
    for side, event in ROADS["started"]:
        await done(service.coach if side == "sender" else service.partner, made["id"], event)
    return str(made["id"])


def happened(service: Service, handover_id: str, event: EventType, *, days: int = 0) -> None:
    """Let this happen to a handover, so many days from now."""
    node = later(service, days=days)
    with node.database.write() as session:
        handover = session.get_one(Handover, handover_id)
        take(Step(Desk.of(node, session, author_id="test"), handover, event, CLOCK))


def totals(service: Service, *measures: Measure) -> list[int]:
    return [numbers_of(service.database, each, Dimension.TOTAL).get("", 0) for each in measures]


async def test_a_start_and_its_answer_are_counted_by_one_thing_at_a_time(service: Service) -> None:
    await started(service, step=3)
    assert numbers_of(service.database, Measure.STARTS, Dimension.ORGANIZATION) == {service.partner.organization_id: 1}
    assert numbers_of(service.database, Measure.STARTS, Dimension.KIND) == {"activity": 1}
    assert numbers_of(service.database, Measure.STARTS, Dimension.LADDER_STEP) == {"3": 1}
    assert totals(service, Measure.ANSWERED, Measure.MOVES, Measure.RE_ENTRIES, Measure.ENDS) == [1, 0, 0, 0]


async def test_nothing_counted_holds_a_reference_or_the_id_of_a_handover(service: Service) -> None:
    handover_id = await started(service, reference="Zxq-9")
    with service.database.read() as session:
        kept = str(session.connection().exec_driver_sql("SELECT * FROM tallies").all())
    assert "Zxq-9" not in kept
    assert handover_id not in kept


async def test_to_stay_is_no_end(service: Service) -> None:
    await brought_to(service, "completed")
    assert totals(service, Measure.STARTS, Measure.STAYS, Measure.ENDS) == [1, 1, 0]


async def test_an_end_is_counted_by_where_it_led(service: Service) -> None:
    for outcome in ("paid-work", "next-step"):
        await done(service.partner, await started(service), "complete", outcome=outcome)
    await done(service.coach, await started(service), "withdraw")
    await done(service.coach, await brought_to(service, "requested"), "withdraw")
    outcomes = numbers_of(service.database, Measure.ENDS, Dimension.OUTCOME)
    assert outcomes == {"paid-work": 1, "next-step": 1, "withdrawn": 1}


async def test_who_starts_on_another_rung_moves_and_who_had_left_comes_back_once(service: Service) -> None:
    first = await started(service, step=2)
    await started(service, step=4, reference="Zxq-other")
    await done(service.partner, first, "complete", outcome="stopped")
    await started(service, step=3)
    await started(service, step=3)
    assert numbers_of(service.database, Measure.MOVES, Dimension.RUNGS) == {"2-3": 1, "3-3": 1}
    assert totals(service, Measure.RE_ENTRIES) == [1]


async def test_who_left_more_than_a_year_ago_begins_anew(service: Service) -> None:
    first = await started(service)
    await done(service.partner, first, "complete", outcome="stopped")
    with service.database.write() as session:
        handover = session.get_one(Handover, first)
        assert handover.ended_at is not None
        handover.ended_at -= timedelta(days=366)
        session.add(handover)
    await started(service)
    assert totals(service, Measure.RE_ENTRIES) == [0]


async def test_an_answer_that_is_taken_back_counts_once(service: Service) -> None:
    handover_id = await brought_to(service, "declined")
    happened(service, handover_id, EventType.TAKE_BACK)
    happened(service, handover_id, EventType.ACCEPT)
    assert totals(service, Measure.ANSWERED, Measure.EXPIRED) == [1, 0]


async def test_an_answer_that_never_came_is_counted_for_who_was_asked(service: Service) -> None:
    await brought_to(service, "requested")
    then = later(service, days=30)
    handle_due_deadlines(then)
    month = f"{then.clock.today():%Y-%m}"
    found = numbers_of(service.database, Measure.EXPIRED, Dimension.ORGANIZATION, month)
    assert found == {service.partner.organization_id: 1}


async def test_of_what_started_three_months_ago_is_counted_once_whether_it_goes_on(service: Service) -> None:
    count_who_goes_on(service.node)
    with service.database.read() as session:
        assert find_beginning(session) is not None
    await started(service, reference="Zxq-stays")
    gone = await started(service, reference="Zxq-gone")
    await done(service.partner, gone, "complete", outcome="stopped")
    then = later(service, days=92)
    for _ in range(2):
        count_who_goes_on(then)
    month = f"{then.clock.today():%Y-%m}"
    assert numbers_of(service.database, Measure.AFTER_3_MONTHS, Dimension.GOES_ON, month) == {"yes": 1, "no": 1}
    assert numbers_of(service.database, Measure.AFTER_6_MONTHS, Dimension.GOES_ON, month) == {}


async def test_what_goes_on_from_an_earlier_half_year_is_counted_once_in_the_next(service: Service) -> None:
    handover_id = await started(service)
    for days in (0, 184, 185):
        happened(service, handover_id, EventType.CHECK_IN, days=days)
    assert numbers_of(service.database, Measure.WENT_ON, Dimension.TOTAL, THIS_HALF.name) == {}
    assert numbers_of(service.database, Measure.WENT_ON, Dimension.TOTAL, THIS_HALF.next.name) == {"": 1}


async def test_counts_outlive_erasure_and_forgetting(service: Service) -> None:
    await started(service, reference="Zxq-erased")
    await brought_to(service, "completed")
    await service.coach.post("/handovers/erasures", {"clientReference": "Zxq-erased"})
    forget_old_handovers(later(service, days=731))
    assert totals(service, Measure.STARTS, Measure.STAYS) == [2, 1]


class ThrownError(Exception):
    """Something went wrong."""


async def test_what_is_undone_is_not_counted(service: Service) -> None:
    def count_in_vain() -> None:
        with service.database.write() as session:
            count(session, THIS_MONTH, Measure.STARTS)
            raise ThrownError

    with pytest.raises(ThrownError):
        count_in_vain()
    assert totals(service, Measure.STARTS) == [0]
