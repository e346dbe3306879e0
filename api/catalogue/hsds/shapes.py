"""What shapes of Open Referral share: names in snake_case, and what is not known is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from api.platform.web.pagination import DEFAULT_LIMIT
from api.platform.web.shapes import Moment

_DATE_LENGTH, _TIME_LENGTH = len("2026-11-22"), len("2026-11-22T09:30:00")


def _without_null(schema: dict[str, Any]) -> None:
    """Say that what may be left out is never null: the schemas of Open Referral know no null."""
    for told in schema.get("properties", {}).values():
        told.pop("default", None)
        choices = [choice for choice in told.pop("anyOf", ()) if choice != {"type": "null"}]
        if choices:
            told.update(choices[0])


class OpenReferralModel(BaseModel):
    """A shape that goes out as Open Referral names it."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_without_null)


def open_referral_body_of(answer: BaseModel) -> bytes:
    """Return the bytes of an answer, without what is not known."""
    return answer.model_dump_json(exclude_none=True).encode()


Content = TypeVar("Content")


class OpenReferralPage(OpenReferralModel, Generic[Content]):
    """One page of a list, with its number and how many there are."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[Content]


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """Which page is asked, from 1, and how much goes on one."""

    page: int = 1
    per_page: int = DEFAULT_LIMIT

    @property
    def offset(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * self.per_page


SomePage = TypeVar("SomePage", bound=OpenReferralPage[Any])


def number_page(kind: type[SomePage], contents: Sequence[object], asked: NumberedPage, total: int) -> SomePage:
    """Return these contents as the page that was asked, out of so many in all."""
    pages = -(-total // asked.per_page)
    return kind(
        total_items=total,
        total_pages=pages,
        page_number=asked.page,
        size=len(contents),
        first_page=asked.page == 1,
        last_page=asked.page >= pages,
        empty=not contents,
        contents=list(contents),
    )


def _complete_moment(told: object) -> object:
    # The specification speaks of a datetime only: who leaves out the time means midnight, who leaves out the zone UTC.
    if isinstance(told, str) and len(told) == _DATE_LENGTH:
        return f"{told}T00:00:00Z"
    return f"{told}Z" if isinstance(told, str) and len(told) == _TIME_LENGTH else told


SomeMoment = Annotated[Moment, BeforeValidator(_complete_moment)]
