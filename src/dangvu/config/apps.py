from django.apps import AppConfig


class CompositionConfig(AppConfig):
    """The composition root: here the kernel is told who answers for what, and the whole house is checked."""

    name = "dangvu.config"
    label = "config"

    def ready(self) -> None:
        from dangvu.config import checks  # noqa: F401, PLC0415  registers the start-up checks
        from dangvu.kernel.notify import dispatch  # noqa: PLC0415
        from dangvu.kernel.registry import registry  # noqa: PLC0415  every module has registered by now

        for kind in registry.notifications():
            dispatch.subscribe(kind)
