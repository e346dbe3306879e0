"""A new offer in five answers, read as a list of offers is: what was read is shown before anything is placed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from api.catalogue.imports.columns import Remark
from api.catalogue.imports.columns.remarks import UnreadableError
from api.catalogue.imports.columns.values import read_value
from api.catalogue.imports.drafts import Draft, Drafts
from api.catalogue.imports.files import OpenedFile, Row
from api.catalogue.offers.actions import upsert_offer
from api.catalogue.offers.describing import describe_new
from api.catalogue.offers.mapping import to_columns
from api.catalogue.offers.queries import find_offer_by_external_id_to_change
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.state import REVIEWED_KINDS
from api.catalogue.offers.tables import Offer
from api.catalogue.partner_pages.saying import say
from api.platform.pages.forms import Form, FormError
from api.platform.requests.desk import Desk
from api.platform.web.problems import Words
from matching.vocabulary import Attendance, OfferStatus, Precision

FIELDS: Final = ("title", "kind", "where", "when", "description")
_FIELD_OF: Final = {"location": "where", "schedule": "when", "kind": "kind", "description": "description"}
_POSTCODE: Final = re.compile(r"([1-9]\d{3}) ?([A-Za-z]{2})")
_LAST_POSTCODE: Final = re.compile(r"\b([1-9]\d{3}) ?([a-z]{2})(?=$|,| [A-Z])")
"""At the end of an address or before the name of a town; elsewhere two small letters are a word."""


@dataclass(frozen=True, slots=True)
class ReadOffer:
    """An offer as it was read from five answers, and what there is to say of it."""

    wanted: OfferWrite
    remarks: tuple[Words, ...]


def read_new_offer(form: Form) -> ReadOffer:
    """Read the five answers; raises FormError."""
    told = {name: form.get(name, "").strip() for name in FIELDS}
    empty = {name: say(f"empty_{name}") for name in ("title", "where") if not told[name]}
    if empty:
        raise FormError(empty)
    columns = {
        "titel": told["title"],
        "soort": told["kind"],
        "wanneer": told["when"],
        "omschrijving": told["description"],
        **_where(told["where"]),
    }
    rows = OpenedFile(iter([Row(1, tuple(columns.values()))]), tuple(columns))
    (draft,) = Drafts(rows)
    return ReadOffer(_wanted(draft, told["when"]), tuple(each.detail for each in draft.notices))


def _where(text: str) -> dict[str, str]:
    """Return the columns of a list in which this would stand."""
    if found := _POSTCODE.fullmatch(text):
        return {"postcode": f"{found[1]}{found[2].upper()}"}
    if not any(sign.isdigit() for sign in text):
        try:
            if read_value("location.attendance", text) != Attendance.ON_SITE:
                return {"deelname": text}
        except UnreadableError:
            pass
        return {"locatie": text}
    return {"adres": _LAST_POSTCODE.sub(lambda found: f"{found[1]} {found[2].upper()}", text)}


def _wanted(draft: Draft, when: str) -> OfferWrite:
    """Return the offer of a draft under its own id; raises FormError for what is not right yet."""
    if draft.wanted is None or draft.external_id is None:
        raise FormError({_field_of(each): each.detail for each in draft.wrong})
    wanted = draft.wanted.model_copy(update={"external_id": draft.external_id})
    was_read = not any(each.field == "schedule.dayParts" for each in draft.notices)
    if not (was_read and any(sign.isdigit() for sign in when)):
        return wanted
    # Days have a place of their own; at what time it begins is told in the text.
    description = "\n\n".join(filter(None, (wanted.description, f"Wanneer: {when}")))
    return wanted.model_copy(update={"description": description})


def _field_of(remark: Remark) -> str:
    return _FIELD_OF.get(remark.field.partition(".")[0], "title")


def preview(desk: Desk, organization_id: str, read: ReadOffer) -> Offer:
    """Return the offer as it would be placed."""
    return describe_new(desk, organization_id, read.wanted).offer


def what_to_know(offer: Offer, read: ReadOffer) -> list[Words]:
    """List what is worth a second look before the offer is placed."""
    return list(chain(read.remarks, _what_lacks(offer)))


def _what_lacks(offer: Offer) -> Iterator[Words]:
    if offer.precision is Precision.UNKNOWN and offer.attendance is Attendance.ON_SITE:
        yield say("no_position")
    if not offer.description:
        yield say("no_description")
    if offer.kind in REVIEWED_KINDS:
        yield say("paid_work")


def add_new_offer(desk: Desk, organization_id: str, read: ReadOffer) -> Offer:
    """Place the offer, once; raises FormError when there is another one with this title at this place."""
    external_id = read.wanted.external_id or ""
    there = find_offer_by_external_id_to_change(desk.session, organization_id, external_id)
    if there is None or (there.status is OfferStatus.WITHDRAWN and there.review_decision is None):
        return upsert_offer(desk, organization_id, read.wanted)
    columns = to_columns(read.wanted)
    if all(getattr(there, name) == value for name, value in columns.items()):
        return there
    raise FormError({"title": say("already")})
