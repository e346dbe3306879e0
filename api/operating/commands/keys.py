"""`vonk keys`: making, listing and ending the keys of programs."""

from difflib import get_close_matches
from typing import Annotated, Final

import typer
from pydantic import ValidationError
from sqlmodel import Session

from api.catalogue.organizations.actions import create_organization
from api.catalogue.organizations.queries import find_organization_named, list_organization_names
from api.catalogue.organizations.schemas import OrganizationCreate
from api.keys.schemas import LONGEST_NAME
from api.operating.opening import OPERATOR, opened
from api.platform.clock import Clock
from api.platform.recording.actions import Deed, record_deed
from api.platform.schema import require_current_schema
from api.platform.security.actions import create_key, revoke_key
from api.platform.security.queries import has_admin_key, list_keys
from api.platform.security.roles import BOUND_ROLES, Role
from api.platform.security.settings import AccessSettings
from api.platform.storage.ids import is_id
from api.platform.storage.outages import DatabaseError
from api.platform.web.personal_data import find_personal_data
from api.platform.web.validation import field_errors

CLOSE: Final = 0.75
"""Names that are so much alike may be one name and a slip of the keyboard."""

app = typer.Typer(help="The keys of programs that call this service.", no_args_is_help=True, add_completion=False)


def _require_name(name: str) -> str:
    name = name.strip()
    if not name:
        raise typer.BadParameter("a key needs a name, to know it by")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise typer.BadParameter(f"a name is at most {LONGEST_NAME} signs on one line that can be read")
    if find_personal_data(name):
        raise typer.BadParameter("a number, address or account of a person does not belong in a name")
    return name


@app.command("create")
def make_key(
    role: Annotated[Role, typer.Option(help="What the key may do.")],
    name: Annotated[str, typer.Option(help="For which program it is.", callback=_require_name)],
    organization: Annotated[str | None, typer.Option(help="Name or id; for partner, coach and host.")] = None,
    days: Annotated[int | None, typer.Option(help="How long it is valid; by default VONK_KEY_DAYS.", min=1)] = None,
) -> None:
    """Print a new key, alone; it is shown this once."""
    with opened() as node:
        require_current_schema(node.database)
        clock, valid_days = node.clock, _lifetime(node.settings[AccessSettings], days)
        with node.database.write() as session:
            organization_id, remark = _organization_for(session, role, organization, clock)
            made = create_key(
                session, name=name, role=role, organization_id=organization_id, now=clock.now(), valid_days=valid_days
            )
            record_deed(session, node, Deed("vonk keys create", OPERATOR, organization_id=organization_id))
    # Alone on standard output, so that a script can take it as it is.
    typer.echo(made.key)
    if remark:
        typer.echo(f"vonk: {remark}", err=True)


@app.command("list")
def show_keys() -> None:
    """List keys, never the keys themselves: id, first signs, role, end or revoked, last use, and name."""
    with opened() as node:
        require_current_schema(node.database)
        with node.database.read() as session:
            for key in list_keys(session):
                ending = "revoked" if key.revoked_at else f"until {key.expires_at:%Y-%m-%d}"
                used = f"used {key.last_used_on}" if key.last_used_on else "not used yet"
                typer.echo(f"{key.id}  {key.prefix or '':<11}  {key.role:<8} {ending:<16} {used:<15}  {key.name}")


@app.command("revoke")
def end_key(key_id: Annotated[str, typer.Argument(help="The id that `vonk keys list` shows.")]) -> None:
    """End a key at once, on every node."""
    with opened() as node:
        require_current_schema(node.database)
        now = node.clock.now()
        with node.database.write() as session:
            revoke_key(session, key_id, now=now)
            is_last = not has_admin_key(session, now)
            record_deed(session, node, Deed("vonk keys revoke", OPERATOR, objects=(f"keys/{key_id}",)))
    typer.echo("Revoked.")
    if is_last:
        typer.echo("vonk: No key of an admin works any more; `vonk keys create --role admin` makes one.", err=True)


def _lifetime(settings: AccessSettings, days: int | None) -> int:
    if days is not None and days > settings.key_longest_days:
        raise typer.BadParameter(f"at most {settings.key_longest_days} days (VONK_KEY_LONGEST_DAYS)")
    return days or settings.usual_key_days


def _organization_for(session: Session, role: Role, name: str | None, clock: Clock) -> tuple[str | None, str | None]:
    """Return the organization of a key, and what an operator has to know about it."""
    if name is None:
        return None, None
    if role not in BOUND_ROLES:
        raise DatabaseError(f"A key for {role} belongs to no organization; leave --organization out.")
    wanted = _as_organization(name)
    found = find_organization_named(session, wanted.name)
    if found is not None:
        return found.id, None
    if is_id(wanted.name):
        raise DatabaseError(f"There is no organization with the id {wanted.name}.")
    alike = get_close_matches(wanted.name, list_organization_names(session), cutoff=CLOSE)
    hint = f" Did you mean {' or '.join(f'‘{each}’' for each in alike)}?" if alike else ""
    if role is Role.PARTNER:
        raise DatabaseError(f"There is no organization ‘{wanted.name}’; add it first.{hint}")
    made = create_organization(session, wanted, now=clock.now())
    hint += " Then revoke this key and make another." if alike else ""
    return made.id, f"There was no organization ‘{wanted.name}’; it was made just now.{hint}"


def _as_organization(name: str) -> OrganizationCreate:
    try:
        return OrganizationCreate(name=name)
    except ValidationError as error:
        told = " ".join(each.detail.en for each in field_errors(error.errors()))
        raise typer.BadParameter(told, param_hint="--organization") from None
