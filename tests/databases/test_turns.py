"""Who reads and writes takes turns: first come first served, and a turn is never lost."""

import asyncio
import threading
from collections import Counter

import pytest

from api.platform.storage.turns import TurnError, Turnstile
from tests.service import Service
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until


def patient() -> Turnstile:
    return Turnstile(at_once=1, longest_wait_seconds=ONLY_A_HANG_SECONDS)


async def test_who_comes_first_goes_first() -> None:
    turns, order = patient(), list[int]()

    async def go(number: int) -> None:
        async with turns.wait():
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*map(go, range(20)))
    assert order == list(range(20))


async def test_as_many_as_may_go_at_once() -> None:
    turns = Turnstile(at_once=3, longest_wait_seconds=ONLY_A_HANG_SECONDS)
    inside = most = 0

    async def go() -> None:
        nonlocal inside, most
        async with turns.wait():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(go() for _ in range(20)))
    assert most == 3


async def test_a_thread_and_a_loop_wait_for_each_other() -> None:
    turns, inside = patient(), list[str]()
    may_go = threading.Event()

    def hold() -> None:
        with turns.take():
            inside.append("thread")
            may_go.wait(ONLY_A_HANG_SECONDS)
            inside.append("thread is done")

    thread = threading.Thread(target=hold)
    thread.start()
    wait_until(lambda: bool(inside))
    waiting = asyncio.create_task(note(turns, inside))
    await asyncio.sleep(0)
    may_go.set()
    await waiting
    thread.join()
    assert inside == ["thread", "thread is done", "loop"]


async def note(turns: Turnstile, inside: list[str]) -> None:
    async with turns.wait():
        inside.append("loop")


async def test_a_turn_that_does_not_come_in_time_is_told_and_not_lost() -> None:
    turns = Turnstile(at_once=1, longest_wait_seconds=0.01)
    async with turns.wait():
        with pytest.raises(TurnError):
            async with turns.wait():
                pass
        with pytest.raises(TurnError), turns.take():
            pass
    with turns.take():
        pass


async def test_without_a_longest_wait_one_waits_for_as_long_as_it_takes() -> None:
    turns, inside = Turnstile(at_once=1, longest_wait_seconds=None), list[str]()
    async with turns.wait():
        waiting = asyncio.create_task(note(turns, inside))
        await asyncio.sleep(0)
        assert not inside
    await waiting
    assert inside == ["loop"]


async def test_who_goes_away_while_waiting_takes_no_turn() -> None:
    turns = patient()
    async with turns.wait():
        gone = asyncio.create_task(note(turns, []))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.wait([gone])
    with turns.take():
        pass


async def test_who_goes_away_at_the_moment_of_the_turn_gives_it_on() -> None:
    turns = patient()
    async with turns.wait():
        gone = asyncio.create_task(note(turns, []))
        await asyncio.sleep(0)
    # The turn is given by now, but the loop has not told so yet.
    gone.cancel()
    await asyncio.wait([gone])
    with turns.take():
        pass


async def test_more_requests_than_threads_all_come_to_an_end(service: Service) -> None:
    partner = service.partner
    offer = {"kind": "activity", "title": "Koffie", "location": {"postcode": "3073XY"}, "hoursPerWeek": {"minimum": 1}}
    creating = [partner.post("/offers", offer, Idempotency_Key=f"een-{number}") for number in range(60)]
    upserting = [
        partner.put(f"/organizations/{partner.organization_id}/offers/{number}", offer) for number in range(60)
    ]
    reading = [partner.get("/offers?q=koffie&hasPlaces=true") for _ in range(60)]
    answers = await asyncio.gather(*creating, *upserting, *reading)
    # A slow machine may turn many of them away; where threads and connections wait for each other, all are.
    taken = Counter(answer.status_code for answer in answers)
    assert taken.keys() <= {200, 201, 503}
    assert taken[200] + taken[201] > 0
    assert (await partner.post("/offers", offer)).status_code == 201
