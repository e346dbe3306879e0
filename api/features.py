"""Every feature of the service, once, lowest first: each brings its manifest, `feature.py` in its own folder."""

from importlib import import_module
from typing import Final

from api.platform.feature import NODE, Feature, Features

_FOLDERS: Final = (
    "platform.security",
    "platform.requests.once",
    "platform.webhooks",
    "platform.mail",
    "platform.audit",
    "platform.status",
    "platform.pages",
    "tallies",
    "catalogue.organizations",
    "catalogue.places",
    "catalogue.offers",
    "catalogue.upkeep",
    "catalogue.imports",
    "catalogue.hsds",
    "catalogue.partner_pages",
    "clients.participations",
    "matches",
    "matches.batches",
    "matches.paths",
    "matches.watches",
    "matches.unmet_wishes",
    "matches.city_matches",
    "handovers",
    "handovers.joining",
    "matching_tables",
    "trying",
    "keys",
    "reports",
    "rights",
)


def _read(folder: str) -> Feature:
    feature: Feature = import_module(f"api.{folder}.feature").FEATURE
    return feature


FEATURES: Final = Features([NODE, *(_read(folder) for folder in _FOLDERS)])
