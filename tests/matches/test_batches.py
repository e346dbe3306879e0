"""A batch answers line by line what `POST /v1/matches` answers one by one, whatever stands on the other lines."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpx
import pytest

from api.matches.actions import Matcher
from api.platform.security.actions import revoke_key
from api.platform.security.queries import list_keys
from api.platform.security.roles import Role
from api.platform.web.duplex import READ_AHEAD_BYTES, ReadAhead
from api.platform.web.lines import LONGEST_LINE, LineCutter
from bench.city import make_clients, make_offers
from bench.stored_city import client_on_the_wire, offer_on_the_wire
from tests.service import CLOCK, Actor, Service, an_offer, running_service

LINES = "application/x-ndjson"
CLIENT: dict[str, Any] = {"interests": ["iets met hout"]}


def body_of(lines: Iterable[Any]) -> bytes:
    return b"".join(each if isinstance(each, bytes) else json.dumps(each).encode() + b"\n" for each in lines)


async def send(actor: Actor, content: bytes | AsyncIterator[bytes], **headers: str) -> httpx.Response:
    named = {"Authorization": f"Bearer {actor.key}", "Content-Type": LINES} | headers
    return await actor.client.post("/v1/match-batches", content=content, headers=named)


async def ask(actor: Actor, *lines: Any) -> list[dict[str, Any]]:
    answer = await send(actor, body_of(lines))
    assert (answer.status_code, answer.headers["content-type"]) == (200, LINES), answer.text
    return [json.loads(line) for line in answer.content.splitlines()]


def random_questions(number: int) -> list[dict[str, Any]]:
    chance = random.Random(14)  # noqa: S311 - chance that repeats
    questions = []
    for count, client in enumerate(make_clients(number)):
        extra: dict[str, Any] = {"limit": chance.randint(1, 12), "nearMisses": chance.randint(0, 5)}
        if chance.random() < 0.3:
            extra["weights"] = {"distance": chance.choice((0, 1.5, 3))}
        questions.append({"reference": f"K-{count}", "client": client_on_the_wire(client)} | extra)
    return questions


async def test_a_batch_answers_the_very_bytes_of_one_by_one(service: Service) -> None:
    for number, offer in enumerate(make_offers(60)):
        made = await service.partner.post("/offers", offer_on_the_wire(offer) | {"externalId": f"aanbod-{number}"})
        assert made.status_code == 201, made.text
    questions = random_questions(300)
    told = (await send(service.coach, body_of(questions))).content.splitlines()
    assert len(told) == len(questions)
    found = 0
    for question, line in zip(questions, told, strict=True):
        reference = question.pop("reference")
        alone = (await service.coach.post("/matches", question)).content
        assert line == f'{{"reference":"{reference}",'.encode() + alone[1:]
        found += len(json.loads(alone)["matches"])
    assert found > len(questions)


async def test_a_bad_line_is_answered_with_its_own_problem_and_stops_no_other(service: Service) -> None:
    await service.partner.post("/offers", an_offer())
    good = {"reference": "goed", "client": CLIENT}
    told = await ask(
        service.coach,
        good,
        b"\r\n",
        {"reference": "leeftijd", "client": CLIENT | {"age": 900}, "limit": 0},
        b"{geen json\n",
        b"[1,2]\n",
        {"client": CLIENT},
        {"reference": "onbekend", "client": CLIENT | {"name": "Jan"}},
        b'{"reference":"dubbel","client":{"interests":[],"interests":["hout"]}}\n',
        {"reference": "bel 06 12345678", "client": CLIENT},
        {"reference": "nummer", "client": {"interests": ["bel mij op 06 12345678"]}},
        b'{"reference":"lang","client":' + b" " * LONGEST_LINE + b"{}}\n",
        good,
    )
    assert [(each["reference"], each.get("line"), each.get("problem", {}).get("status")) for each in told] == [
        ("goed", None, None),
        ("leeftijd", 3, 400),
        (None, 4, 400),
        (None, 5, 400),
        (None, 6, 400),
        ("onbekend", 7, 400),
        ("dubbel", 8, 400),
        (None, 9, 400),
        ("nummer", 10, 400),
        (None, 11, 413),
        ("goed", None, None),
    ]
    assert told[0]["matches"] == told[-1]["matches"] != []
    assert [each["pointer"] for each in told[1]["problem"]["errors"]] == ["/client/age", "/limit"]
    assert told[1]["problem"]["instance"] == "/v1/match-batches"
    assert [each["pointer"] for each in told[6]["problem"]["errors"]] == ["/client/interests"]
    assert "06" not in json.dumps([told[7], told[8]])


async def test_a_problem_of_a_line_says_what_the_question_alone_would_hear(service: Service) -> None:
    for wrong in (CLIENT | {"age": 900}, {"interests": [""]}, {"location": {"latitude": 12, "longitude": 4}}):
        alone = (await service.coach.post("/matches", {"client": wrong}, Accept_Language="en")).json()
        answer = await send(service.coach, body_of([{"reference": "K", "client": wrong}]), **{"Accept-Language": "en"})
        assert answer.json() == {
            "reference": "K",
            "line": 1,
            "problem": alone | {"instance": "/v1/match-batches"},
        }


async def test_nothing_asked_is_nothing_answered(service: Service) -> None:
    for nothing in (b"", b"\n\n", b"\xef\xbb\xbf\r\n"):
        answer = await send(service.coach, nothing)
        assert (answer.status_code, answer.content) == (200, b"")


async def test_a_body_in_another_form_or_with_unknown_keys_is_refused(service: Service) -> None:
    question = {"reference": "K", "client": CLIENT}
    assert (await service.coach.post("/match-batches", question)).status_code == 415
    refused = await service.coach.client.post(
        "/v1/match-batches?limit=3", content=b"", headers={"Authorization": f"Bearer {service.coach.key}"}
    )
    assert refused.status_code == 400
    answer = await send(service.coach, body_of([question]), Accept="text/csv")
    assert answer.status_code == 406
    assert (await send(service.coach, body_of([question]), Accept=LINES)).status_code == 200


class Answered:
    """Counts what a node answers, so that a sender can wait for it."""

    def __init__(self, service: Service) -> None:
        self.count = 0
        self._more = asyncio.Event()
        service.node.part(Matcher).follow(self._note)

    async def wait_for(self, count: int) -> None:
        while self.count < count:
            self._more.clear()
            await self._more.wait()

    def _note(self, *_answered: object) -> None:
        self.count += 1
        self._more.set()


QUESTION = body_of([{"reference": "K", "client": CLIENT}])


async def ask_in_parts(actor: Actor, parts: AsyncIterator[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (await send(actor, parts)).content.splitlines()]


async def test_each_answer_is_as_new_as_its_line(service: Service) -> None:
    answered = Answered(service)

    async def parts() -> AsyncIterator[bytes]:
        for number in range(4):
            yield QUESTION
            await answered.wait_for(number + 1)
            assert (await service.partner.post("/offers", an_offer(title=f"Hout {number}"))).status_code == 201

    assert [each["considered"] for each in await ask_in_parts(service.coach, parts())] == [0, 1, 2, 3]


async def test_a_key_that_is_revoked_meanwhile_ends_the_batch(service: Service) -> None:
    answered = Answered(service)

    async def parts() -> AsyncIterator[bytes]:
        yield QUESTION
        await answered.wait_for(1)
        with service.database.write() as session:
            (mine,) = [key for key in list_keys(session) if key.role is Role.COACH]
            revoke_key(session, mine.id, now=CLOCK.now())
        yield QUESTION * 3

    told = await ask_in_parts(service.coach, parts())
    assert [each.get("problem", {}).get("status") for each in told] == [None, 401]


async def test_a_node_that_stops_says_from_which_line_on_nothing_was_answered(service: Service) -> None:
    answered = Answered(service)

    async def parts() -> AsyncIterator[bytes]:
        yield QUESTION * 2
        await answered.wait_for(2)
        service.node.stopping.set()
        yield QUESTION * 3

    told = await ask_in_parts(service.coach, parts())
    assert [(each.get("line"), each.get("problem", {}).get("status")) for each in told] == [
        (None, None),
        (None, None),
        (3, 503),
    ]


async def test_each_line_counts_and_who_asks_more_waits_instead_of_being_refused(database_url: str) -> None:
    async with running_service(database_url, rate_limit_per_minute=5) as service:
        answered = Answered(service)
        asking = asyncio.create_task(send(service.coach, QUESTION * 6))
        # The request itself is one of the five; should a minute end meanwhile, more are answered.
        await answered.wait_for(4)
        assert not asking.done()
        asking.cancel()


async def test_a_body_without_an_end_is_read_a_bounded_piece_ahead() -> None:
    piece, received = b"x" * 1000 + b"\n", 0

    async def receive() -> dict[str, Any]:
        nonlocal received
        received += len(piece)
        return {"type": "http.request", "body": piece, "more_body": True}

    ahead = ReadAhead(receive)
    reading = asyncio.create_task(ahead.read())
    for _ in range(10):
        await asyncio.sleep(0)
    assert received <= READ_AHEAD_BYTES + 2 * len(piece)
    lines = ahead.lines()
    for _ in range(5000):
        assert len((await anext(lines)).content) == 1000
    assert 5000 * len(piece) <= received <= 5000 * len(piece) + READ_AHEAD_BYTES + 2 * len(piece)
    reading.cancel()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_lines_are_the_same_however_they_arrive(size: int) -> None:
    content = b"\xef\xbb\xbfeen\n\n\r\ntwee\r\n   \nvijf"
    lines = LineCutter()
    parts = [content[start : start + size] for start in range(0, len(content), size)]
    cut = [line for part in parts for line in lines.cut(part)] + list(lines.end())
    assert [(line.number, line.content.strip()) for line in cut] == [(1, b"een"), (4, b"twee"), (6, b"vijf")]
