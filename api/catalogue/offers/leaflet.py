"""What a passer-by reads about an offer: plain words on what it is, where and when; nobody's name or number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from api.catalogue.offers.structured import structure
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from matching import day_in_words, enumerate_words, from_bits, number_in_words, read_words, to_bits, word, words_of
from matching.vocabulary import DayPart, Guidance, Language

WORDS: Final = read_words(Path(__file__).with_name("leaflet_words.toml"))


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The offer in a reader's words."""

    kind: str
    title: str
    organization: str
    notice: str | None
    description: str
    facts: tuple[tuple[str, str], ...]
    good_to_know: tuple[str, ...]
    structured: Mapping[str, Any]
    """The same for machines, as schema.org names it."""


def make_leaflet(offer: Offer, state: OfferState, organization: str, language: Language) -> Leaflet:
    """Make the page about this offer on a day when its state is this."""
    writer = _Writer(offer, language)
    return Leaflet(
        kind=WORDS[language][offer.kind],
        title=offer.title,
        organization=organization,
        notice=writer.notice(state),
        description=offer.description or "",
        facts=tuple(writer.facts()),
        good_to_know=tuple(writer.good_to_know()),
        structured=structure(offer, organization),
    )


def notice_of(offer: Offer, state: OfferState, language: Language) -> str | None:
    """Return what comes first about an offer when one cannot simply join; None when one can."""
    return _Writer(offer, language).notice(state)


class _Writer:
    """Puts one offer into words."""

    def __init__(self, offer: Offer, language: Language) -> None:
        self._offer = offer
        self._language = language
        self._words = WORDS[language]

    def notice(self, state: OfferState) -> str | None:
        """Say what comes first when one cannot simply join; None when one can."""
        if state in {OfferState.ENDED, OfferState.FULL}:
            return self._words[state]
        if state is OfferState.UPCOMING and self._offer.starts_on:
            return self._words["upcoming"].format(day=day_in_words(self._offer.starts_on, self._language))
        if self._offer.ends_on:
            return self._words["until"].format(day=day_in_words(self._offer.ends_on, self._language))
        return None

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield where, when, how much; where and when are told also when they are not known."""
        unknown = self._words["unknown"]
        told = {
            "where": self._where() or unknown,
            "when": self._when() or unknown,
            "time": self._time(),
            "cost": self._cost(),
            "allowance": self._euros("euros_a_day", self._offer.allowance_euros_per_day),
            "places": self._places(),
            "whom": self._whom(),
            "group": self._number("people", "number", self._offer.group_size),
            "languages": self._languages(),
        }
        yield from ((self._words[name], text) for name, text in told.items() if text)

    def good_to_know(self) -> Iterator[str]:
        """Yield what is there for who needs it, and what is asked."""
        offer = self._offer
        yield from (self._words[name] for name in ("wheelchair", "seated", "quiet") if getattr(offer, name))
        if offer.guidance not in {None, Guidance.NONE}:
            yield self._words["guidance"]
        yield from (self._words[name] for name in ("women_only", "conduct_certificate") if getattr(offer, name))
        yield from (
            self._words[name].format(age=age)
            for name in ("minimum_age", "maximum_age")
            if (age := getattr(offer, name))
        )
        if offer.dutch_level:
            yield self._words["dutch_level"].format(level=offer.dutch_level)
        if offer.indication:
            yield self._words["indication"].format(indication=word(offer.indication, self._language))

    def _where(self) -> str:
        offer = self._offer
        address, postcode = offer.location_address or "", offer.postcode or ""
        # Many addresses hold their postcode already, with or without a space in it.
        told = (offer.location_name, address, "" if postcode in address.replace(" ", "").upper() else postcode)
        return "\n".join(each for each in told if each)

    def _when(self) -> str:
        parts = from_bits(self._offer.day_parts, DayPart)
        return words_of(to_bits(parts, DayPart), DayPart, self._language) if parts else ""

    def _time(self) -> str:
        least, most = self._offer.minimum_hours_per_week, self._offer.maximum_hours_per_week
        if least is None:
            return ""
        wording = "hours_from" if most is None else "hours" if most == least else "hours_between"
        told = {"least": least, "most": least if most is None else most}
        return self._words[wording].format(
            **{name: number_in_words(value, self._language) for name, value in told.items()}
        )

    def _cost(self) -> str:
        euros = self._offer.cost_euros
        # Nought is worth saying; unknown is not.
        return self._words["free"] if euros == 0 else self._euros("euros", euros)

    def _places(self) -> str:
        left = self._offer.available_places
        return self._words["one_place"] if left == 1 else self._number("more_places", "number", left or None)

    def _whom(self) -> str:
        return enumerate_words([word(each, self._language) for each in self._offer.audience], self._language)

    def _languages(self) -> str:
        names = [word(f"language-{tag}", self._language) for tag in self._offer.languages]
        return enumerate_words(names, self._language)

    def _euros(self, wording: str, euros: float | None) -> str:
        if euros is None:
            return ""
        text = f"{euros:.2f}".removesuffix(".00")
        return self._words[wording].format(euros=text.replace(".", ",") if self._language is Language.DUTCH else text)

    def _number(self, wording: str, name: str, value: float | None) -> str:
        return "" if value is None else self._words[wording].format(**{name: number_in_words(value, self._language)})
