"""The command line `vonk`: serving, and everything that an operator does by hand.

A command's file is imported when it is asked for: help, and a slip of the keyboard, need none of the service.
"""

from importlib import import_module
from typing import Any, Final, NamedTuple

import typer
from typer.core import TyperGroup

from api.operating.plainly import sentence_for, stop


class Command(NamedTuple):
    """A command as it is listed: its file, and what it does."""

    file: str
    summary: str
    is_hidden: bool = False


COMMANDS: Final = {
    "serve": Command("serve", "Answer requests; the database has to be there and up to date."),
    "migrate": Command("migrate", "Bring the database up to date, or make it."),
    "seed": Command("seed", "Load the demonstration offers into an empty database."),
    "import-places": Command("places", "Read where postcodes lie, and give offers their position again."),
    "import-offers": Command("offers", "Take in a file of offers; a bad row is told by its line and stops no other."),
    "match-city": Command(
        "city", "Give everyone in a file the offer that is best for all together; nothing is stored."
    ),
    "export": Command("clients", "Print, as JSON, all that is held about one client."),
    "erase": Command("clients", "Erase every trace of one client."),
    "keys": Command("keys", "The keys of programs that call this service."),
    "log": Command("logs", "What was recorded: who did what, and whose data was processed."),
    "table-link": Command("tables", "Print an address at which a host makes and leads matching tables in a browser."),
    "backup": Command("backup", "Copy the embedded database into a new file, while nodes run."),
    "restore": Command("backup", "Put a copy in the place of the embedded database, while no node runs."),
    "doctor": Command("doctor", "Look whether everything is there; exit code 1 when something is not right."),
    "mcp": Command("mcp", "Let an assistant match and explain, over standard input and output."),
    "demo": Command("demo", "Migrate, seed, print keys and a first question, and serve: `make run`.", is_hidden=True),
    "register": Command("document", "Print docs/processing-activities.md.", is_hidden=True),
    "openapi": Command("document", "Print /v1/openapi.json.", is_hidden=True),
}


class Commands(TyperGroup):
    """The commands by their names, each imported when it is asked for."""

    def list_commands(self, _ctx: Any) -> list[str]:  # noqa: ANN401 - the library's own context
        """Give the names in the order in which they are listed."""
        return [name for name, listed in COMMANDS.items() if not listed.is_hidden]

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - the library's own context and command
        """Give the command of this name; None when there is none."""
        listed = COMMANDS.get(cmd_name)
        if listed is None:
            return None
        found: Any = typer.main.get_command(import_module(f"api.operating.commands.{listed.file}").app)
        return getattr(found, "commands", {}).get(cmd_name, found)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - the library's own formatter
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].summary) for name in self.list_commands(None)])


app = typer.Typer(
    cls=Commands,
    help="Vonk matches people to neighbourhood activities, and explains why.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback()
def vonk() -> None:
    """Vonk matches people to neighbourhood activities, and explains why."""


def main() -> None:
    """Run a command; what goes wrong is one clear sentence and exit code 1."""
    try:
        app()
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        stop(sentence)


if __name__ == "__main__":
    main()
