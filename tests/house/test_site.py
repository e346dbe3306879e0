"""The site shows every document, in an order that somebody thought of."""

import re

from tests.house.tree import documents, read

NO_PAGES = ("bench/", "matching/", "seed_data/", "tests/")


def test_every_document_has_a_place_in_the_site() -> None:
    placed = re.findall(r"- (\S+\.md)$", read("mkdocs.yml"), re.MULTILINE)
    assert len(placed) == len(set(placed))
    assert set(placed) == {str(file) for file in documents() if not str(file).startswith(NO_PAGES)}
