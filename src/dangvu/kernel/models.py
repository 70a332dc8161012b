"""The base of every record, and the ledger that makes deliveries happen once."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from dangvu.kernel import context


class Record(models.Model):
    """A row that people work on: a public id for addresses, and its changes told to the running command."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    audited: ClassVar[bool] = True
    audited_fields_hidden: ClassVar[tuple[str, ...]] = ()
    """Fields whose values never enter the audit; the entry only says that they changed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        created = self._state.adding
        super().save(*args, **kwargs)
        running = context.running()
        if running is not None and self.audited:
            running.changed(self, self._differences(kwargs.get("update_fields")), created=created)
        self._loaded = self._values()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        running = context.running()
        if running is not None and self.audited:
            running.changed(self, {"": (str(self.pk), None)}, created=False)
        return super().delete(*args, **kwargs)

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> "Record":
        record = super().from_db(db, field_names, values)
        record._loaded = dict(zip(field_names, values, strict=True))
        return record

    def _values(self) -> dict[str, Any]:
        deferred = self.get_deferred_fields()
        return {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields if f.attname not in deferred}

    def _differences(self, saved: Iterable[str] | None) -> dict[str, tuple[Any, Any]]:
        before: dict[str, Any] = getattr(self, "_loaded", {})
        names = None if saved is None else {f.attname for f in self._meta.concrete_fields if f.name in set(saved)}
        return {name: pair for name, pair in self._changed_pairs(before) if names is None or name in names}

    def _changed_pairs(self, before: dict[str, Any]) -> Iterable[tuple[str, tuple[Any, Any]]]:
        for name, after in self._values().items():
            if name in _BOOKKEEPING or before.get(name) == after:
                continue
            hidden = name in self.audited_fields_hidden
            yield name, ("…", "…") if hidden else (before.get(name), after)


class PathField(models.Field):
    """The way from the root of a tree to a node as an ltree of ids; a subtree is one range of an index."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002  Django's signature
        return "ltree"


@PathField.register_lookup
class Within(models.Lookup):
    """`path__within=[…]`: the node is one of these or below one of them."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, parameters = self.process_lhs(compiler, connection)
        paths = [str(path) for path in self.rhs]
        if len(paths) == 1:
            return f"{left} <@ %s::ltree", [*parameters, paths[0]]
        return f"{left} <@ %s::ltree[]", [*parameters, paths]


@models.ForeignObject.register_lookup
@models.Field.register_lookup
class Among(models.Lookup):
    """`field__among=query`: the value is one of those that the query answers.

    Written as `= ANY(ARRAY(…))`, so that the query runs once, before, and an index finds the rows. `IN` and `EXISTS` do
    that too when they stand alone; joined by OR with another condition, they make the database read the whole table.
    For tens or hundreds of values: in a longer list each row that no index has chosen is compared one by one.
    """

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, parameters = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY(ARRAY{right})", [*parameters, *more]


_BOOKKEEPING = {"id", "public_id", "created_at", "updated_at"}


class Delivery(models.Model):
    """One event has reached one subscriber: the unique pair makes a repeated job do nothing."""

    event_id = models.UUIDField()
    subscriber = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "subscriber"], name="kernel_delivery_once")]
