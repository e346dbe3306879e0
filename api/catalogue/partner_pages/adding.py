"""/partner/{token}/new: an offer in five answers, shown as it was read before it is placed."""

from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.catalogue.partner_pages.dependencies import PARTNER_VISIT, PartnerVisit, PartnerVisitDep
from api.catalogue.partner_pages.new_offers import (
    FIELDS,
    ReadOffer,
    add_new_offer,
    preview,
    read_new_offer,
    what_to_know,
)
from api.catalogue.partner_pages.view import describe
from api.catalogue.partner_pages.vocabulary import ADDED
from api.platform.pages.forms import Form, FormError, read_form
from api.platform.web.problems import NotFoundError
from matching import Texts, enumerate_words, whom_of, word_of
from matching.vocabulary import OfferKind

router = APIRouter(include_in_schema=False)
NO_FORM: Form = MappingProxyType({})
LOOK, PLACE, CHANGE = "look", "place", "change"


@router.get("/partner/{token}/new")
def ask(visit: PartnerVisitDep) -> Response:
    """Ask the five questions."""
    return _ask(visit, NO_FORM)


@router.post("/partner/{token}/new", dependencies=[PARTNER_VISIT])
def answer(visit: PartnerVisitDep, form: Annotated[Form, Depends(read_form)]) -> Response:
    """Show how the answers were read, or place the offer; or ask again, with what is not right yet."""
    try:
        if form.get("do") == CHANGE:
            return _ask(visit, form)
        read = read_new_offer(form)
        if form.get("do") != PLACE:
            return _preview(visit, form, read)
        with visit.acting() as (desk, link):
            offer_id = add_new_offer(desk, link.organization_id, read).id
        return visit.go_home(ADDED, offer_id)
    except FormError as error:
        return _ask(visit, form, error)
    except NotFoundError as error:
        return visit.show_missing(error)


def _ask(visit: PartnerVisit, form: Form, error: FormError | None = None) -> Response:
    try:
        with visit.looking():
            return visit.render("new.html", wrong=error.wrong if error else None, form=form, kinds=list(OfferKind))
    except NotFoundError as missing:
        return visit.show_missing(missing)


def _preview(visit: PartnerVisit, form: Form, read: ReadOffer) -> Response:
    with visit.looking() as (desk, link):
        offer = preview(desk, link.organization_id, read)
        whom = whom_of(Texts(offer.title, (), offer.description or "", offer.location_name or "", offer.kind))
        return visit.render(
            "preview.html",
            offer=offer,
            facts=describe(offer, visit.name_of(desk, link), visit.language),
            audience=enumerate_words([word_of(each, visit.language) for each in whom.audience], visit.language),
            remarks=[visit.say(each) for each in what_to_know(offer, read)],
            answers={name: form.get(name, "") for name in FIELDS},
        )
