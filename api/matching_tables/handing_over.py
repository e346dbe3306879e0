"""An agreement at a table becomes what the handovers ask for, and what stands in the way is told for each seat."""

from collections.abc import Collection, Sequence

from api.handovers.schemas import HandoverCreate
from api.matching_tables.schemas import TableHandover
from api.platform.web.problems import SEE_ERRORS, ConflictError, FieldError, InvalidInputError, ProblemError, Words

Refused = tuple[int, str, ProblemError]


def to_handover(wanted: TableHandover, offer_id: str) -> HandoverCreate:
    """Return the handover of one seat to one offer; every value was read by the same rules already."""
    told = {name: getattr(wanted, name) for name in TableHandover.model_fields if name != "seat"}
    told["client_reference"] = wanted.client_reference or reference_of(wanted.seat)
    return HandoverCreate.model_construct(**told, offer_id=offer_id, on_the_spot=True)


def why_refused(refused: Sequence[Refused], *, undone: Collection[str | None]) -> ProblemError:
    """Return one problem that says at each seat what stands in its way, never a handover that is undone with it."""
    errors: list[FieldError] = []
    for number, seat, error in refused:
        for each in error.errors or (FieldError("", error.detail),):
            words = Words(f"Stoel {seat}: {each.detail.nl}", f"Seat {seat}: {each.detail.en}")
            errors.append(FieldError(f"/handovers/{number}{each.pointer}", words))
    # What has to be filled in first weighs more than what may be possible later.
    if any(isinstance(error, InvalidInputError) for *_, error in refused):
        return InvalidInputError(SEE_ERRORS, tuple(errors))
    told = Words(
        "Niet iedereen kan nu worden overgedragen. Bij ‘errors’ staat per stoel waarom.",
        "Not everyone can be handed over now. See ‘errors’ for each seat.",
    )
    # Of one refusal its alternatives are told; of several they would belong to nobody.
    members = refused[0][2].members if len(refused) == 1 else {}
    return ConflictError(told, tuple(errors), members={} if members.get("handoverId") in undone else members)


def reference_of(label: str) -> str:
    """Make a reference of the label of a seat: that may hold spaces."""
    return label.replace(" ", "-")
