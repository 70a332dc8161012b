import argparse
import os
import sys
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "generated"


def main() -> int:
    parser = argparse.ArgumentParser(description="Viết các trang tài liệu từ khai báo của các mô-đun.")
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, báo lỗi nếu có trang đã cũ")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")
    django.setup()
    from dangvu.config.docs import pages  # noqa: PLC0415  the modules must have registered

    return _check(pages.all_pages()) if options.check else _write(pages.all_pages())


def _write(made: dict[str, str]) -> int:
    for old in FOLDER.rglob("*.md"):
        if str(old.relative_to(FOLDER)) not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(made)} trang trong docs/generated.\n")
    return 0


def _check(made: dict[str, str]) -> int:
    stale = [name for name, text in made.items() if _present(name) != text]
    extra = [str(p.relative_to(FOLDER)) for p in FOLDER.rglob("*.md") if str(p.relative_to(FOLDER)) not in made]
    for name in stale + extra:
        sys.stdout.write(f"docs/generated/{name} đã cũ: chạy “make docs” rồi ghi lại.\n")
    return 1 if stale or extra else 0


def _present(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
