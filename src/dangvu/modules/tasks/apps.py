from dangvu.kernel.module import ModuleConfig


class TasksConfig(ModuleConfig):
    name = "dangvu.modules.tasks"
