"""/partner/{token}: all offers of a partner, and what can be done to each of them."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Response

from api.catalogue.imports.columns.texts import clean_line
from api.catalogue.partner_pages.actions import ChangedMeanwhileError, seen_of, take_step
from api.catalogue.partner_pages.dependencies import PARTNER_VISIT, PartnerVisit, PartnerVisitDep
from api.catalogue.partner_pages.queries import (
    get_own_offer,
    get_own_offer_to_change,
    list_own_offers,
)
from api.catalogue.partner_pages.saying import WORDS
from api.catalogue.partner_pages.tables import PageLink
from api.catalogue.partner_pages.view import describe, group_cards, is_refused, make_card
from api.catalogue.partner_pages.vocabulary import ADDED, ASKED_FIRST, OfferStep
from api.platform.pages.forms import Form, FormError, read_form
from api.platform.requests.desk import Desk
from api.platform.web.problems import NotFoundError, Words
from matching.vocabulary import OfferStatus

router = APIRouter(include_in_schema=False)

LONGEST_WORDS: Final = 100
ASK_SOON_DAYS: Final = 30
"""Long enough before an address ends to ask for another one."""
SEARCHED_FROM: Final = 12
"""Of fewer offers, each is found sooner by looking."""
NO_FORM: Form = MappingProxyType({})
_DONE: Final = frozenset({*OfferStep, ADDED})

OfferIdText = Annotated[str, Path(alias="offerId", max_length=36)]
FormDep = Annotated[Form, Depends(read_form)]


@router.get("/partner/{token}")
def show_all(
    visit: PartnerVisitDep,
    words: Annotated[str, Query(alias="q")] = "",
    done: str = "",
    about: str = "",
) -> Response:
    """Show all offers of the partner, those to look at first on top."""
    asked = clean_line(words[:LONGEST_WORDS])
    try:
        with visit.looking() as (desk, link):
            offers, number = list_own_offers(desk.session, link.organization_id, asked)
            cards = [make_card(desk, offer, visit.language) for offer in offers]
            return visit.render(
                "offers.html",
                organization=visit.name_of(desk, link),
                groups=group_cards(cards),
                shown=len(cards),
                number=number,
                words=asked,
                is_searched=bool(asked) or number >= SEARCHED_FROM,
                told=_told(visit, desk, link, done, about),
                until=link.expires_at.date(),
                ends_soon=(link.expires_at - desk.now).days < ASK_SOON_DAYS,
                seen_of=seen_of,
                is_refused=is_refused,
            )
    except NotFoundError as error:
        return visit.show_missing(error)


def _told(visit: PartnerVisit, desk: Desk, link: PageLink, done: str, offer_id: str) -> str | None:
    """Say what was just done to an offer of this partner; None for what we do not know."""
    try:
        offer = get_own_offer(desk.session, offer_id, link.organization_id)
    except NotFoundError:
        return None
    return WORDS[visit.language][f"done_{done}"].format(title=offer.title) if done in _DONE else None


@router.get("/partner/{token}/offers/{offerId}")
def show_one(visit: PartnerVisitDep, offer_id: OfferIdText) -> Response:
    """Show one offer, with what can be done to it."""
    return _show(visit, offer_id, None)


@router.get("/partner/{token}/offers/{offerId}/{step}")
def ask(visit: PartnerVisitDep, offer_id: OfferIdText, step: str) -> Response:
    """Ask what is needed for a step; of what is one tap, show the offer."""
    return _show(visit, offer_id, OfferStep(step) if step in ASKED_FIRST else None)


@router.post("/partner/{token}/offers/{offerId}/{step}", dependencies=[PARTNER_VISIT])
def act(visit: PartnerVisitDep, offer_id: OfferIdText, step: str, form: FormDep) -> Response:
    """Take a step, and lead back to all offers; or ask again, with what is not right yet."""
    if step not in set(OfferStep):
        return _show(visit, offer_id, None)
    taken = OfferStep(step)
    asked = taken if taken in ASKED_FIRST else None
    try:
        with visit.acting() as (desk, link):
            offer = get_own_offer_to_change(desk.session, offer_id, link.organization_id)
            if offer.status is not OfferStatus.WITHDRAWN:
                take_step(desk, offer, taken, form)
            elif taken is not OfferStep.WITHDRAW:
                return visit.render("gone.html", HTTPStatus.NOT_FOUND)
        return visit.go_home(taken, offer_id)
    except FormError as error:
        return _show(visit, offer_id, asked, form, error.wrong)
    except ChangedMeanwhileError as error:
        # What was typed stays, beside what stands there now; sent again, it is meant.
        return _show(visit, offer_id, asked, {**form, "seen": ""}, notice=error.detail)
    except NotFoundError as error:
        return visit.show_missing(error)


def _show(
    visit: PartnerVisit,
    offer_id: str,
    step: OfferStep | None,
    form: Form = NO_FORM,
    wrong: Mapping[str, Words] | None = None,
    *,
    notice: Words | None = None,
) -> Response:
    try:
        with visit.looking() as (desk, link):
            offer = get_own_offer(desk.session, offer_id, link.organization_id)
            if offer.status is OfferStatus.WITHDRAWN and not is_refused(offer):
                return visit.render("gone.html", HTTPStatus.NOT_FOUND)
            return visit.render(
                "offer.html" if step is None else "step.html",
                HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
                wrong=wrong,
                card=make_card(desk, offer, visit.language),
                facts=describe(offer, visit.name_of(desk, link), visit.language),
                offer=offer,
                step=step,
                steps=() if is_refused(offer) else ASKED_FIRST,
                form=form,
                notice=visit.say(notice) if notice else None,
                seen_of=seen_of,
                is_refused=is_refused,
            )
    except NotFoundError as error:
        return visit.show_missing(error)
