"""/offers/{id}, where a printed card leads and a resident may ask for himself; /asked/{token} is his alone."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.catalogue.offers.access import get_offer_on_card
from api.catalogue.offers.cards import address_on_card
from api.catalogue.offers.leaflet import WORDS as OFFER_WORDS
from api.catalogue.offers.leaflet import make_leaflet
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.catalogue.organizations.queries import get_organization
from api.handovers.joining.actions import (
    OPEN_TO_RESIDENTS,
    answer_for_oneself,
    ask_for_oneself,
    hold_own,
    stop_everything,
)
from api.handovers.joining.dependencies import AlternativesForAllDep
from api.handovers.joining.form import FIELDS, MOST_DAYS, USUAL_DAYS, read_wish
from api.handovers.joining.links import CALENDAR, address_of, find_own, read_form_token, write_form_token
from api.handovers.joining.saying import WORDS, say
from api.handovers.joining.settings import SelfReferralSettings
from api.handovers.joining.view import how_it_stands, show_own
from api.handovers.replying.appointments import to_calendar
from api.handovers.replying.saying import say_day, say_moment
from api.handovers.tables import Handover
from api.platform.pages.forms import Choices, FormError, read_choices, read_form
from api.platform.pages.rendering import open_templates, render_page
from api.platform.requests.dependencies import LanguageDep, NodeDep, ReadingDeskDep, WritingDeskDep
from api.platform.requests.desk import Desk, RouteDesk
from api.platform.requests.recording import record_reading, record_writing
from api.platform.settings import NodeSettings
from api.platform.web.answers import base_url_of, single
from api.platform.web.capabilities import write_token
from api.platform.web.problems import ConflictError, NotFoundError, TooManyRequestsError, Words
from matching import day_in_words, from_bits, word, word_of
from matching.vocabulary import DayPart, Language

router = APIRouter(include_in_schema=False)
TEMPLATES = open_templates("api.handovers.joining", "api.catalogue.offers")
NOTHING_FILLED_IN = Choices({})
NOTHING_WRONG: Mapping[str, Words] = MappingProxyType({})
CALENDAR_HEADERS = {"Content-Disposition": 'inline; filename="afspraak.ics"', "X-Robots-Tag": "noindex"}
RESIDENT = "resident"  # Who asks for himself has no key.
ELSE_WHERE = frozenset({"declined", "expired"})

OfferInAddress = Annotated[str, Path(alias="offerId", max_length=36)]
CardQuery = Annotated[str, Query(max_length=100)]


class CardPage:
    """The page of one offer for who has its card."""

    def __init__(self, desk: RouteDesk, offer_id: str, card: str) -> None:
        self._desk = desk
        self._language = desk.language
        self._asked = offer_id, card

    def show(
        self, form: Choices = NOTHING_FILLED_IN, wrong: Mapping[str, Words] = NOTHING_WRONG, status: int = HTTPStatus.OK
    ) -> Response:
        """Show the offer, and the form when residents may ask here."""
        try:
            offer, state = get_offer_on_card(self._desk, *self._asked)
        except NotFoundError:
            return self._render("no_offer.html", HTTPStatus.NOT_FOUND)
        organization = get_organization(self._desk.session, offer.organization_id)
        leaflet = make_leaflet(offer, state, organization.name, self._language)
        if not self._is_open(state):
            return self._render("offer.html", status, leaflet=leaflet)
        today = self._desk.today
        return self._render(
            "join.html",
            status,
            leaflet=leaflet,
            form=form,
            wrong={field: why.in_language(self._language) for field, why in wrong.items()},
            fields=FIELDS,
            card=self._asked[1],
            form_token=write_form_token(self._desk.secrets, offer.id),
            first=today,
            usual=str(today + timedelta(days=USUAL_DAYS)),
            last=today + timedelta(days=MOST_DAYS),
            day_parts=[(each, word_of(each, self._language)) for each in from_bits(offer.day_parts, DayPart)],
            week=_week(self._language),
        )

    def take(self, form: Choices) -> Response:
        """Take what was filled in, and lead to the page that is the resident's own; or ask again."""
        desk = self._desk
        try:
            offer, state = get_offer_on_card(desk, *self._asked)
        except NotFoundError:
            return self.show()
        if not self._is_open(state):
            return self.show(status=HTTPStatus.NOT_FOUND)
        try:
            wish = read_wish(form, desk.today)
            form_id = self._id_of(form)
            address = desk.request.client.host if desk.request.client else ""
            handover = ask_for_oneself(desk, offer.id, form_id, wish, address)
        except FormError as error:
            return self.show(form, error.wrong, HTTPStatus.BAD_REQUEST)
        except (ConflictError, TooManyRequestsError) as error:
            page = self.show(form, {"form": error.detail}, error.status)
            page.headers.update(error.headers)
            return page
        return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": address_of("", desk.secrets, handover)})

    def _id_of(self, form: Choices) -> str:
        """Return the id of a form of this page; raises FormError for one that another page sent."""
        form_id = read_form_token(self._desk.secrets, form.one("form"), self._asked[0])
        if form_id is None or self._desk.request.headers.get("sec-fetch-site") == "cross-site":
            raise FormError({"form": say("wrong_form")})
        return form_id

    def _is_open(self, state: OfferState) -> bool:
        return self._desk.settings[SelfReferralSettings].self_referral and state in OPEN_TO_RESIDENTS

    def _render(self, name: str, status: int, **told: object) -> Response:
        words = {"t": OFFER_WORDS[self._language], "w": WORDS[self._language]}
        say_whole_day = partial(day_in_words, language=self._language)
        return render_page(
            TEMPLATES, name, self._language, status=HTTPStatus(status), **words, say_day=say_whole_day, **told
        )


class OwnPages:
    """The pages behind one resident's own address."""

    def __init__(
        self, request: Request, token: str, node: NodeDep, language: LanguageDep, alternatives: AlternativesForAllDep
    ) -> None:
        self._request = request
        self._token = token
        self._node = node
        self._language: Language = language
        self._find_alternatives = alternatives.find

    def show(
        self,
        page: str = "own.html",
        form: Mapping[str, str] = MappingProxyType({}),
        wrong: Mapping[str, Words] = NOTHING_WRONG,
        status: HTTPStatus | None = None,
    ) -> Response:
        """Show how it stands, or ask whether everything may go."""
        with self._node.database.read() as session:
            desk = Desk.of(self._node, session, author_id=RESIDENT)
            try:
                handover = find_own(desk, self._token)
            except NotFoundError:
                return self._render("unknown_own.html", HTTPStatus.NOT_FOUND)
            own = show_own(
                desk,
                handover,
                self._language,
                addresses=self._addresses(desk, handover),
                alternatives=self._list_alternatives(desk, handover),
            )
            record_reading(self._request, session)
            told = {field: why.in_language(self._language) for field, why in wrong.items()}
            status = status or (HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK)
            return self._render(page, status, own=own, form=form, wrong=told)

    def take(self, form: Mapping[str, str]) -> Response:
        """Take an answer, or stop everything; then show how it stands."""
        text = form.get("text", "").strip()
        try:
            with self._node.database.write() as session:
                desk = Desk.of(self._node, session, author_id=RESIDENT)
                handover = hold_own(session, find_own(desk, self._token))
                if form.get("do") == "stop":
                    stop_everything(desk, handover)
                elif form.get("do") == "answer":
                    answer_for_oneself(desk, handover, text)
                record_writing(self._request, session)
        except FormError as error:
            return self.show(form=form, wrong=error.wrong)
        except ConflictError as error:
            return self.show(wrong={"do": error.detail}, status=HTTPStatus.CONFLICT)
        except NotFoundError:
            return self.show()
        if form.get("do") == "stop":
            self._node.database.empty_log()
        return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": self._request.url.path})

    def give_appointment(self) -> Response:
        """Give the appointment for a calendar, also when it is off."""
        with self._node.database.read() as session:
            desk = Desk.of(self._node, session, author_id=RESIDENT)
            try:
                handover = find_own(desk, self._token, CALENDAR)
                title = session.get_one(Offer, handover.offer_id).title
                written = to_calendar(handover, offer_title=title, language=self._language)
            except NotFoundError:
                return self._render("unknown_own.html", HTTPStatus.NOT_FOUND)
        response = single(self._request, written, media_type="text/calendar")
        response.headers.update(CALENDAR_HEADERS | {"Content-Language": self._language})
        return response

    def _addresses(self, desk: Desk, handover: Handover) -> tuple[str | None, str | None, str | None]:
        if how_it_stands(handover) == "stopped":
            return None, None, None
        address = address_of(base_url_of(self._request, desk.settings), desk.secrets, handover)
        code = segno.make(address, micro=False).svg_inline(scale=3, border=2, svgclass="qr", omitsize=True)
        is_made = handover.appointment_at is not None
        calendar = f"/asked/{write_token(desk.secrets, handover.id, CALENDAR)}/appointment.ics" if is_made else None
        return address, code, calendar

    def _list_alternatives(self, desk: Desk, handover: Handover) -> list[tuple[str, str]]:
        if how_it_stands(handover) not in ELSE_WHERE:
            return []
        is_public = desk.settings[NodeSettings].public_catalogue
        offer = desk.session.get_one(Offer, handover.offer_id)
        found = (each.offer for each in self._find_alternatives(offer, handover.preferred_day_parts))
        return [(each.title, address_on_card("", each.id, desk.secrets, public_catalogue=is_public)) for each in found]

    def _render(self, name: str, status: HTTPStatus, **told: object) -> Response:
        sayings = {
            "w": WORDS[self._language],
            "say_day": partial(say_day, language=self._language),
            "say_whole_day": partial(day_in_words, language=self._language),
            "say_moment": partial(say_moment, language=self._language),
        }
        return render_page(TEMPLATES, name, self._language, status=status, **sayings, **told)


def _week(language: Language) -> list[tuple[str, list[tuple[DayPart, str, str]]]]:
    days: dict[str, list[tuple[DayPart, str, str]]] = {}
    for each in DayPart:
        day, _, part = each.partition("-")
        days.setdefault(word(day, language), []).append((each, word(part, language), word_of(each, language)))
    return list(days.items())


@router.get("/offers/{offerId}")
def show_offer(offer_id: OfferInAddress, desk: ReadingDeskDep, card: CardQuery = "") -> Response:
    """Show the page to who has the card, or to all if the catalogue is public; no contact, nothing unpublished."""
    return CardPage(desk, offer_id, card).show()


@router.post("/offers/{offerId}")
def ask(
    offer_id: OfferInAddress,
    form: Annotated[Choices, Depends(read_choices)],
    desk: WritingDeskDep,
    card: CardQuery = "",
) -> Response:
    """Ask for a place for oneself."""
    return CardPage(desk, offer_id, card).take(form)


@router.get("/asked/{token}")
def show_asked(pages: Annotated[OwnPages, Depends()], do: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show a resident how it stands; reading changes nothing."""
    return pages.show("stop.html" if do == "stop" else "own.html")


@router.post("/asked/{token}")
def answer_asked(
    pages: Annotated[OwnPages, Depends()], form: Annotated[dict[str, str], Depends(read_form)]
) -> Response:
    """Answer, or stop everything."""
    return pages.take(form)


@router.get("/asked/{token}/appointment.ics")
def give_own_appointment(pages: Annotated[OwnPages, Depends()]) -> Response:
    """Give the appointment for a calendar."""
    return pages.give_appointment()
