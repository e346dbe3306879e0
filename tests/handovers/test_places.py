"""Places are taken and given back in the transaction of the answer: never below zero, never above what there is."""

import asyncio

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session

from api.catalogue.offers.actions import create_offer, replace_offer
from api.catalogue.offers.mapping import to_written
from api.catalogue.offers.parts import Places
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.actions import create_organization
from api.catalogue.organizations.schemas import OrganizationCreate
from api.handovers.actions import add_event, create_handover
from api.handovers.queries import get_handover_to_change
from api.handovers.schemas import EventCreate, HandoverCreate
from api.handovers.states import ENDED, WAITING
from api.handovers.tables import Handover
from api.handovers.vocabulary import HandoverState
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller, Role
from api.platform.storage.database import Database
from api.platform.web.problems import ConflictError
from tests.handovers.arranging import (
    APPOINTMENT,
    DETAILS,
    a_consent,
    a_request,
    done,
    happen,
    offered,
    places_of,
    requested,
)
from tests.service import CLOCK, Service, an_offer, node_on

HOLDING = frozenset({HandoverState.ACCEPTED, HandoverState.INTRODUCED, HandoverState.STARTED, HandoverState.PAUSED})
SOME_STEPS = [
    *("accept", "decline", "ask", "answer", "reschedule", "introduce", "start", "check-in", "pause", "resume"),
    *("complete", "withdraw"),
]


async def test_forty_accepts_at_once_on_three_places_give_three_yeses_and_thirty_seven_clean_noes(
    service: Service,
) -> None:
    offer_id = await offered(service, places={"total": 3, "available": 3})
    ids = [(await requested(service, offer_id, clientReference=f"K-{number}"))["id"] for number in range(40)]
    answers = await asyncio.gather(*(happen(service.partner, handover_id, "accept") for handover_id in ids))
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 37
    assert all(
        answer.headers["content-type"] == "application/problem+json" for answer in answers if answer.status_code == 409
    )
    assert await places_of(service, offer_id) == 0
    states = (await service.partner.get("/handovers?limit=500")).json()["items"]
    assert sorted(each["state"] for each in states) == ["accepted"] * 3 + ["requested"] * 37


async def test_one_handover_accepted_by_many_at_once_takes_one_place(service: Service) -> None:
    offer_id = await offered(service, places={"total": 5, "available": 5})
    handover_id = (await requested(service, offer_id))["id"]
    answers = await asyncio.gather(*(happen(service.partner, handover_id, "accept") for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9
    assert await places_of(service, offer_id) == 4


@pytest.mark.parametrize("ending", [["decline"], ["introduce", "start", "complete"]])
async def test_what_ends_gives_its_place_back(service: Service, ending: list[str]) -> None:
    offer_id = await offered(service, places={"total": 2, "available": 1})
    handover_id = (await requested(service, offer_id))["id"]
    await done(service.partner, handover_id, "accept")
    assert await places_of(service, offer_id) == 0
    for event in ending:
        await done(service.partner, handover_id, event)
    assert await places_of(service, offer_id) == 1


async def test_who_cannot_accept_any_more_hears_what_is_possible_and_what_else_there_is(service: Service) -> None:
    offer_id = await offered(service, places={"total": 1, "available": 1})
    other = await offered(service, title="Meubels maken")
    handover_id = (await requested(service, offer_id))["id"]
    await done(service.partner, (await requested(service, offer_id, clientReference="K-9"))["id"], "accept")
    told = (await happen(service.partner, handover_id, "accept")).json()
    assert (told["state"], told["allowedEvents"]) == ("requested", ["decline", "forward", "ask", "pause"])
    assert [each["offer"]["id"] for each in told["alternatives"]] == [other]


async def test_a_refused_accept_changes_nothing(service: Service) -> None:
    offer_id = await offered(service, places={"total": 1, "available": 1})
    first, second = [(await requested(service, offer_id, clientReference=each))["id"] for each in ("K-1", "K-2")]
    await done(service.partner, first, "accept")
    assert (await happen(service.partner, second, "accept")).status_code == 409
    events = (await service.partner.get(f"/handovers/{second}/events")).json()["items"]
    assert [event["type"] for event in events] == ["request"]


async def test_unknown_places_stay_unknown(service: Service) -> None:
    offer_id = await offered(service)
    handover_id = (await requested(service, offer_id))["id"]
    await done(service.partner, handover_id, "accept")
    await done(service.partner, handover_id, "decline")
    assert await places_of(service, offer_id) is None


async def test_a_taken_place_is_matched_by_the_next_question(service: Service) -> None:
    offer_id = await offered(service, places={"total": 1, "available": 1})
    handover_id = (await requested(service, offer_id))["id"]
    await done(service.partner, handover_id, "accept")
    told = (await service.coach.post("/matches", {"client": {"interests": ["hout"]}})).json()
    assert told["excluded"] == {"full": 1}


class PlacesMachine(RuleBasedStateMachine):
    """Any order of requests, answers and changes by the partner, on one offer."""

    database: Database

    @initialize(total=st.integers(1, 3))
    def open_offer(self, total: int) -> None:
        now = CLOCK.now()
        with self.database.write() as session:
            partner, coach = (
                create_organization(session, OrganizationCreate(name=name), now=now).id for name in ("P", "C")
            )
            wanted = OfferWrite.model_validate(an_offer(places={"total": total, "available": total}))
            self.offer_id = create_offer(self._desk(session), partner, wanted).id
        self.total = total
        self.ids: list[str] = []
        self.partner = Caller("partner", Role.PARTNER, partner)
        self.coach = Caller("host", Role.HOST, coach)

    @rule(client=st.integers(1, 4), on_the_spot=st.booleans())
    @precondition(lambda self: len(self.ids) < 6)
    def request(self, client: int, *, on_the_spot: bool) -> None:
        extra: dict[str, object] = {"onTheSpot": True, "appointment": APPOINTMENT} if on_the_spot else {}
        extra |= {"clientReference": f"K-{client}"}
        wanted = HandoverCreate.model_validate(a_request(self.offer_id, consent=a_consent(), **extra))
        try:
            with self.database.write() as session:
                self.ids.append(create_handover(self._desk(session), wanted, self.coach, lambda *_: []).id)
        except ConflictError as error:
            refused = error
        else:
            return
        assert self._offer().available_places == 0 or refused.members["handoverId"] in self.ids

    @rule(number=st.integers(0, 5), event=st.sampled_from(SOME_STEPS), by_partner=st.booleans())
    @precondition(lambda self: bool(self.ids))
    def step(self, number: int, event: str, *, by_partner: bool) -> None:
        caller = self.partner if by_partner else self.coach
        wanted = EventCreate.model_validate({"type": event, **DETAILS.get(event, {})})
        try:
            with self.database.write() as session:
                handover_id = self.ids[number % len(self.ids)]
                handover = get_handover_to_change(session, handover_id, caller.organization_id)
                add_event(self._desk(session), handover, wanted, caller)
        except ConflictError:
            pass

    @rule(total=st.integers(0, 3), left=st.integers(0, 3))
    def change_places(self, total: int, left: int) -> None:
        with self.database.write() as session:
            offer = session.get_one(Offer, self.offer_id)
            places = Places(total=total, available=min(left, total))
            replace_offer(self._desk(session), offer, to_written(offer).model_copy(update={"places": places}))

    @invariant()
    def the_places_are_between_none_and_all(self) -> None:
        offer = self._offer()
        assert offer.available_places is not None
        assert offer.total_places is not None
        assert 0 <= offer.available_places <= offer.total_places

    @invariant()
    def who_holds_a_place_is_on_the_way_and_who_ended_holds_none(self) -> None:
        with self.database.read() as session:
            for handover_id in self.ids:
                handover = session.get_one(Handover, handover_id)
                assert not (handover.has_place and handover.state in ENDED)
                if handover.has_place:
                    assert handover.state in HOLDING

    @invariant()
    def no_client_has_two_that_are_open(self) -> None:
        with self.database.read() as session:
            found = [session.get_one(Handover, handover_id) for handover_id in self.ids]
        going_on = [each.client_reference for each in found if each.state not in ENDED]
        assert len(going_on) == len(set(going_on))

    @invariant()
    def whoever_waits_for_an_answer_is_open_and_what_is_off_was_still_to_come(self) -> None:
        with self.database.read() as session:
            found = [session.get_one(Handover, handover_id) for handover_id in self.ids]
        for each in found:
            assert each.asked_at is None or each.state in WAITING | {HandoverState.PAUSED}
            if each.appointment_off_at is not None:
                assert each.appointment_at is not None
                assert each.appointment_off_at < each.appointment_at

    def _offer(self) -> Offer:
        with self.database.read() as session:
            return session.get_one(Offer, self.offer_id)

    def _desk(self, session: Session) -> Desk:
        return Desk.of(node_on(self.database), session, author_id="test")


def test_places_hold_whatever_the_order_of_events(database: Database) -> None:
    here = type("PlacesHere", (PlacesMachine,), {"database": database})
    run_state_machine_as_test(here, settings=hypothesis_settings(max_examples=15, stateful_step_count=25))
