"""City matches: everyone of an organization is matched durably, and the outcome stays for a day."""

from api.matches.city_matches.activities import MATCHING_A_CITY
from api.matches.city_matches.holdings import IN_CITIES
from api.matches.city_matches.jobs import RECURRING, WORKS
from api.matches.city_matches.routes import router
from api.matches.city_matches.settings import CitySettings
from api.matches.city_matches.tables import CityMatch, CityMatchClient
from api.matches.city_matches.vocabulary import LARGEST_CITY_BYTES
from api.platform.feature import Feature

FEATURE = Feature(
    tags={"city-matches": "Everyone of an organization at once: what is best for all together."},
    routers=(router,),
    large_bodies={"/v1/city-matches": LARGEST_CITY_BYTES},
    tables=(CityMatch, CityMatchClient),
    works=WORKS,
    recurring=RECURRING,
    holdings=(IN_CITIES,),
    activities=(MATCHING_A_CITY,),
    settings=(CitySettings,),
)
