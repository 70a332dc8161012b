from dangvu.kernel.module import ModuleConfig


class NotificationsConfig(ModuleConfig):
    name = "dangvu.modules.notifications"
