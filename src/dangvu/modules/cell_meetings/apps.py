from dangvu.kernel.module import ModuleConfig


class CellMeetingsConfig(ModuleConfig):
    name = "dangvu.modules.cell_meetings"
