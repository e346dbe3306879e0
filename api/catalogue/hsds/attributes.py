"""What an offer has that Open Referral has no field for, told as attributes; nothing of a contact, and of no client."""

from collections.abc import Iterator
from typing import Final

from api.catalogue.hsds.lists import LISTS
from api.catalogue.hsds.schemas import Attribute
from api.catalogue.hsds.terms import INTERESTS, WORDS, find_concept, term_id, terms_in
from api.catalogue.hsds.vocabulary import OF_SERVICES, part_id
from api.catalogue.offers.tables import Offer
from matching.vocabulary import Language

_VALUES: Final = {
    "hoursPerWeek.minimum": "minimum_hours_per_week",
    "hoursPerWeek.maximum": "maximum_hours_per_week",
    "requirements.conductCertificate": "conduct_certificate",
    "requirements.womenOnly": "women_only",
    "accommodations.wheelchair": "wheelchair",
    "accommodations.seated": "seated",
    "accommodations.quiet": "quiet",
    "allowanceEurosPerDay": "allowance_euros_per_day",
    "places.total": "total_places",
    "places.available": "available_places",
    "groupSize": "group_size",
    "paidWorkCheck.paidBefore": "paid_before",
    "paidWorkCheck.vacancyOpen": "vacancy_open",
    "location.precision": "precision",
}


def attributes_of(offer: Offer, language: Language) -> list[Attribute]:
    """Return what else there is to know of this offer, each under the path of its property in /v1."""
    return list(_told(offer, language))


def _told(offer: Offer, language: Language) -> Iterator[Attribute]:
    for path, closed_list in LISTS.items():
        for code in closed_list.codes_of(offer):
            yield _attribute(offer, path, code, language, term=term_id(path, code))
    for phrase in dict.fromkeys(offer.interests):
        concept = find_concept(phrase)
        yield _attribute(offer, INTERESTS, phrase, language, term=term_id(INTERESTS, concept) if concept else None)
    for path, column in _VALUES.items():
        value = getattr(offer, column)
        if value is not None:
            yield _attribute(offer, path, _text(value), language)
    for community in offer.communities:
        yield _attribute(offer, "communities", community, language)


def _attribute(offer: Offer, path: str, value: str, language: Language, *, term: str | None = None) -> Attribute:
    return Attribute(
        id=part_id(offer.id, path, value),
        link_id=offer.id,
        link_type=path,
        link_entity=OF_SERVICES,
        label=WORDS[language]["names"][path],
        value=value,
        taxonomy_term_id=term,
        taxonomy_term=terms_in(language)[term] if term else None,
    )


def _text(value: object) -> str:
    """Write a value as JSON does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)
