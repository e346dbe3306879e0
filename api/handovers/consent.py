"""What consent has to cover before anything is handed over or passed on."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, select

from api.catalogue.organizations.tables import Organization
from api.handovers.schemas import HandoverCreate
from api.handovers.sealing import consent_holds
from api.handovers.tables import Handover
from api.handovers.vocabulary import IntroductionField
from api.platform.web.problems import SEE_ERRORS, FieldError, InvalidInputError, Words, invalid

_NOT_YET = Words("Deze toestemming ligt in de toekomst.", "This consent lies in the future.")
_OVER = Words("Deze toestemming is verlopen.", "This consent has expired.")
_NOT_SHARED = Words(
    "De klant heeft niet gezegd dat je dit mag delen (consent.shares).",
    "The client did not agree to share this (consent.shares).",
)
_UNKNOWN_RECIPIENT = Words("Deze organisatie is er niet.", "There is no such organization.")


def require_good_consent(session: Session, wanted: HandoverCreate, today: date) -> None:
    """Raise InvalidInputError, with everything at once, unless consent is there today and covers what is sent."""
    errors = (*_about_dates(wanted, today), *_about_shares(wanted), *_about_recipients(session, wanted))
    if errors:
        raise InvalidInputError(SEE_ERRORS, errors)


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


def _about_recipients(session: Session, wanted: HandoverCreate) -> Iterator[FieldError]:
    named = wanted.consent.recipients
    known = set(session.exec(select(Organization.id).where(col(Organization.id).in_(named)))) if named else set()
    for number, organization_id in enumerate(named):
        if organization_id not in known:
            yield FieldError(f"/consent/recipients/{number}", _UNKNOWN_RECIPIENT)
