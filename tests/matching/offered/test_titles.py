"""What a title or an interest names is told; what it only points to, or what others have there, is asked."""

import pytest

from matching.facts import OfferFacts
from matching.interests import Grade, Texts, in_role, load_vocabulary, resolve_offer
from matching.vocabulary import OfferKind
from tests.matching.builders import a_catalogue

VOCABULARY = load_vocabulary()
ACTIVITY, COURSE, PLACEMENT = OfferKind.ACTIVITY, OfferKind.COURSE, OfferKind.PLACEMENT


def grade(concept: str, title: str, kind: OfferKind = ACTIVITY, interests: tuple[str, ...] = ()) -> Grade:
    found = resolve_offer(Texts(title, interests, kind=kind), VOCABULARY)
    each = next(each for each in found if VOCABULARY.concepts[each.concept].id == concept)
    return in_role(each, kind, VOCABULARY).grade


@pytest.mark.parametrize(
    ("concept", "title", "kind", "told"),
    [
        # Who is called by what one does, does it with the thing.
        ("koor", "Secretaris zangkoor", PLACEMENT, "asked"),
        ("koor", "Lid van het zangkoor", PLACEMENT, "told"),
        ("moestuin", "Rondleider moestuin", PLACEMENT, "asked"),
        ("moestuin", "Vrijwilliger moestuin", PLACEMENT, "told"),
        ("moestuin", "Moestuin: coördinator gezocht", PLACEMENT, "told"),
        ("ouderen", "Chauffeur voor ouderen", PLACEMENT, "told"),
        ("chauffeur", "Chauffeur bibliotheek", PLACEMENT, "told"),
        # Those for whom it is are not what it is about, whoever stands between.
        ("kinderen", "Praatgroep voor volwassen kinderen", ACTIVITY, "asked"),
        ("kinderen", "Kinderen en muziek", ACTIVITY, "told"),
        ("rouw", "Cursus: rouw bij kinderen", COURSE, "asked"),
        ("rouw", "Cursus: omgaan met rouw", COURSE, "told"),
        # What one comes for oneself is offered to others by who works there.
        ("ehbo", "EHBO op het festival", PLACEMENT, "asked"),
        ("ehbo", "EHBO", COURSE, "told"),
        ("muziek-luisteren", "Huiskamerconcert", PLACEMENT, "asked"),
        ("muziek-luisteren", "Huiskamerconcert", ACTIVITY, "told"),
        # Words that lead to several concepts name one of them.
        ("weggeefwinkel", "Kledingbank", ACTIVITY, "told"),
        ("textiel-sorteren", "Kledingbank", ACTIVITY, "asked"),
        ("verkeer-regelen", "Klaarover", PLACEMENT, "told"),
        ("op-school-helpen", "Klaarover", PLACEMENT, "asked"),
        ("bakken", "Taart bakken", ACTIVITY, "told"),
    ],
)
def test_only_what_a_title_names_is_told(concept: str, title: str, kind: OfferKind, told: str) -> None:
    assert (grade(concept, title, kind) is Grade.CERTAIN) == (told == "told")


def test_what_is_asked_of_who_joins_is_no_topic() -> None:
    assert grade("erbij-horen", "Winkel", PLACEMENT, ("Teamwork",)) is Grade.GUESS
    assert grade("tuinieren", "Groep", PLACEMENT, ("Tuinieren",)) is Grade.CERTAIN


def test_what_a_title_only_points_to_still_counts() -> None:
    offer = OfferFacts("o", "o", PLACEMENT, "Rondleider moestuin")
    catalogue = a_catalogue(offer)
    (strength,) = catalogue.find_wish("moestuin").strengths
    assert strength > 0.8
