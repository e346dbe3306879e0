"""What goes wrong with a command is one clear sentence and exit code 1."""

from typing import NoReturn

import typer

from api.platform.plain_error import PlainError


def stop(sentence: str) -> NoReturn:
    """Say it and end."""
    typer.echo(f"vonk: {sentence}", err=True)
    raise SystemExit(1)


def sentence_for(error: Exception) -> str | None:
    """Give what an operator has to hear of this error; None when it is a fault of ours."""
    if isinstance(error, PlainError):
        return str(error)
    # A problem of the API, told in English; its class is not imported, for no command that fails early needs it.
    detail = getattr(getattr(error, "detail", None), "en", None)
    if detail is None:
        return None
    return " ".join(each.detail.en for each in getattr(error, "errors", ())) or str(detail)
