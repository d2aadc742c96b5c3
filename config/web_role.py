"""The database role that the web server works as: it reads and writes rows, and owns, makes and changes nothing.

Whoever owns the tables runs migrations and `manage.py grant_web_role`, and the web server never is that role.
"""

from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg2 import sql

from config.embedded_postgres.server import QUIET

# What the site itself only ever adds to: nobody who takes over the web server can rewrite it.
APPEND_ONLY = ["enquiries_consenttext"]  # and enquiries_event by a trigger: it goes after three years
READ_ONLY = ["django_migrations"]

ALL_ROWS = [
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role}",
]
NOTHING_ELSE = [
    "REVOKE CREATE ON SCHEMA public FROM {role}, PUBLIC",
    "REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM {role}, PUBLIC",
    "REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public FROM {role}",
]


class NoProtectionError(Exception):
    """The role cannot serve; the message says why."""


@transaction.atomic
def grant(role):
    """Give `role` what the web server needs and take the rest; to be called by the owner of the tables.

    Returns the statements, as text, that only a superuser may run, and that are still to be run.
    Raises NoProtectionError.
    """
    with connection.cursor() as cursor:
        _check(cursor, role)
        for statement in [*ALL_ROWS, *NOTHING_ELSE]:
            cursor.execute(_text(cursor, statement, role))
        for privileges, tables in (("UPDATE, DELETE", APPEND_ONLY), ("INSERT, UPDATE, DELETE", READ_ONLY)):
            for table in tables:
                cursor.execute(_text(cursor, f"REVOKE {privileges} ON {{table}} FROM {{role}}", role, table=table))
        return _keep_the_log_quiet(cursor, role)


def _check(cursor, role):
    cursor.execute(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls, rolname = current_user, "
        "pg_has_role(oid, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER'), "
        "EXISTS (SELECT FROM pg_shdepend WHERE refobjid = pg_roles.oid AND deptype = 'o') "
        "FROM pg_roles WHERE rolname = %s",
        [role],
    )
    found = cursor.fetchone()
    if found is None:
        made = _text(cursor, "CREATE ROLE {role} LOGIN PASSWORD '…'", role)
        raise NoProtectionError(f"There is no role “{role}”. As a superuser of PostgreSQL: {made};")
    is_mighty, is_oneself, is_member_of_owner, owns = found
    if is_oneself:
        raise NoProtectionError(f"Run this as the role that owns the tables, not as “{role}” itself.")
    if is_mighty or is_member_of_owner:
        raise NoProtectionError(
            f"“{role}” may do more than a grant could limit. Take a role that may only log in."
        )
    if owns:
        raise NoProtectionError(f"“{role}” owns something in the database. Take a role that owns nothing.")


def _keep_the_log_quiet(cursor, role):
    """What a person typed stands in failed statements and in the details of errors."""
    waiting = []
    for name, value in QUIET.items():
        if _is_set(cursor, role, name, value):
            continue
        setting = "ALTER ROLE {role} IN DATABASE {database} SET {name} = {value}"
        statement = _text(cursor, setting, role, name=name, value=value)
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except ProgrammingError:  # not permitted
            waiting.append(f"{statement};")
    return waiting


def _is_set(cursor, role, name, value):
    """For this role here, or for the whole database or server, as the session that asks has it."""
    cursor.execute(
        "SELECT %s = ANY(setconfig) FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole "
        "JOIN pg_database ON pg_database.oid = setdatabase WHERE rolname = %s AND datname = current_database()",
        [f"{name}={value}", role],
    )
    of_role = cursor.fetchone()
    cursor.execute("SELECT current_setting(%s)", [name])
    return (of_role is not None and of_role[0]) or cursor.fetchone()[0] == value


def _text(cursor, statement, role, value="", **names):
    names |= {"role": role, "database": connection.settings_dict["NAME"]}
    identifiers = {key: sql.Identifier(name) for key, name in names.items()}
    return sql.SQL(statement).format(value=sql.Literal(value), **identifiers).as_string(cursor.cursor)


def make_if_missing(role):
    """For the embedded server, whose socket lets in nobody but its owner: a role without a password."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(_text(cursor, "CREATE ROLE {role} LOGIN", role))
