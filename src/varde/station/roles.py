"""Database roles: an owner for migrations; the application owns nothing and can neither change nor remove the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import psycopg
from psycopg import sql

from varde.kernels.terms.errors import VardeError
from varde.station.binaries import LEAST, PostgresTooOld

OWNER, APP, DATABASE = "varde_owner", "varde_app", "varde"
APPEND_ONLY = ("ledger_ledgerentry",)
LOCKED_ONLY = ("ledger_ledgerhead",)  # its one row is locked and moved on; never removed

Connection = psycopg.Connection[tuple[Any, ...]]


class TooPowerful(VardeError):
    """The application would talk to its database as a superuser, who no rule there can stop; give it a plain role."""

    code: ClassVar[str] = "too_powerful"


def make_roles(connection: Connection, *, owner_password: str, app_password: str) -> None:
    """Roles and the database, made or brought up to date; `connection` is the superuser's, in autocommit."""
    for role, password in ((OWNER, owner_password), (APP, app_password)):
        verb = "ALTER" if _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role) else "CREATE"
        text = "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}"
        connection.execute(sql.SQL(text).format(sql.SQL(verb), sql.Identifier(role), sql.Literal(password)))
    if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(DATABASE), sql.Identifier(APP)))


def grant(connection: Connection, *, to: str = APP) -> None:
    """After migrations, as the owner: what the application may do. Said anew each time, so that new tables are covered."""
    role = sql.Identifier(to)
    for text in _grants(connection):
        connection.execute(sql.SQL(text).format(role=role))


def _grants(connection: Connection) -> Iterator[str]:
    yield "GRANT USAGE ON SCHEMA public TO {role}"
    yield "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}"
    for table in _present(connection, APPEND_ONLY):
        yield f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {{role}}"
    for table in _present(connection, LOCKED_ONLY):
        yield f"REVOKE DELETE, TRUNCATE ON {table} FROM {{role}}"


def _present(connection: Connection, tables: tuple[str, ...]) -> list[str]:
    return [table for table in tables if _exists(connection, "SELECT 1 WHERE to_regclass(%s) IS NOT NULL", table)]


def _exists(connection: Connection, query: str, *values: str) -> bool:
    return connection.execute(query.encode(), values).fetchone() is not None


def check(connection: Connection) -> None:
    """Refuse a server that is too old, and a role that no rule binds."""
    version = connection.info.server_version // 10000
    if version < LEAST:
        raise PostgresTooOld(f"found {version}")
    row = connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    if row is None or row[0]:
        raise TooPowerful
