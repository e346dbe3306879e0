"""Tallies: what happens is counted by month, without whom."""

from api.platform.feature import Feature
from api.tallies.tables import Tally, TallyMark

FEATURE = Feature(tables=(Tally, TallyMark))
