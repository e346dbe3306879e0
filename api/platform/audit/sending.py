"""Sending acts of processing to the municipality's own log: OTLP over HTTP, as JSON.

Written out here and not left to the OpenTelemetry SDK: that keeps spans in memory and drops them when the collector is
gone, and a log of data processing may lose none. The form is that of opentelemetry-proto 1.
"""

import urllib.request
from collections.abc import Sequence
from typing import Any, Final

import orjson

from api.platform.audit.view import attributes_of
from api.platform.recording.settings import RecordingSettings
from api.platform.recording.tables import ProcessingRecord
from api.platform.settings import Settings
from api.platform.web.middleware import API_VERSION

TIMEOUT_SECONDS: Final = 10.0
_INTERNAL, _OK = 1, 1


def send_processing(records: Sequence[ProcessingRecord], settings: Settings) -> None:
    """Send these records; raises OSError or ValueError unless the collector confirms every one."""
    chosen = settings[RecordingSettings]
    headers = dict(part.strip().split("=", 1) for part in chosen.ldv_otlp_headers.split(",") if "=" in part)
    request = urllib.request.Request(  # noqa: S310 - an address that the operator chose, http or https
        chosen.ldv_otlp_url, render_spans(records, settings), {"Content-Type": "application/json", **headers}
    )
    # The one of the standard library: it goes by HTTPS_PROXY and NO_PROXY, as operators expect.
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 # nosec B310 - likewise
        told = answer.read()
    confirmed: dict[str, Any] = orjson.loads(told) if told.strip() else {}
    rejected = int(confirmed.get("partialSuccess", {}).get("rejectedSpans", 0))
    if rejected:
        raise ValueError(f"The collector refused {rejected} of {len(records)} records.")


def render_spans(records: Sequence[ProcessingRecord], settings: Settings) -> bytes:
    """Render these records as an OTLP request."""
    return orjson.dumps(
        {
            "resourceSpans": [
                {
                    "resource": {"attributes": _attributes({"service.name": "vonk", "service.version": API_VERSION})},
                    "scopeSpans": [
                        {"scope": {"name": "vonk.ldv"}, "spans": [_span(each, settings) for each in records]}
                    ],
                }
            ]
        }
    )


def _span(record: ProcessingRecord, settings: Settings) -> dict[str, Any]:
    return {
        "traceId": record.trace_id,
        "spanId": record.span_id,
        **({"parentSpanId": record.parent_span_id} if record.parent_span_id else {}),
        "name": record.operation,
        "kind": _INTERNAL,
        "startTimeUnixNano": str(int(record.started_at.timestamp() * 1_000_000) * 1000),
        "endTimeUnixNano": str(int(record.ended_at.timestamp() * 1_000_000) * 1000),
        "attributes": _attributes(attributes_of(record, settings)),
        "status": {"code": _OK},
    }


def _attributes(told: dict[str, str]) -> list[dict[str, Any]]:
    return [{"key": key, "value": {"stringValue": value}} for key, value in told.items()]
