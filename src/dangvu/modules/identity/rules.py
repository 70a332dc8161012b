"""Decisions about accounts, passwords, codes and roles on plain values."""

import re
import secrets
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dangvu.lib import text

THEME_COOKIE = "dangvu_theme"
"""How somebody who has not signed in keeps large type."""

PHONE = re.compile(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
SHORT_NAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
PASSWORD_MINIMUM = 8

COMMON_PASSWORDS = frozenset({
    "12345678", "123456789", "1234567890", "87654321", "11111111", "00000000", "88888888", "66668888", "abcd1234",
    "abc12345", "abc123456", "password", "password1", "qwertyuiop", "matkhau1", "matkhau123", "matkhau@123",
    "vietnam1", "vietnam123", "vietnam@123", "dangvien", "dangvien1", "dangvien123", "chibo123", "danguy123",
    "dangcongsan", "congsan123", "bacho1905", "19051890", "02091945", "30041975", "03021930", "iloveyou",
    "anhyeuem", "emyeuanh", "khongbiet", "quenmatkhau", "hanoi123", "admin123", "admin@123", "administrator",
})  # fmt: skip

ROLE_DESCRIPTIONS = {
    "member": "Xem hồ sơ tóm tắt, giấy mời, tài liệu và nhiệm vụ của mình; xác nhận dự họp, góp ý, biểu quyết, báo kết "
    "quả. Không xem hồ sơ của người khác.",
    "cell_secretary": "Chuẩn bị, mời và điều hành sinh hoạt chi bộ; xem danh sách và hồ sơ cần thiết của đảng viên "
    "trong chi bộ; giao nhiệm vụ; thu đảng phí; cùng một chi ủy viên khác mở lại tài khoản cho đảng viên.",
    "cell_deputy": "Làm những việc của bí thư chi bộ khi bí thư vắng.",
    "cell_committee": "Giúp bí thư chuẩn bị và ghi chép sinh hoạt chi bộ; cùng một chi ủy viên khác mở lại tài khoản "
    "cho đảng viên.",
    "clerk": "Đăng ký, quét, cấp số, đóng dấu và gửi văn bản của cơ quan. Không xem hồ sơ đảng viên.",
    "leader": "Đọc, cho ý kiến, giao việc và ký văn bản; theo dõi sinh hoạt của các chi bộ trực thuộc; giao lại vai "
    "trò mà mình đang giữ trong phạm vi của mình.",
    "organisation_officer": "Quản lý tổ chức đảng, hồ sơ và biến động của đảng viên trong phạm vi được giao; cấp mã "
    "kích hoạt lần đầu cho đảng viên.",
    "inspector": "Tra cứu việc thực hiện và nhật ký trong phạm vi được giao để kiểm tra, giám sát. Không sửa nội dung.",
    "administrator": "Quản lý tổ chức, tài khoản, vai trò, quy định và mức đặt sẵn. Không đọc nội dung công việc của "
    "Đảng, không tự giao vai trò cho mình; bắt buộc xác thực hai lớp.",
}
NEED_SECOND_FACTOR = frozenset({"administrator"})


def clean_phone(typed: str) -> str | None:
    """The ten digits of a Vietnamese mobile number, or None when it is not one."""
    digits = re.sub(r"[\s.\-()]", "", typed)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    elif digits.startswith("84") and len(digits) == 11:  # noqa: PLR2004  country code and nine digits
        digits = "0" + digits[2:]
    return digits if PHONE.fullmatch(digits) else None


def clean_login(typed: str) -> str:
    """One spelling for each login: ten digits for a phone, small letters without accents for a name."""
    return clean_phone(typed) or re.sub(r"\s+", "", text.fold(text.nfc(typed)))


def login_problem(login: str) -> str | None:
    if PHONE.fullmatch(login) or SHORT_NAME.fullmatch(login):
        return None
    return "Dùng số điện thoại di động 10 số, hoặc tên ngắn không dấu như “minh.do” (từ 3 ký tự, bắt đầu bằng chữ)."


def password_problem(password: str, login: str = "", name: str = "") -> str | None:
    """The first thing wrong with a new password, as a hint for the next try."""
    folded = text.fold(password)
    if len(password) < PASSWORD_MINIMUM:
        return f"Mật khẩu cần ít nhất {PASSWORD_MINIMUM} ký tự. Tốt nhất là bốn tiếng liền nhau mà đồng chí dễ nhớ."
    if folded in COMMON_PASSWORDS or len(set(folded)) <= 2:  # noqa: PLR2004  "aaaaaaaa", "12121212"
        return "Mật khẩu này quá dễ đoán. Thêm vài tiếng chỉ mình đồng chí biết."
    own = [text.fold(login), text.search_key(name).replace(" ", "")]
    if any(part and part in folded.replace(" ", "") for part in own):
        return "Mật khẩu không nên chứa số điện thoại, tên đăng nhập hoặc họ tên của đồng chí."
    return None


@dataclass(frozen=True)
class LockRule:
    """How many wrong passwords in a row, and how long the rest that follows."""

    tries: int
    minutes: int

    def locked_until(self, failures: int, now: datetime) -> datetime | None:
        return now + timedelta(minutes=self.minutes) if failures >= self.tries else None

    def forgotten(self, last_failed_at: datetime, now: datetime) -> bool:
        """An old slip of the finger does not count against today's."""
        return now - last_failed_at >= timedelta(minutes=self.minutes)


def failure_sentence(left: int) -> str:
    """The same words whether the account exists or not."""
    return f"Mật khẩu chưa đúng. Còn thử được {left} lần."


def locked_sentence(until: datetime, now: datetime) -> str:
    minutes = max(1, -int((now - until).total_seconds() // 60))
    return f"Đã nhập sai nhiều lần. Thử lại sau {minutes} phút, hoặc nhờ chi ủy mở lại tài khoản."


def new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def clean_code(typed: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", typed.upper())


def printed_code(code: str) -> str:
    """In two groups, so that it can be read aloud."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def delegation_problem(wanted: Iterable[str], held: AbstractSet[str]) -> str | None:
    """Whoever passes a role on must hold what is passed on."""
    if set(wanted) <= held:
        return None
    return "Đồng chí chỉ giao lại được vai trò mà mình đang giữ ở tổ chức này. Vai trò khác do quản trị giao."


def second_factor_state(*, required: bool, staff: bool, has_totp: bool) -> str:
    """`missing` stops the person, `advised` is a word of advice, `fine` is silence."""
    if has_totp:
        return "fine"
    if required:
        return "missing"
    return "advised" if staff else "fine"


@dataclass(frozen=True)
class WantedGrant:
    """A grant that another module derives from an appointment or a membership."""

    role_code: str
    organisation_id: int
    subtree: bool
    valid_from: date
    valid_until: date | None = None
    source_ref: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Place:
    """Where and how long a role is granted; `valid_until` is the first day that no longer counts."""

    organisation_id: int
    subtree: bool
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who is to get an account; `reference` is the caller's own key for the answer."""

    reference: str
    display_name: str
    login: str


BROWSERS = (
    ("Edg", "Edge"), ("CocCoc", "Cốc Cốc"), ("SamsungBrowser", "Samsung Internet"), ("OPR", "Opera"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "điện thoại Android"), ("Windows", "máy Windows"),
    ("Mac OS", "máy Mac"), ("Linux", "máy Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """What a person would call this device: “Chrome trên điện thoại Android”."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " trên ".join(part for part in (browser, system) if part) or user_agent[:60] or "Máy chưa rõ"
