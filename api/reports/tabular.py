"""A report as a table: one row a count, with what it means beside it."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from api.reports.schemas import ReportRead

HEADINGS: Final = ("period", "measure", "by", "value", "label", "count", "definition")
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")


def to_table(report: ReportRead) -> bytes:
    """Write the report as CSV (RFC 4180), in UTF-8; what is not told is empty."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows([_plain(each) for each in row] for row in _rows(report))
    return written.getvalue().encode()


def _rows(report: ReportRead) -> Iterator[tuple[str | int | None, ...]]:
    for each in report.measures:
        yield each.period, each.measure, "", "", each.label, each.count, each.definition
        for split in each.breakdowns:
            for row in split.rows:
                yield each.period, each.measure, split.by, row.value, row.label, row.count, each.definition
            if split.others is not None:
                yield each.period, each.measure, split.by, "others", "", split.others, each.definition
    wishes = report.unmet_wishes
    for wish in wishes.items:
        yield report.period, "unmet-wishes", "concept", wish.concept, wish.label, wish.clients, wishes.definition


def _plain(value: str | int | None) -> str | int:
    if value is None:
        return ""
    # A spreadsheet runs what begins like a formula: somebody chose the name of an organization.
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUNS) else value
