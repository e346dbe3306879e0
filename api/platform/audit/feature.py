"""Audit: who did what, and whose data was processed, to be read, sent on and forgotten in time."""

from api.platform.audit.holdings import PROCESSING
from api.platform.audit.jobs import RECURRING
from api.platform.audit.routes import router
from api.platform.feature import Feature
from api.platform.recording.settings import RecordingSettings
from api.platform.recording.tables import AuditEvent, DataSubject, ProcessingRecord, UnsentRecord

FEATURE = Feature(
    tags={"audit": "Who did what: for whoever has to account for it."},
    routers=(router,),
    tables=(AuditEvent, DataSubject, ProcessingRecord, UnsentRecord),
    recurring=RECURRING,
    holdings=(PROCESSING,),
    settings=(RecordingSettings,),
)
