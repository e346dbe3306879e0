"""The roles, and who is calling."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a caller may do; nobody sees more than the role needs."""

    ADMIN = "admin"
    COACH = "coach"
    HOST = "host"
    PARTNER = "partner"
    ANALYST = "analyst"


SUBJECT_PREFIX: Final = "token:"
"""Before the subject of a token, so that it is never taken for a key."""
BOUND_ROLES = frozenset({Role.COACH, Role.HOST, Role.PARTNER})


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated caller: a key or a token, its role, and the organization it is bound to."""

    id: str
    role: Role
    organization_id: str | None = None
    expires_at: datetime | None = None

    @property
    def is_by_token(self) -> bool:
        """Whether an issuer of tokens says who this is, and not a key of ours."""
        return self.id.startswith(SUBJECT_PREFIX)

    def owns(self, organization_id: str) -> bool:
        """Tell whether this caller speaks for the organization."""
        return self.role is Role.ADMIN or (self.role is Role.PARTNER and self.organization_id == organization_id)
