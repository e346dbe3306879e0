"""Mail: organizations without a system of their own are written to."""

from api.platform.feature import Feature
from api.platform.mail.holdings import MAILS
from api.platform.mail.jobs import RECURRING
from api.platform.mail.routes import router
from api.platform.mail.settings import MailSettings
from api.platform.mail.tables import Mail

FEATURE = Feature(
    tags={"mails": "Organizations without a system of their own are written to."},
    routers=(router,),
    tables=(Mail,),
    recurring=RECURRING,
    holdings=(MAILS,),
    settings=(MailSettings,),
)
