"""`vonk doctor`: is everything there?"""

import typer

from api.operating.doctor import examine
from api.operating.opening import opened

app = typer.Typer(add_completion=False)


@app.command()
def doctor() -> None:
    """Look whether everything is there; exit code 1 when something is not right."""
    with opened() as node:
        findings = list(examine(node))
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.is_good else 'LOOK'} {finding.text}")
    if not all(finding.is_good for finding in findings):
        raise typer.Exit(1)
