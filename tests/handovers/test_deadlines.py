"""What the clock does: once, in time, and on a clock that a test moves."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from api.handovers.clockwork.working_days import add_working_days, easter_sunday, holidays, is_working_day
from api.handovers.jobs import forget_old_handovers, handle_due_deadlines
from api.handovers.settings import HandoverSettings
from api.handovers.tables import Handover, HandoverEvent
from api.handovers.vocabulary import EventType
from api.platform.clock import Clock
from api.platform.settings import Settings
from tests.handovers.arranging import TODAY, a_consent, brought_to, done, offered, places_of, requested, seen_by
from tests.service import Service, later, running_service


def days_until(working_days: int) -> int:
    """How many days from now so many working days are over."""
    return (add_working_days(TODAY, working_days) - TODAY).days + 1


def pass_days(service: Service, days: int) -> None:
    handle_due_deadlines(later(service, days=days))


async def told_by_the_clock(service: Service, handover_id: str) -> list[str]:
    events = (await service.coach.get(f"/handovers/{handover_id}/events")).json()["items"]
    return [event["type"] for event in events if event["side"] == "clock"]


async def test_who_does_not_answer_is_reminded_once_and_then_the_request_ends(service: Service) -> None:
    handover_id = await brought_to(service, "requested")
    other = await offered(service, title="Meubels maken")
    pass_days(service, days_until(5) - 1)
    assert await told_by_the_clock(service, handover_id) == []
    for _ in range(2):
        pass_days(service, days_until(5))
    assert await told_by_the_clock(service, handover_id) == ["remind"]
    pass_days(service, days_until(10) - 1)
    assert (await seen_by(service.coach, handover_id))["state"] == "requested"
    for _ in range(2):
        pass_days(service, days_until(10))
    told = await seen_by(service.coach, handover_id)
    assert (told["state"], told["introduction"], told["answerBy"]) == ("expired", None, None)
    assert [each["offer"]["id"] for each in told["alternatives"]] == [other]
    assert await told_by_the_clock(service, handover_id) == ["remind", "expire"]


async def test_a_node_that_slept_through_both_ends_the_request_at_once(service: Service) -> None:
    handover_id = await brought_to(service, "requested")
    pass_days(service, 60)
    assert await told_by_the_clock(service, handover_id) == ["remind", "expire"]


@pytest.mark.parametrize("answer", ["accept", "decline", "pause"])
async def test_an_answer_in_time_stops_the_clock(service: Service, answer: str) -> None:
    handover_id = await brought_to(service, "requested")
    await done(service.partner, handover_id, answer)
    pass_days(service, 60)
    assert await told_by_the_clock(service, handover_id) == []


async def test_after_a_forward_or_a_pause_the_receiver_gets_all_the_time_again(database_url: str) -> None:
    async with running_service(database_url, key_days=30) as service:
        made = await requested(
            service,
            await offered(service),
            consent=a_consent(recipients=[service.other_partner.organization_id]),
        )
        first = made["answerBy"]
        service.node.clock = Clock(7)
        await done(service.partner, made["id"], "forward", organizationId=service.other_partner.organization_id)
        second = (await seen_by(service.other_partner, made["id"]))["answerBy"]
        await done(service.other_partner, made["id"], "pause")
        assert (await seen_by(service.other_partner, made["id"]))["answerBy"] is None
        service.node.clock = Clock(14)
        await done(service.coach, made["id"], "resume")
        third = (await seen_by(service.other_partner, made["id"]))["answerBy"]
        assert first < second < third


async def test_check_ins_come_due_at_two_six_thirteen_and_twenty_six_weeks(service: Service) -> None:
    handover_id = await brought_to(service, "started")
    counts = []
    for weeks in (2, 6, 13, 26, 52):
        pass_days(service, weeks * 7 - 1)
        before = len(await told_by_the_clock(service, handover_id))
        pass_days(service, weeks * 7 + 1)
        counts.append((before, len(await told_by_the_clock(service, handover_id))))
    assert counts == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 4)]
    assert set(await told_by_the_clock(service, handover_id)) == {"ask-check-in"}


async def test_a_check_in_waits_while_the_handover_is_paused(service: Service) -> None:
    handover_id = await brought_to(service, "started")
    await done(service.coach, handover_id, "pause")
    pass_days(service, 20)
    assert await told_by_the_clock(service, handover_id) == []
    await done(service.coach, handover_id, "resume")
    pass_days(service, 20)
    assert await told_by_the_clock(service, handover_id) == ["ask-check-in"]


async def test_consent_that_ends_by_itself_takes_the_introduction_along(database_url: str) -> None:
    async with running_service(database_url, key_days=30) as service:
        consent = a_consent(expiresOn=str(TODAY + timedelta(days=3)))
        made = await requested(service, await offered(service), consent=consent)
        service.node.clock = Clock(4)
        assert (await seen_by(service.partner, made["id"]))["introduction"] is None
        service.node.clock = Clock(0)
        pass_days(service, 3)
        assert (await seen_by(service.partner, made["id"]))["introduction"] is not None
        pass_days(service, 4)
        with service.database.read() as session:
            assert session.get_one(Handover, made["id"]).sealed_introduction is None
        assert await told_by_the_clock(service, made["id"]) == ["end-consent"]


async def test_many_nodes_at_once_do_each_thing_once(service: Service) -> None:
    ids = [await brought_to(service, "requested") for _ in range(5)]
    nodes = [threading.Thread(target=handle_due_deadlines, args=(later(service, days=60),)) for _ in range(4)]
    for node in nodes:
        node.start()
    for node in nodes:
        node.join()
    with service.database.read() as session:
        query = select(HandoverEvent).where(col(HandoverEvent.type).in_([EventType.REMIND, EventType.EXPIRE]))
        done_by_clock = sorted((event.handover_id, event.type) for event in session.exec(query))
    assert done_by_clock == sorted((each, kind) for each in ids for kind in (EventType.EXPIRE, EventType.REMIND))


async def test_an_organization_may_have_deadlines_of_its_own(service: Service) -> None:
    own = f"/organizations/{service.coach.organization_id}/handover-deadlines"
    assert (await service.coach.get(own)).json() == {
        "answerWorkingDays": 10,
        "reminderWorkingDays": 5,
        "checkInWeeks": [2, 6, 13, 26],
    }
    assert (await service.coach.put(own, {})).status_code == 403
    assert (await service.partner.get(own)).status_code == 404
    chosen = await service.admin.put(own, {"answerWorkingDays": 3, "checkInWeeks": [1]})
    assert chosen.json() == {"answerWorkingDays": 3, "reminderWorkingDays": 5, "checkInWeeks": [1]}
    handover_id = await brought_to(service, "requested")
    pass_days(service, days_until(3))
    assert (await seen_by(service.coach, handover_id))["state"] == "expired"


async def test_settings_say_how_long_an_answer_may_take(database_url: str) -> None:
    async with running_service(database_url, handover_answer_working_days=1) as service:
        handover_id = await brought_to(service, "requested")
        pass_days(service, days_until(1))
        assert await told_by_the_clock(service, handover_id) == ["expire"]


async def test_an_ended_handover_is_kept_for_a_while_and_then_forgotten(service: Service) -> None:
    ended, going_on = await brought_to(service, "completed"), await brought_to(service, "started")
    forget_old_handovers(later(service, days=Settings()[HandoverSettings].handover_retention_days - 1))
    assert (await seen_by(service.coach, ended))["state"] == "completed"
    forget_old_handovers(later(service, days=Settings()[HandoverSettings].handover_retention_days + 1))
    assert (await service.coach.get(f"/handovers/{ended}")).status_code == 404
    assert (await seen_by(service.coach, going_on))["state"] == "started"


async def test_an_expired_request_gives_nothing_back_that_it_did_not_take(service: Service) -> None:
    offer_id = await offered(service, places={"total": 2, "available": 1})
    await requested(service, offer_id)
    pass_days(service, 60)
    assert await places_of(service, offer_id) == 1


async def test_an_event_cannot_be_changed_afterwards(service: Service) -> None:
    await brought_to(service, "requested")
    with pytest.raises(DBAPIError, match="cannot be changed"), service.database.write() as session:
        session.execute(update(HandoverEvent).values(number=7))


def test_holidays_are_those_of_the_law() -> None:
    assert [str(easter_sunday(year)) for year in (2024, 2025, 2026, 2027, 2038)] == [
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
    ]
    assert sorted(str(day)[5:] for day in holidays(2026)) == [
        "01-01",
        "04-03",
        "04-06",
        "04-27",
        "05-05",
        "05-14",
        "05-25",
        "12-25",
        "12-26",
    ]
    assert date(2025, 4, 26) in holidays(2025)


def test_working_days_skip_weekends_and_holidays() -> None:
    assert add_working_days(date(2026, 12, 23), 2) == date(2026, 12, 28)
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert not is_working_day(date(2026, 4, 3))
    assert add_working_days(date(2026, 11, 21), 10) == date(2026, 12, 4)
