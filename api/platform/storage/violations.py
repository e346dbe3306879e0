"""What a database refused, told as what it is: which rule was broken, and no other."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel


def breaks_unique(error: IntegrityError, kind: type[SQLModel], *columns: str) -> bool:
    """Tell whether an error says that these columns of this table together have a value that another row has."""
    table = str(kind.__tablename__)
    # PostgreSQL tells the name of the rule, as the naming convention makes it; SQLite tells the columns.
    named = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if named is not None:
        return bool(named == "_".join(("uq", table, *columns)))
    told = ", ".join(f"{table}.{column}" for column in columns)
    return str(error.orig) == f"UNIQUE constraint failed: {told}"
