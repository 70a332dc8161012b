"""Many rows at once: INSERT … SELECT with the defaults of the model, so that a new column breaks no measurement."""

from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], source: str, /, *, where_free: bool = False, **columns: str) -> int:
    """`columns` are SQL over `source` (what stands after SELECT …); every other column gets the model's default.

    `where_free` passes over rows that are there already.
    """
    names, values, defaults = [], [], []
    for field in model._meta.concrete_fields:
        given = columns.get(field.column) or _made(field)
        if given is None:
            given = "%s"
            defaults.append(_default(field))
        if given:
            names.append(f'"{field.column}"')
            values.append(given if given == "%s" else given.replace("%", "%%"))
    statement = (
        f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) '
        f"SELECT {', '.join(values)} {source.replace('%', '%%')}{' ON CONFLICT DO NOTHING' if where_free else ''}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, defaults)
        return cursor.rowcount


def _made(field: models.Field) -> str | None:
    """What the database makes itself; empty for columns that are left out."""
    if isinstance(field, models.AutoField | models.BigAutoField) or (field.null and not field.has_default()):
        return ""
    if isinstance(field, models.UUIDField) and field.has_default():
        return "gen_random_uuid()"
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return "now()"
    return None


def _default(field: models.Field) -> Any:
    return field.get_db_prep_save(field.get_default(), connection)
