"""Whose offers a file of many organizations holds: one organization is often written in several ways."""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

from api.catalogue.imports.columns.headings import plain
from api.catalogue.organizations.actions import create_organization
from api.catalogue.organizations.queries import list_organizations_by_name
from api.catalogue.organizations.schemas import OrganizationCreate
from api.platform.requests.desk import Desk

_FORMS: Final = re.compile(
    r"\b(?:stichting|st|vereniging|ver|cooperatie|coop|bv|b v|nv|vof|de|het|the|foundation|en|and)\b"
)
_ALIKE: Final = 93
"""Of 100: one letter in fifteen. Two branches that differ by their town lie far below."""

_SHORTEST: Final = 8
"""Of shorter names one letter makes another organization."""


class Organizations:
    """Finds organizations by what a file calls them, and adds those that are not there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ids = {key_of(name): each for name, each in list_organizations_by_name(desk.session)}

    def add_missing(self, names: Iterable[str]) -> None:
        """Add an organization for each name that none of those there is known by."""
        for name in names:
            if self.find(name) is None:
                made = create_organization(self._desk.session, OrganizationCreate(name=name), now=self._desk.now)
                self._ids[key_of(name)] = made.id

    def find(self, name: str) -> str | None:
        """Return the id of the organization that is called so, or nearly so."""
        key = key_of(name)
        if key in self._ids or len(key) < _SHORTEST:
            return self._ids.get(key)
        nearest = process.extractOne(key, self._ids.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._ids[nearest[0]] if nearest else None


def key_of(name: str) -> str:
    """Return what makes a name this one: without its legal form, articles and signs."""
    told = plain(name.replace("&", " en "))
    return " ".join(_FORMS.sub(" ", told).split()) or told
