"""Organizations: who provides offers, and who coaches."""

from api.catalogue.organizations.pages import router as mail_off_router
from api.catalogue.organizations.routes import router
from api.catalogue.organizations.tables import Organization
from api.catalogue.organizations.vocabulary import ORGANIZATIONS
from api.platform.feature import Feature

FEATURE = Feature(
    tags={"organizations": "Who provides offers, and who coaches."},
    routers=(router,),
    pages=(mail_off_router,),
    tables=(Organization,),
    remembers=(ORGANIZATIONS,),
)
