"""/try: a coach asks in plain HTML what a tool asks over the API; nothing is kept but a handover that one asks for."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Response

from api.catalogue.offers.queries import get_offer
from api.catalogue.places.remembered import RememberedPlaces
from api.clients.form.reading import FIELDS, read_client
from api.clients.form.saying import WORDS as CLIENT_WORDS
from api.clients.form.wishes import read_aloud, with_meant
from api.handovers.actions import create_handover
from api.handovers.replying.links import create_reply_link
from api.matches.actions import Matcher
from api.matches.facts import to_speeds
from api.matches.schemas import MatchQuestion
from api.platform.pages.forms import Choices, FormError, read_choices
from api.platform.recording.actions import Deed, record_deed
from api.platform.requests.desk import Desk
from api.platform.web.problems import InvalidInputError, NotFoundError, ProblemError, Words
from api.trying.dependencies import TRY_VISIT, WORDS, TryVisit, TryVisitDep
from api.trying.handing_over import FIELDS as HANDOVER_FIELDS
from api.trying.handing_over import by_field, read_handover
from api.trying.view import draw_plan, say_far, say_when, say_where, sort_said
from matching.facts import Point
from matching.vocabulary import TravelMode

router = APIRouter(prefix="/try", include_in_schema=False)
_Filled = Annotated[Choices, Depends(read_choices)]
EXAMPLE = Choices(
    {
        "wishes": ["iets met hout\nmet m'n handen werken"],
        "avoid": ["kinderen"],
        "postcode": ["3073XY"],
        "minutes": ["20"],
        "physical": ["1"],
        "stimuli": ["1"],
        "day_part": ["mon-morning", "wed-afternoon"],
    }
)
_SHOWN = 6


@router.get("")
async def show_form(visit: TryVisitDep) -> Response:
    """Show the form with somebody in it, to change or to send as it is."""
    return visit.render("ask.html", form=EXAMPLE, wrong={}, fields=FIELDS)


@router.post("", dependencies=[TRY_VISIT])
async def show_matches(visit: TryVisitDep, form: _Filled) -> Response:
    """Show what fits, how each wish was read, and what nearly fits; a form in a body, so that no address tells it."""
    form = with_meant(form)
    try:
        question: dict[str, Any] = {"client": read_client(form), "limit": _SHOWN}
    except FormError as error:
        wrong = {name: words.in_language(visit.language) for name, words in error.wrong.items()}
        return visit.render("ask.html", HTTPStatus.BAD_REQUEST, form=form, wrong=wrong, fields=FIELDS)
    answer, home = await _ask(visit, question), await _home(visit, question)
    words = WORDS[visit.language]
    speeds = to_speeds(visit.node.settings)
    mode = TravelMode(question["client"].get("travel", {}).get("mode", TravelMode.BIKE))
    return visit.render(
        "answer.html",
        form=form,
        wrong={},
        answer=answer,
        wishes=read_aloud(answer["wishes"], visit.language),
        when=lambda offer: say_when(offer, words, visit.language),
        where=say_where,
        said=sort_said,
        far=lambda travel: say_far(
            travel, words, CLIENT_WORDS[visit.language][f"mode_{travel['mode']}"], visit.language
        ),
        plan=draw_plan(home, answer["matches"], speeds, mode),
        not_located=form.one("postcode") if home is None else "",
        by=CLIENT_WORDS[visit.language][f"mode_{mode}"],
        asked=json.dumps(question, indent=2, ensure_ascii=False),
    )


@router.post("/handover", dependencies=[TRY_VISIT])
def ask_consent(visit: TryVisitDep, form: _Filled) -> Response:
    """Ask what the client agrees to, before anything goes to a partner."""
    return _show_consent(visit, form, {})


@router.post("/handovers", dependencies=[TRY_VISIT])
def hand_over(visit: TryVisitDep, form: _Filled) -> Response:
    """Ask the handover, as POST /v1/handovers would, and show where it can be answered."""
    try:
        wanted, body = read_handover(form, visit.node.clock.today())
        with visit.node.database.write() as session:
            desk = Desk.of(visit.node, session, author_id=visit.caller.id)
            handover = create_handover(desk, wanted, visit.caller, visit.alternatives.find)
            _, token = create_reply_link(desk, handover)
            title = get_offer(session, wanted.offer_id).title
            caller = visit.caller
            record_deed(session, visit.node, Deed("try page", caller.id, caller.role, caller.organization_id))
    except InvalidInputError as error:
        return _show_consent(visit, form, by_field(error).wrong)
    except FormError as error:
        return _show_consent(visit, form, error.wrong)
    except ProblemError as error:
        return visit.render("sorry.html", HTTPStatus(error.status), told=error.detail.in_language(visit.language))
    sent = json.dumps(body, indent=2, ensure_ascii=False)
    return visit.render("done.html", title=title, reply=f"/reply/{token}", asked=sent)


def _show_consent(visit: TryVisit, form: Choices, wrong: Mapping[str, Words]) -> Response:
    try:
        with visit.node.database.read() as session:
            offer = get_offer(session, form.one("offer"))
            told = {name: words.in_language(visit.language) for name, words in wrong.items()}
            status = HTTPStatus.BAD_REQUEST if told else HTTPStatus.OK
            return visit.render("consent.html", status, offer=offer, form=form, wrong=told, fields=HANDOVER_FIELDS)
    except NotFoundError as error:
        return visit.render("sorry.html", HTTPStatus.NOT_FOUND, told=error.detail.in_language(visit.language))


async def _ask(visit: TryVisit, question: dict[str, Any]) -> dict[str, Any]:
    """Return what POST /v1/matches answers, byte for byte."""
    asked = MatchQuestion.model_validate(question)
    body = await visit.node.part(Matcher).answer(asked, numbers=visit.numbers, language=visit.language)
    answer: dict[str, Any] = orjson.loads(body)
    return answer


async def _home(visit: TryVisit, question: dict[str, Any]) -> Point | None:
    postcode = question["client"].get("location", {}).get("postcode")
    if postcode is None:
        return None
    return (await visit.node.part(RememberedPlaces).find(postcode, numbers=visit.numbers)).point
