"""What a partner does to one offer on its page: harmless when it is sent twice, and only to what was shown."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from api.catalogue.offers.actions import replace_offer, withdraw_offer
from api.catalogue.offers.describing import change
from api.catalogue.offers.mapping import to_columns, to_written
from api.catalogue.offers.parts import Places
from api.catalogue.offers.recording import record
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferEvent
from api.catalogue.partner_pages.saying import say, say_with_day, say_with_most
from api.catalogue.partner_pages.vocabulary import OfferStep
from api.catalogue.upkeep.history.actions import assure_offer
from api.platform.pages.forms import Form, FormError
from api.platform.requests.desk import Desk
from api.platform.web.patches import apply_patch
from api.platform.web.problems import ConflictError, FieldError, InvalidInputError, Words
from api.platform.web.validation import SENTENCES
from matching.vocabulary import OfferStatus

_SHOWN: Final[Mapping[OfferStep, tuple[str, ...]]] = {
    OfferStep.ASSURE: (
        *("title", "description", "status", "day_parts", "starts_on", "ends_on"),
        *("location_name", "location_address", "postcode"),
    ),
    OfferStep.PLACES: ("total_places", "available_places"),
    OfferStep.PAUSE: ("status",),
    OfferStep.RESUME: ("status",),
    OfferStep.END: ("ends_on",),
    OfferStep.TEXT: ("title", "description"),
    OfferStep.WITHDRAW: ("title", "status"),
}
"""What of an offer was seen by who takes a step: when that changed meanwhile, it is told first."""


class ChangedMeanwhileError(ConflictError):
    """The offer is not as it was shown."""


def seen_of(offer: Offer, step: OfferStep) -> str:
    """Return what tells whether an offer is still as it was shown for this step."""
    shown = repr([getattr(offer, name) for name in _SHOWN[step]])
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def take_step(desk: Desk, offer: Offer, step: OfferStep, form: Form) -> None:
    """Do a step, once; raises FormError, and ChangedMeanwhileError when the offer is not as it was shown."""
    wanted = _read(offer, step, form)
    if _is_done(desk, offer, step, wanted):
        return
    if form.get("seen") != seen_of(offer, step):
        raise ChangedMeanwhileError(say("changed"))
    if step is OfferStep.WITHDRAW:
        withdraw_offer(desk, offer)
    elif step is OfferStep.ASSURE:
        assure_offer(desk, offer)
    elif step is OfferStep.PLACES:
        _count_places(desk, offer, wanted.places or Places())
    else:
        replace_offer(desk, offer, wanted)


def _is_done(desk: Desk, offer: Offer, step: OfferStep, wanted: OfferWrite) -> bool:
    """Tell whether the offer is as it is wanted already: a second tap changes nothing."""
    if step in {OfferStep.ASSURE, OfferStep.WITHDRAW}:
        return step is OfferStep.ASSURE and offer.assured_on >= desk.today
    columns = to_columns(wanted)
    columns["available_places"] = columns["said_available_places"]
    return all(columns[name] == getattr(offer, name) for name in _SHOWN[step])


def _count_places(desk: Desk, offer: Offer, places: Places) -> None:
    """Count as many places as the partner sees: a number that it said before counts too, for it saw another one."""
    most = None if places.total is None else max(places.total - offer.held_places, 0)
    if most is not None and places.available is not None and places.available > most:
        raise FormError({"available": say_with_most("too_many", most)})
    counted = {
        "total_places": places.total,
        "said_available_places": places.available,
        "available_places": places.available,
        "assured_on": desk.today,
    }
    record([change(desk, offer, counted, OfferEvent.UPDATED)])


def _read(offer: Offer, step: OfferStep, form: Form) -> OfferWrite:
    """Return the offer as it is wanted; raises FormError."""
    try:
        return apply_patch(to_written(offer), _patch_of(step, form))
    except InvalidInputError as error:
        raise FormError({_FIELDS.get(each.pointer, "title"): _said(offer, each) for each in error.errors}) from None


def _patch_of(step: OfferStep, form: Form) -> dict[str, Any]:
    told = {name: text.strip() or None for name, text in form.items()}
    match step:
        case OfferStep.PAUSE:
            return {"status": OfferStatus.PAUSED.value}
        case OfferStep.RESUME:
            return {"status": OfferStatus.PUBLISHED.value}
        case OfferStep.PLACES:
            return {"places": {"total": _number(told.get("total")), "available": _number(told.get("available"))}}
        case OfferStep.END:
            return {"schedule": {"endsOn": told.get("last_day")}}
        case OfferStep.TEXT:
            return {"title": told.get("title"), "description": told.get("description")}
        case _:
            return {}


def _number(text: str | None) -> int | str | None:
    return int(text) if text and text.isdecimal() and len(text) < _MOST_DIGITS else text


def _said(offer: Offer, error: FieldError) -> Words:
    """Say what is not right in the words of the page."""
    if error.pointer == "/schedule" and offer.starts_on:
        return say_with_day("wrong_end", offer.starts_on)
    said = _SAID_SHORTER.get(error.pointer)
    is_missing = error.pointer == "/title" and error.detail.en == SENTENCES["missing"][1]
    return say("empty_title") if is_missing else say(said) if said else error.detail


_MOST_DIGITS: Final = 9
_FIELDS: Final = {
    "/places": "available",
    "/places/total": "total",
    "/places/available": "available",
    "/schedule": "last_day",
    "/schedule/endsOn": "last_day",
    "/description": "description",
}
_SAID_SHORTER: Final = {
    "/places/total": "no_number",
    "/places/available": "no_number",
    "/schedule/endsOn": "wrong_day",
}
