"""/reply/{token}: a receiver without a system of its own answers here, on a phone, with one tap."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.tables import Organization
from api.handovers.activities import note_processing
from api.handovers.queries import list_appointments
from api.handovers.replying.appointments import to_calendar, to_subscription
from api.handovers.replying.calendar_links import find_calendar_link
from api.handovers.replying.form import field_of, read_answer, to_fill_in
from api.handovers.replying.links import can_answer, can_change_answer
from api.handovers.replying.reply import (
    Answered,
    answer_question,
    calendar_token_of,
    find_appointment,
    find_question,
    how_it_was_answered,
    list_steps,
    reason_of,
    show_question,
)
from api.handovers.replying.saying import say_day, say_day_part, say_moment, words_for
from api.handovers.vocabulary import DeclineReason
from api.platform.pages.forms import Form, FormError, read_form
from api.platform.pages.rendering import open_templates, render_page
from api.platform.requests.dependencies import LanguageDep, NodeDep
from api.platform.requests.desk import Desk
from api.platform.requests.recording import record_reading, record_writing
from api.platform.web.answers import single
from api.platform.web.problems import ConflictError, InvalidInputError, NotFoundError, Words
from matching.vocabulary import Language

router = APIRouter(include_in_schema=False)
TEMPLATES = open_templates("api.handovers.replying")
RECEIVER = "reply"  # Who answers by a link has no key.
MOST_APPOINTMENTS = 2000
"""The newest of them: years of appointments of a busy organization, in a file of about a megabyte."""
NO_FORM: Form = MappingProxyType({})
NOTHING_WRONG: Mapping[str, Words] = MappingProxyType({})
AGAIN, LONGEST_STEP = "again", 20
# Not as an attachment: a phone then asks at once whether to keep the appointment.
CALENDAR_HEADERS = {"Content-Disposition": 'inline; filename="afspraak.ics"', "X-Robots-Tag": "noindex"}


class ReplyPages:
    """The pages behind one token for one reader."""

    def __init__(
        self,
        request: Request,
        token: str,
        node: NodeDep,
        language: LanguageDep,
    ) -> None:
        self._request = request
        self._token = token
        self._database = node.database
        self._open_desk = partial(Desk.of, node, author_id=RECEIVER)
        self._language: Language = language
        self._is_self_referral = False

    def ask(self, step: str) -> Response:
        """Show the question with the answers to choose from, one of them to fill in, or what was answered."""
        return self._show({"answer": step})

    def answer(self, form: Form) -> Response:
        """Do what was answered; or ask again, with what is not right yet."""
        try:
            wanted = read_answer(form)
            with self._database.write() as session:
                desk = self._open_desk(session)
                answered = answer_question(desk, self._token, wanted, instead_of=form.get("instead_of"))
                record_writing(self._request, session)
                return self._thank(answered)
        except FormError as error:
            return self._show(to_fill_in(form), error.wrong)
        except InvalidInputError as error:
            return self._show(to_fill_in(form), {field_of(each): each.detail for each in error.errors})
        except ConflictError as error:
            return self._show(NO_FORM, {"moment": error.detail}, HTTPStatus.CONFLICT)
        except NotFoundError:
            return self._show()

    def give_appointment(self) -> Response:
        """Give the appointment for a calendar to who just made it."""
        with self._database.read() as session:
            try:
                handover = find_appointment(self._open_desk(session), self._token)
            except NotFoundError:
                return self._render("unknown.html", HTTPStatus.NOT_FOUND)
            note_processing(self._open_desk(session), handover)
            record_reading(self._request, session)
            offer = session.get_one(Offer, handover.offer_id)
            return self._calendar(to_calendar(handover, offer_title=offer.title, language=self._language))

    def give_subscription(self) -> Response:
        """Give all appointments of the organization that subscribed; raises NotFoundError once that was revoked."""
        with self._database.read() as session:
            desk = self._open_desk(session)
            link = find_calendar_link(desk, self._token)
            if link is None:
                raise NotFoundError(Words("Dit agenda-adres is er niet.", "There is no such calendar address."))
            organization = session.get_one(Organization, link.organization_id)
            found = list_appointments(session, organization.id, limit=MOST_APPOINTMENTS)
            return self._calendar(to_subscription(found, organization_name=organization.name, language=self._language))

    def _calendar(self, written: bytes) -> Response:
        response = single(self._request, written, media_type="text/calendar")
        response.headers.update(CALENDAR_HEADERS | {"Content-Language": self._language})
        return response

    def _show(
        self, form: Form = NO_FORM, wrong: Mapping[str, Words] = NOTHING_WRONG, status: HTTPStatus | None = None
    ) -> Response:
        with self._database.read() as session:
            desk = self._open_desk(session)
            try:
                link, handover = find_question(desk, self._token)
            except NotFoundError:
                return self._render("unknown.html", HTTPStatus.NOT_FOUND)
            asked = show_question(desk, link, handover)
            record_reading(self._request, session)
            self._is_self_referral = handover.is_self_referral
            is_open, may_change = can_answer(desk, link, handover), can_change_answer(desk, link, handover)
            steps = list_steps(asked, is_again=may_change) if is_open or may_change else []
            told: dict[str, object] = {
                "asked": asked,
                "form": form,
                "wrong": {field: self._say(why) for field, why in wrong.items()},
                "steps": steps,
                "instead_of": handover.events if may_change else None,
            }
            status = status or (HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK)
            chosen = form.get("answer")
            if chosen in steps:
                return self._render("step.html", status, step=chosen, reasons=list(DeclineReason), **told)
            if may_change and (chosen == AGAIN or wrong):
                return self._render("again.html", status, **told)
            if is_open:
                return self._render("reply.html", status, **told)
            told |= {
                "how": how_it_was_answered(handover, link),
                "handover": handover if handover.receiver_organization_id == link.organization_id else None,
                "reason": reason_of(desk, link, handover),
                "calendar_token": calendar_token_of(desk, link, handover),
            }
            return self._render("answered.html", status, **told)

    def _thank(self, answered: Answered) -> Response:
        self._is_self_referral = answered.handover.is_self_referral
        return self._render("thanks.html", answered=answered, handover=answered.handover)

    def _render(self, name: str, status: HTTPStatus = HTTPStatus.OK, **told: object) -> Response:
        language = self._language
        sayings = {
            "t": words_for(language, is_self_referral=self._is_self_referral),
            "say_day": partial(say_day, language=language),
            "say_moment": partial(say_moment, language=language),
            "say_day_part": partial(say_day_part, language=language),
        }
        return render_page(TEMPLATES, name, language, status=status, **sayings, **told)

    def _say(self, words: Words) -> str:
        return words.in_language(self._language)


@router.get("/reply/{token}")
def show(
    pages: Annotated[ReplyPages, Depends()], answer: Annotated[str, Query(max_length=LONGEST_STEP)] = ""
) -> Response:
    """Show what is asked, or one answer to fill in; reading changes nothing, so a mail program may look ahead."""
    return pages.ask(answer)


@router.post("/reply/{token}")
def reply(pages: Annotated[ReplyPages, Depends()], form: Annotated[Form, Depends(read_form)]) -> Response:
    """Do what was answered, and show it."""
    return pages.answer(form)


@router.get("/reply/{token}/appointment.ics")
def give_appointment(pages: Annotated[ReplyPages, Depends()]) -> Response:
    """Give the appointment that was just made, for a calendar."""
    return pages.give_appointment()


@router.get("/calendar/{token}.ics")
def give_subscription(pages: Annotated[ReplyPages, Depends()]) -> Response:
    """Give all appointments of one organization, for a calendar that comes back for what changed."""
    return pages.give_subscription()
