"""Commands of the terminal, declared by the modules' manifests."""

import argparse
from typing import ClassVar

from dangvu.kernel.access import Actor


class Command:
    """Base of one `./dangvu NAME`; `run` returns the exit code."""

    name: ClassVar[str]
    help: ClassVar[str]

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""

    def run(self, options: argparse.Namespace, actor: Actor) -> int:
        raise NotImplementedError
