"""What every step of the schema's history is made with."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("nyhetsarkiv")


def run(db: Database, script: str) -> None:
    """Run statements one by one, inside the migration's transaction (executescript would commit it).

    A semicolon at the end of a line ends a statement, so a trigger may have none there.
    """
    for statement in script.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
