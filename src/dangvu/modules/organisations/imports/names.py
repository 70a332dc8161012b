"""Names of organisations: one spelling for capitals, abbreviations and the two names of a committee."""

import re
from collections import Counter

from dangvu.lib import encodings, text

_EXPANDED = tuple(
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"^(?:CB|C\.B)\b\.?", "Chi bộ"), (r"^(?:ĐB|Đ\.B)\b\.?", "Đảng bộ"), (r"^(?:ĐU|Đ\.U)\b\.?", "Đảng ủy"),
        (r"^chi bộ\b", "Chi bộ"), (r"^đảng bộ\b", "Đảng bộ"), (r"^đảng (?:ủy|uỷ)\b", "Đảng ủy"),
        (r"^tổ đảng\b", "Tổ đảng"), (r"^chi (?:ủy|uỷ)\b", "Chi bộ"),
    )
)  # fmt: skip
_ACRONYM_LIST = (
    "THPT THCS THCS&THPT TH MN UBND HĐND MTTQ HTX TNHH CP BHXH BHYT CAX QS TT TDP GDTX NN PTNT CNTT VNPT BCH XHCN DTNT "
    "PTDTBT PTDTNT TMDV XD SX KT TP KDC DN"
)
_ACRONYMS = frozenset(_ACRONYM_LIST.split())
_SMALL_LIST = "xóm thôn bản xã phường huyện tỉnh quận thị trấn khu phố ấp buôn làng và các của tổ-dân-phố đặc"
_SMALL = frozenset(_SMALL_LIST.split())
_PHRASES = (
    "Khoa học Tự nhiên", "Khoa học Xã hội", "Văn hóa - Xã hội", "Kinh tế", "Mầm non", "Tiểu học", "Trung học cơ sở",
    "Trung học phổ thông", "Ủy ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc", "các đoàn thể", "Công an",
    "Quân sự", "Trạm Y tế", "Y tế", "Hợp tác xã", "Nông nghiệp", "Trung tâm", "Phục vụ hành chính công", "Văn phòng",
    "Cơ quan", "Đảng ủy", "Ban Chỉ huy Quân sự", "Công ty", "Doanh nghiệp", "Nhà máy", "Bệnh viện", "tổ dân phố",
    "khu dân cư", "khu phố", "thị trấn", "đặc khu", "thị xã", "thành phố", "Kiểm lâm", "Ngân hàng", "Thanh tra",
    "Giáo dục thường xuyên", "Dịch vụ", "Hành chính", "Tài chính", "Kế toán", "Tổ chức", "Tuyên giáo", "Dân vận",
    "Tổ hành chính", "Ngữ văn", "Toán", "Bảo hiểm xã hội", "Chính sách xã hội", "Điện lực", "Bưu điện", "Đoàn thể",
    "Xây dựng", "Cổ phần", "Quản lý", "Dự án", "Phát triển", "Nông thôn", "Phòng", "Trường", "Tổ", "Đội", "Ban",
    "Cấp nước", "Thủy lợi", "Thủy nông", "Nội vụ", "Tư pháp", "Hạ tầng", "Đô thị", "Khối",
)  # fmt: skip
_PHRASE_OF = {tuple(text.match_key(phrase).split()): phrase.split() for phrase in _PHRASES}
_LONGEST = max(map(len, _PHRASE_OF))
_SHORT = (
    ("ủy ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"), ("mặt trận tổ quốc", "mttq"),
    ("trung học cơ sở", "thcs"), ("trung học phổ thông", "thpt"), ("tiểu học", "th"), ("mầm non", "mn"),
    ("hợp tác xã", "htx"),
)  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")


def tidy(raw: object) -> str:
    """Unicode, single spaces, the kind of organisation written out."""
    line = encodings.to_unicode(str(raw))
    for pattern, full in _EXPANDED:
        line = pattern.sub(full, line, count=1)
    return line.strip(" .,;:-")


def key(name: str) -> str:
    """Equal for names of one organisation: the committee and its organisation, long and short forms, capitals."""
    line = text.match_key(tidy(name))
    line = re.sub(r"^đảng ủy\b", "đảng bộ", line)
    line = re.sub(r"^(chi bộ|đảng bộ) (cơ sở|bộ phận|trực thuộc)\b", r"\1", line)
    for long, short in _SHORT:
        line = line.replace(long, short)
    return " ".join(_WORDS.findall(line))


def organisation_name(name: str) -> str:
    """The organisation of a committee: Đảng ủy xã … → Đảng bộ xã …"""
    return re.sub(r"^Đảng ủy\b", "Đảng bộ", tidy(name))


class Casing:
    """Small and capital letters for names typed in one case, learned from the names typed properly."""

    def __init__(self, names: list[str]) -> None:
        self._after: dict[tuple[str, str], Counter[str]] = {}
        self._alone: dict[str, Counter[str]] = {}
        for name in names:
            rest = _split(tidy(name))[1]
            if not _one_case(rest):
                self._learn(rest.split())

    def _learn(self, words: list[str]) -> None:
        before = ""
        for word in words:
            low = text.match_key(word)
            self._after.setdefault((before, low), Counter())[word] += 1
            self._alone.setdefault(low, Counter())[word] += 1
            before = low

    def mend(self, name: str) -> str:
        line = tidy(name)
        kind, rest = _split(line)
        if not _one_case(rest):
            return line
        return " ".join([kind, *self._cased(rest.split())]).strip()

    def _cased(self, words: list[str]) -> list[str]:
        lows, done, place = [text.match_key(word) for word in words], [], 0
        while place < len(words):
            phrase = self._phrase_at(lows, place)
            if phrase:
                done += phrase
                place += len(phrase)
                continue
            before = lows[place - 1] if place else ""
            done.append(self._word(words[place], before, lows[place]))
            place += 1
        return done

    @staticmethod
    def _phrase_at(lows: list[str], place: int) -> list[str]:
        for length in range(min(_LONGEST, len(lows) - place), 0, -1):
            phrase = _PHRASE_OF.get(tuple(lows[place : place + length]))
            if phrase:
                return phrase
        return []

    def _word(self, word: str, before: str, low: str) -> str:
        seen = self._after.get((before, low))
        if seen:
            return _spelled(word, seen.most_common(1)[0][0])
        bare = word.strip("(),.;")
        if bare.upper() in _ACRONYMS:
            return word.upper()
        return word.lower() if bare.lower() in _SMALL else text.title_name(word)


def _split(line: str) -> tuple[str, str]:
    """The kind of organisation, and its own name."""
    kind = re.match(r"^(Chi bộ|Đảng bộ|Đảng ủy|Tổ đảng)\b", line)
    return (kind.group(), line[kind.end() :].strip()) if kind else ("", line)


def _spelled(word: str, model: str) -> str:
    """The letters as typed, the case as in the model."""
    return "".join(
        typed.upper() if shown.isupper() else typed.lower() for typed, shown in zip(word, model, strict=True)
    ) if len(word) == len(model) else model  # fmt: skip


def _one_case(line: str) -> bool:
    words = [word for word in _WORDS.findall(line) if word not in _ACRONYMS and word.isalpha()]
    joined = "".join(words)
    return bool(joined) and (joined.isupper() or joined.islower()) and (joined.isupper() or len(words) > 1)
