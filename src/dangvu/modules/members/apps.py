from dangvu.kernel.module import ModuleConfig


class MembersConfig(ModuleConfig):
    name = "dangvu.modules.members"
