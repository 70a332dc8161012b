import argparse
import sys

from dangvu.kernel.access import Actor
from dangvu.kernel.audit import chain
from dangvu.kernel.cli import Command


class Audit(Command):
    name = "audit"
    help = "audit verify: nối và kiểm tra chuỗi nhật ký (links and verifies the audit chain)"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])

    def run(self, options: argparse.Namespace, actor: Actor) -> int:  # noqa: ARG002
        chain.link_pending()
        found = chain.verify()
        for sentence in found.broken:
            sys.stdout.write(f"HỎNG: {sentence}\n")
        if found.broken:
            sys.stdout.write(f"Chuỗi nhật ký không còn nguyên vẹn: {len(found.broken)} chỗ hỏng.\n")
            return 1
        sys.stdout.write(f"Chuỗi nhật ký nguyên vẹn: {found.checked} mục, đầu chuỗi {found.head}.\n")
        return 0
