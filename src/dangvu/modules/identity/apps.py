from django.db.models.signals import post_migrate

from dangvu.kernel.module import ModuleConfig


class IdentityConfig(ModuleConfig):
    name = "dangvu.modules.identity"

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(_follow_the_manifests, sender=self)


def _follow_the_manifests(**_: object) -> None:
    """The standard roles are part of the software: they change with it, on every upgrade."""
    from django.utils import timezone  # noqa: PLC0415  models and commands load after the apps

    from dangvu.kernel.access import system_actor  # noqa: PLC0415
    from dangvu.modules.identity import commands, queries  # noqa: PLC0415

    if queries.standard_roles_differ():
        commands.sync_standard_roles(actor=system_actor(timezone.now()))
