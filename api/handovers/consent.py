"""What consent has to cover before anything is handed over or passed on."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from unicodedata import category, normalize

from sqlmodel import Session, col, select

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.tables import Organization
from api.handovers.agreements import Introduction, IntroductionRead
from api.handovers.schemas import HandoverCreate
from api.handovers.sealing import consent_holds
from api.handovers.tables import Handover
from api.handovers.vocabulary import IntroductionField
from api.platform.web.problems import SEE_ERRORS, FieldError, InvalidInputError, Words, invalid
from matching import day_in_words, fold
from matching.vocabulary import Language

_NOT_YET = Words("Deze toestemming ligt in de toekomst.", "This consent lies in the future.")
_OVER = Words("Deze toestemming is verlopen.", "This consent has expired.")
_NOT_SHARED = Words(
    "De klant heeft niet gezegd dat je dit mag delen (consent.shares).",
    "The client did not agree to share this (consent.shares).",
)
_NAMED = Words(
    "Hier staat de naam uit de introductie. Die wordt later gewist; laat hem hier weg.",
    "This holds the name of the introduction, which is erased later; leave it out here.",
)
# Between names, and names that are words as well: of those only a capital inside a sentence tells.
_BETWEEN_NAMES = frozenset({"al", "bin", "de", "del", "den", "der", "di", "el", "het", "la", "le", "ten", "ter", "van"})
_ALSO_WORDS = frozenset(
    {
        "bakker",
        "bas",
        "ben",
        "berg",
        "bloem",
        "boer",
        "bos",
        "dekker",
        "hoop",
        "jong",
        "klein",
        "kok",
        "koning",
        "lange",
    }
    | {"mark", "meer", "mei", "roos", "storm", "visser", "vos", "wil", "zee", "zomer"}
)
_WORD = re.compile(r"[^\W\d_]+")
_UNKNOWN_RECIPIENT = Words("Deze organisatie is er niet.", "There is no such organization.")


def require_good_consent(session: Session, wanted: HandoverCreate, today: date) -> None:
    """Raise InvalidInputError, with everything at once, unless consent is there today and covers what is sent."""
    texts = {
        "/message": wanted.message,
        "/clientReference": wanted.client_reference,
        "/appointment/place": wanted.appointment.place if wanted.appointment else None,
    }
    errors = (
        *_about_dates(wanted, today),
        *_about_shares(wanted),
        *_about_recipients(session, wanted),
        *_about_names(texts, wanted.introduction),
    )
    if errors:
        raise InvalidInputError(SEE_ERRORS, errors)


def require_no_name(texts: Mapping[str, str | None], introduction: Introduction | IntroductionRead | None) -> None:
    """Raise InvalidInputError when one of these texts, by pointer, holds a name that is promised to be erased."""
    errors = tuple(_about_names(texts, introduction))
    if errors:
        raise InvalidInputError(SEE_ERRORS, errors)


def holds_name(text: str, *names: str | None) -> bool:
    """Tell whether one of these names stands in a text, however it is written, in time that grows with the text."""
    wanted = {fold(word) for name in names if name for word in _WORD.findall(_plain(name))} - _BETWEEN_NAMES
    plain, end = _plain(text), 0
    for found in _WORD.finditer(plain):
        word = found.group()
        folded = fold(word)
        is_told = word[0].isupper() and _is_inside_a_sentence(plain[max(end - 1, 0) : found.start()])
        if folded in wanted and (folded not in _ALSO_WORDS or is_told):
            return True
        end = found.end()
    return False


def require_within(day: date, pointer: str, offer: Offer, consent_expires_on: date) -> None:
    """Raise InvalidInputError for a day on which the offer is not there, or consent does not hold any more."""
    if offer.starts_on and day < offer.starts_on:
        nl, en = _in_words(offer.starts_on)
        raise invalid(pointer, f"Dit aanbod begint op {nl}.", f"This offer starts on {en}.")
    if offer.ends_on and day > offer.ends_on:
        nl, en = _in_words(offer.ends_on)
        raise invalid(pointer, f"Dit aanbod eindigt op {nl}.", f"This offer ends on {en}.")
    if day > consent_expires_on:
        nl, en = _in_words(consent_expires_on)
        raise invalid(pointer, f"De toestemming geldt tot en met {nl}.", f"Consent holds up to and including {en}.")


def _in_words(day: date) -> tuple[str, str]:
    return day_in_words(day, Language.DUTCH), day_in_words(day, Language.ENGLISH)


def require_recipient(handover: Handover, organization_id: str, *, offered_by: str, today: date) -> None:
    """Raise InvalidInputError unless the client agreed that this organization receives it."""
    if organization_id == handover.receiver_organization_id:
        raise invalid("/organizationId", "Deze organisatie heeft het al.", "This organization has it already.")
    if not consent_holds(handover, today):
        raise invalid("/organizationId", "De toestemming geldt niet meer.", "Consent does not hold any more.")
    if organization_id not in {offered_by, *handover.consent_recipients}:
        raise invalid(
            "/organizationId",
            "De klant heeft deze organisatie niet genoemd (consent.recipients).",
            "The client did not name this organization (consent.recipients).",
        )


def _about_dates(wanted: HandoverCreate, today: date) -> Iterator[FieldError]:
    if wanted.consent.given_on > today:
        yield FieldError("/consent/givenOn", _NOT_YET)
    if wanted.consent.expires_on < today:
        yield FieldError("/consent/expiresOn", _OVER)


def _about_shares(wanted: HandoverCreate) -> Iterator[FieldError]:
    told = wanted.introduction.model_dump(exclude_none=True, by_alias=True) if wanted.introduction else {}
    for name in told:
        if IntroductionField(name) not in wanted.consent.shares:
            yield FieldError(f"/introduction/{name}", _NOT_SHARED)


def _about_names(
    texts: Mapping[str, str | None], introduction: Introduction | IntroductionRead | None
) -> Iterator[FieldError]:
    told = (introduction.first_name, introduction.last_name) if introduction else ()
    for pointer, text in texts.items():
        if text and holds_name(text, *told):
            yield FieldError(pointer, _NAMED)


def _is_inside_a_sentence(before: str) -> bool:
    """Tell it from what stands before a word, from the last letter of the word before it on."""
    there = before.rstrip()
    space = before[len(there) :]
    return bool(there) and there[-1] not in ".!?" and bool(space) and "\n" not in space


def _plain(text: str) -> str:
    """Write each letter as one sign, and leave out what shows nothing."""
    if text.isascii():
        return text
    return "".join(sign for sign in normalize("NFKC", text) if category(sign) != "Cf")


def _about_recipients(session: Session, wanted: HandoverCreate) -> Iterator[FieldError]:
    named = wanted.consent.recipients
    known = set(session.exec(select(Organization.id).where(col(Organization.id).in_(named)))) if named else set()
    for number, organization_id in enumerate(named):
        if organization_id not in known:
            yield FieldError(f"/consent/recipients/{number}", _UNKNOWN_RECIPIENT)
