"""Ten invented clients and their five matches over the seed data: `python -m bench.ten_clients`."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.sets import TODAY, read_client, read_lines, read_offer
from matching import Catalogue, Match, Question, rank
from matching.facts import OfferFacts, Point

SEED: Final = Path(__file__).parents[1] / "seed_data"
CLIENTS: Final = Path(__file__).with_name("ten_clients.jsonl")


def main() -> None:
    """Print the page."""
    print("\n".join(page()))


def page() -> Iterator[str]:
    """Yield the page, line by line."""
    offers = _seed_offers()
    catalogue = Catalogue()
    for offer in offers.values():
        catalogue.put(offer)
    yield "# Tien cliënten, vijf voorstellen\n"
    yield "Verzonnen cliënten, in de woorden van een coach, gevraagd aan het aanbod in `seed_data/`: verzonnen ook, en"
    yield "geschreven zoals partners schrijven. Zo leest een coach het antwoord. Deze pagina is gemaakt met"
    yield "`make answers`; er is niets met de hand aan veranderd, ook niet waar het beter kan.\n"
    for number, row in enumerate(read_lines(CLIENTS), start=1):
        question = Question(client=read_client(row["client"]), on=TODAY, near_misses=1)
        answer = rank(catalogue, question)
        yield f"## {number}. {row['who']}\n"
        yield from _asked(row["client"])
        if answer.nothing_suitable:
            yield "**Er is niets dat echt bij de wens past.** Dit kan wel:\n"
        for place, match in enumerate(answer.matches, start=1):
            yield from _match(place, match, offers[match.offer_id])
        for miss in answer.near_misses:
            yield f"Net niet: **{offers[miss.offer_id].title}**. {miss.blocked_by[0].would_help}\n"


def _asked(client: dict[str, Any]) -> Iterator[str]:
    wishes = ", ".join(f"‘{wish}’" for wish in client["interests"])
    yield f"Wil: {wishes}.  "
    if client.get("avoid"):
        yield "Liever niet: " + ", ".join(f"‘{avoided}’" for avoided in client["avoid"]) + ".  "
    capacity = client["loadCapacity"]
    yield f"Kan {capacity['hoursPerWeek']} uur per week, te beginnen met {capacity['startHoursPerWeek']}.\n"


def _match(place: int, match: Match, offer: OfferFacts) -> Iterator[str]:
    yield f"{place}. **{offer.title}** ({match.score:.2f})"
    yield from (f"   - {reason.text}" for reason in match.reasons)
    yield from (f"   - *{caution.text}*" for caution in match.cautions)
    yield ""


def _seed_offers() -> dict[str, OfferFacts]:
    with (SEED / "places.csv").open(encoding="utf-8", newline="") as file:
        places = {row["postcode"]: Point(float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    rows = read_lines(SEED / "offers.jsonl")
    offers = [read_offer(row["offer"], row["organization"], places=places) for row in rows]
    return {offer.id: offer for offer in offers}


if __name__ == "__main__":
    main()
