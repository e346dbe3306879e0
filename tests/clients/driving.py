"""Drives the whole flow through the client that openapi-python-client makes; the test runs it with that at hand."""

import datetime as dt
import json
import os
import sys

from vonk_client import AuthenticatedClient
from vonk_client.api.handovers import add_handover_event, create_handover, read_handover
from vonk_client.api.matches import match_offers
from vonk_client.api.offers import upsert_offer
from vonk_client.api.webhooks import create_webhook_endpoint
from vonk_client.models import (
    AcceptEvent,
    Appointment,
    ClientWrite,
    Consent,
    DayPart,
    EndpointCreate,
    EventAnswer,
    HandoverCreate,
    HandoverRead,
    HoursPerWeek,
    IntroduceEvent,
    Introduction,
    IntroductionField,
    Load,
    Location,
    MatchAnswer,
    MatchQuestion,
    NewEndpointRead,
    OfferKind,
    OfferWrite,
    OwnOfferRead,
)


def main() -> None:
    """Add an offer, find it, bring a client to it, meet, and hear of it all."""
    address = os.environ["VONK_ADDRESS"]
    partner = AuthenticatedClient(f"{address}/v1", token=os.environ["PARTNER_KEY"])
    coach = AuthenticatedClient(f"{address}/v1", token=os.environ["COACH_KEY"])
    endpoint = create_webhook_endpoint.sync(
        client=coach, body=EndpointCreate(url=os.environ["RECEIVER"], types=["handover.*"])
    )
    assert isinstance(endpoint, NewEndpointRead), endpoint
    offer_id = add_offer(partner)
    find_offer(coach, offer_id)
    handover_id = ask(coach, offer_id)
    read = meet(partner, coach, handover_id)
    json.dump({"state": read.state.value, "secret": endpoint.secret}, sys.stdout)


def add_offer(partner: AuthenticatedClient) -> str:
    """Add an offer as its partner."""
    offer = upsert_offer.sync(
        os.environ["ORGANIZATION_ID"],
        "timmeren-1",
        client=partner,
        body=OfferWrite(
            kind=OfferKind.ACTIVITY,
            title="Timmeren in de buurtwerkplaats",
            description="Samen maken we banken en bakken van oud hout.",
            interests=["hout", "timmeren"],
            location=Location(latitude=51.897, longitude=4.512),
            hours_per_week=HoursPerWeek(minimum=2, maximum=6),
            load=Load(physical=1, stimuli=2),
        ),
    )
    assert isinstance(offer, OwnOfferRead), offer
    return str(offer.id)


def find_offer(coach: AuthenticatedClient, offer_id: str) -> None:
    """Find the offer by a wish, with its reason."""
    answer = match_offers.sync(
        client=coach,
        body=MatchQuestion(client=ClientWrite(interests=["iets met hout"], day_parts=[DayPart.MON_MORNING])),
    )
    assert isinstance(answer, MatchAnswer), answer
    assert answer.matches[0].offer.id == offer_id
    assert "interest" in {reason.code.value for reason in answer.matches[0].reasons}


def ask(coach: AuthenticatedClient, offer_id: str) -> str:
    """Bring a client to the offer, with consent."""
    today = dt.datetime.now(tz=dt.UTC).date()
    handover = create_handover.sync(
        client=coach,
        idempotency_key="K-2831-1",
        body=HandoverCreate(
            offer_id=offer_id,
            client_reference="K-2831",
            consent=Consent(
                given_on=today, expires_on=today + dt.timedelta(days=60), shares=[IntroductionField.FIRSTNAME]
            ),
            introduction=Introduction(first_name="Bertus"),
        ),
    )
    assert isinstance(handover, HandoverRead), handover
    return str(handover.id)


def meet(partner: AuthenticatedClient, coach: AuthenticatedClient, handover_id: str) -> HandoverRead:
    """Accept with an appointment, meet, and read how it stands."""
    meeting = Appointment(
        at=dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=6), place="De Focus, aan de balie", with_="de beheerder"
    )
    accepted = add_handover_event.sync(
        handover_id, client=partner, body=AcceptEvent(type_="accept", appointment=meeting)
    )
    assert isinstance(accepted, EventAnswer), accepted
    introduced = add_handover_event.sync(handover_id, client=coach, body=IntroduceEvent(type_="introduce"))
    assert isinstance(introduced, EventAnswer), introduced
    read = read_handover.sync(handover_id, client=coach)
    assert isinstance(read, HandoverRead), read
    return read


main()
