"""How long is kept what was recorded, and where it goes, as an operator sets it."""

from dataclasses import dataclass

from api.platform.recording.tables import KEPT_AT_LEAST_DAYS
from api.platform.settings import at_least, web_address


@dataclass(frozen=True, slots=True)
class RecordingSettings:
    """The audit log and the Logboek Dataverwerkingen."""

    audit_retention_days: int = at_least(KEPT_AT_LEAST_DAYS, default=1095)
    processing_retention_days: int = at_least(KEPT_AT_LEAST_DAYS, default=1095)
    processing_register_url: str = web_address("")
    ldv_otlp_url: str = web_address("")
    ldv_otlp_headers: str = ""
