"""What the documents show of answers stands between marks, and is about offers that are in the seed data."""

import json
import re

import pytest

from bench.answers import asked_by_readers
from tests.house.tree import documents, read

MADE = re.compile(r"<!-- made: (\S+) -->\n(.*?)<!-- /made -->", re.DOTALL)
TITLES = {
    "README.md": r'"title": "(.+)"',
    "docs/matching.md": r"\*([^*]+)\*",
    "docs/ten-clients.md": r"(?:\d\. |Net niet: )\*\*(.+?)\*\*",
}


def seeded() -> set[str]:
    return {json.loads(line)["offer"]["title"] for line in read("seed_data/offers.jsonl").splitlines()}


@pytest.mark.parametrize("document", TITLES)
def test_the_documents_show_offers_of_the_seed_data(document: str) -> None:
    text = read(document)
    made = " ".join(part for _, part in MADE.findall(text)) or text
    shown = {" ".join(title.split()) for title in re.findall(TITLES[document], made)}
    assert shown
    assert shown - seeded() == set()


def test_no_made_part_of_a_document_is_empty() -> None:
    parts = [(str(file), name, text) for file in documents() for name, text in MADE.findall(read(file))]
    assert {name for _, name, _ in parts} >= {"first-match", "sums", "found", "one-client", "numbers"}
    assert [(file, name) for file, name, text in parts if not text.strip()] == []


def test_what_a_reader_of_the_readme_types_is_what_is_asked() -> None:
    offer, question = asked_by_readers(read("README.md"))
    assert offer["title"] == "Zingen in het trappenhuis"
    assert question["client"]["location"] == offer["location"]
