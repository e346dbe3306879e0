"""Keys on the wire; the key itself only in the answer that makes it."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from api.keys.vocabulary import KeyState
from api.platform.security.roles import Role
from api.platform.web.pagination import Page
from api.platform.web.shapes import LAX, WHOLE, AnswerModel, Id, OptionalDate, Timestamp, WireModel
from api.platform.web.texts import NamelessLine

LONGEST_NAME = 100
MOST_DAYS, MOST_HOURS = 36_500, 8_760
_EXAMPLE: JsonDict = {"name": "Beheer, tweede sleutel", "role": "admin", "validDays": 90}

KeyName = Annotated[
    NamelessLine, Field(max_length=LONGEST_NAME, description="For which program it is, so that it is known again.")
]
ValidDays = Annotated[
    int,
    Field(
        ge=1,
        le=MOST_DAYS,
        description="How many days it works; VONK_KEY_DAYS (365) when left out, never above VONK_KEY_LONGEST_DAYS.",
    ),
    WHOLE,
]
OptionalDays = ValidDays | None


class KeyCreate(WireModel):
    """For which program a key is, and what that may do."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    name: KeyName
    role: Annotated[Role, LAX, Field(description="What the key opens.")]
    organization_id: Annotated[
        Id | None, Field(description="Whose it is: for partner, coach and host always; for other roles left out.")
    ] = None
    valid_days: OptionalDays = None


class RotationCreate(WireModel):
    """How one key takes the place of another."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"validDays": 365, "overlapHours": 48}]})

    valid_days: OptionalDays = None
    overlap_hours: Annotated[
        Annotated[int, Field(ge=0, le=MOST_HOURS), WHOLE] | None,
        Field(
            description="For how many hours the old key still works, at most; VONK_KEY_OVERLAP_HOURS (168) when left "
            "out. 0 ends it at once."
        ),
    ] = None


class KeyRead(AnswerModel):
    """A key as an admin sees it: never the key itself."""

    id: Annotated[Id, Field(description="The id of the key; it is not the key.")]
    name: Annotated[str, Field(description="For which program it is.")]
    role: Annotated[Role, Field(description="What the key opens.")]
    organization_id: Annotated[Id | None, Field(description="Whose it is; null for admin and analyst.")]
    prefix: Annotated[
        str | None, Field(description="How the key begins, to recognise it; null for keys of before this was kept.")
    ]
    state: Annotated[KeyState, Field(description="Whether it works now.")]
    created_at: Annotated[Timestamp, Field(description="When it was made.")]
    expires_at: Annotated[Timestamp, Field(description="When it ends, or ended.")]
    revoked_at: Annotated[Timestamp | None, Field(description="When it was revoked; null when it was not.")]
    last_used_on: Annotated[
        OptionalDate, Field(description="The last day on which it was used; null when it never was.")
    ]
    replaces_key_id: Annotated[Id | None, Field(description="The key whose place it took by a rotation, if any.")]


class NewKeyRead(KeyRead):
    """A new key."""

    key: Annotated[str, Field(description="The key itself. It is shown this once: only its hash is kept.")]


class KeyPage(Page[KeyRead]):
    """One page of keys."""


class MeRead(AnswerModel):
    """Whose key or token this is."""

    role: Annotated[Role, Field(description="What the key or token opens.")]
    key_name: Annotated[str | None, Field(description="For which program the key is; null for a token.")]
    organization_id: Annotated[
        Id | None,
        Field(description="The organization that it is bound to, as in addresses; null for admin and analyst."),
    ]
    organization_name: Annotated[str | None, Field(description="What that organization is called.")]
    expires_at: Annotated[Timestamp, Field(description="When the key or token ends.")]
