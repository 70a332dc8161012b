"""The rules this module offers to the rule book: layout values and symbols on which sources differ or are missing."""

from dangvu.kernel.rulebook.specs import Edition, RuleSpec
from dangvu.modules.documents.rules import layout, types


def specs() -> list[RuleSpec]:
    return [*_layout(), *_symbols()]


def _layout() -> list[RuleSpec]:
    names = {name: value.label for p in layout.profiles() for name, value in p.values.items() if value.is_setting}
    return [RuleSpec(layout.rule_key(name), label, _editions(name)) for name, label in sorted(names.items())]


def _editions(name: str) -> list[Edition]:
    return [
        Edition(p.effective_from, p.values[name].value, p.regulation, verified=p.values[name].mark == layout.VERIFIED)
        for p in layout.profiles()
    ]


def _symbols() -> list[RuleSpec]:
    regulation, since = types.regulation()
    return [
        RuleSpec(each.rule_key, f"Ký hiệu {each.name}", [Edition(since, each.symbol, regulation, verified=False)])
        for each in types.catalogue().values()
        if each.is_setting
    ]
