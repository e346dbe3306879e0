"""Places: where postcodes lie."""

from api.catalogue.places.remembered import RememberedPlaces
from api.catalogue.places.settings import PlaceSettings
from api.catalogue.places.tables import PLACES, Place
from api.platform.feature import Feature

FEATURE = Feature(tables=(Place,), remembers=(PLACES,), parts=(RememberedPlaces,), settings=(PlaceSettings,))
