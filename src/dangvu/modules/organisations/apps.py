from dangvu.kernel.module import ModuleConfig


class OrganisationsConfig(ModuleConfig):
    name = "dangvu.modules.organisations"
