from dangvu.kernel.module import ModuleConfig


class MeetingsConfig(ModuleConfig):
    name = "dangvu.modules.meetings"
