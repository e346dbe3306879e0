"""Reports: how people take part, in counts with what they mean, and never a person."""

from api.platform.feature import Feature
from api.reports.pages import router as page_router
from api.reports.routes import router
from api.reports.settings import ReportSettings
from api.reports.tables import ReportLink

FEATURE = Feature(
    tags={"reports": "How people take part, in counts with what they mean, and never a person."},
    routers=(router,),
    pages=(page_router,),
    tables=(ReportLink,),
    settings=(ReportSettings,),
)
