"""Sizes: warned at the first number of the house, failed here at the second."""

import ast
import statistics

import pytest
from tests.house import source

FILE, FUNCTION, TEMPLATE, ARGUMENTS, NESTING, MEDIAN = 400, 40, 200, 8, 4, 8
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith, ast.Match)


def test_files_fit_on_a_walk() -> None:
    long = [source.name(p) for p in source.python_files() if len(p.read_text(encoding="utf-8").splitlines()) > FILE]

    assert long == [], f"Rule “sizes”: a file over {FILE} lines becomes a package of the same name, split by noun."


def test_templates_fit_on_a_walk() -> None:
    long = [source.name(p) for p in source.templates() if len(p.read_text(encoding="utf-8").splitlines()) > TEMPLATE]

    assert long == []


def test_functions_are_short_and_take_few_arguments() -> None:
    found = []
    for path in source.python_files():
        for node in source.functions(path):
            lines = node.end_lineno - node.lineno + 1
            arguments = len(node.args.args) + len(node.args.kwonlyargs) + len(node.args.posonlyargs)
            if lines > FUNCTION or arguments > ARGUMENTS + 1 or depth(node) > NESTING:  # self or actor comes on top
                found.append(f"{source.name(path)}:{node.lineno} {node.name}: {lines} lines, {arguments} arguments")

    assert found == [], "Rule “sizes”: split the function where its second idea begins."


def depth(node: ast.AST, level: int = 0) -> int:
    return max(
        (depth(child, level + isinstance(child, BLOCKS)) for child in ast.iter_child_nodes(node)
         if not isinstance(child, ast.FunctionDef)),
        default=level,
    )  # fmt: skip


@pytest.mark.parametrize("module", source.module_names())
def test_the_median_function_is_small(module: str) -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for path in source.python_files(source.MODULES / module)
        for node in source.functions(path)
    ]

    assert not lengths or statistics.median(lengths) <= MEDIAN
