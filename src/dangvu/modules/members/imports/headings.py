"""Which column holds what: recognised by what its heading says and what its cells hold, never by its position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dangvu.lib import encodings, text
from dangvu.modules.members.imports import contents

_MARKS = re.compile(r"[^\w/&+]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it was understood."""

    index: int
    heading: str
    field: str
    confidence: float
    sample: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a person decided on the mapping screen: sheet name → column index → field ("" ignores the column)."""

    sheets: dict[str, dict[int, str]] = field(default_factory=dict)

    def of(self, sheet: str) -> dict[int, str]:
        return self.sheets.get(sheet, {})


FIELD_LABELS = {
    "number": "Số thứ tự",
    "full_name": "Họ và tên",
    "family_name": "Họ và tên đệm",
    "given_name": "Tên",
    "birth_name": "Họ tên khai sinh",
    "birth_date": "Ngày sinh",
    "birth_day": "Ngày sinh (ngày)",
    "birth_month": "Ngày sinh (tháng)",
    "birth_year": "Ngày sinh (năm)",
    "birth_male": "Năm sinh, cột nam",
    "birth_female": "Năm sinh, cột nữ",
    "sex": "Giới tính",
    "male_mark": "Nam (đánh dấu)",
    "female_mark": "Nữ (đánh dấu)",
    "ethnic_group": "Dân tộc",
    "religion": "Tôn giáo",
    "persona": "Giới tính, dân tộc, tôn giáo",
    "home_town": "Quê quán",
    "general_education": "Giáo dục phổ thông",
    "political_theory": "Lý luận chính trị",
    "professional": "Chuyên môn, nghiệp vụ",
    "languages": "Ngoại ngữ",
    "job_before": "Nghề nghiệp trước khi vào Đảng",
    "job_now": "Nghề nghiệp hiện nay",
    "admission_decision_date": "Ngày quyết định kết nạp",
    "admission_ceremony_date": "Ngày vào Đảng",
    "official_date": "Ngày chính thức",
    "card_number": "Số thẻ đảng viên",
    "cv_number": "Số lý lịch",
    "badge_number": "Số huy hiệu",
    "numbers": "Số thẻ, số lý lịch, số huy hiệu",
    "national_id": "Số căn cước",
    "phone": "Điện thoại",
    "service": "Bộ đội, công an, hưu trí",
    "moved_out": "Chuyển đi (ngày, nơi đến)",
    "moved_out_date": "Ngày chuyển đi",
    "moved_out_to": "Nơi chuyển đến",
    "moved_in": "Chuyển đến (ngày, từ đâu)",
    "moved_in_date": "Ngày chuyển đến",
    "moved_in_from": "Chuyển đến từ đâu",
    "death": "Từ trần (ngày, lý do)",
    "death_date": "Ngày từ trần",
    "death_cause": "Nguyên nhân từ trần",
    "left": "Ra khỏi Đảng (ngày, hình thức)",
    "left_date": "Ngày ra khỏi Đảng",
    "note": "Ghi chú",
    "cell": "Chi bộ",
    "parent": "Đảng bộ cấp trên",
    "position": "Chức vụ",
    "": "Không nhập",
}

# Short forms are only believed when they are the whole heading, with their accents.
_ABBREVIATIONS = {
    "tt": "number", "stt": "number", "số tt": "number", "sô tt": "number", "thứ tự": "number", "s tt": "number",
    "đt": "phone", "sđt": "phone", "đtdđ": "phone", "số đt": "phone", "di động": "phone", "dđ": "phone",
    "dt": "ethnic_group", "tg": "religion", "gt": "sex", "qq": "home_town", "gc": "note", "ng ngữ": "languages",
    "nn": "languages", "n ngữ": "languages", "ngngữ": "languages", "nngữ": "languages",
    "ll": "cv_number", "sll": "cv_number", "số ll": "cv_number",
    "hh": "badge_number", "shh": "badge_number", "số hh": "badge_number",
    "cb": "cell", "cm": "professional", "cmnv": "professional", "vh": "general_education", "llct": "political_theory",
    "lý luận": "political_theory", "ct": "official_date", "nct": "official_date", "kn": "admission_ceremony_date",
    "nvđ": "admission_ceremony_date", "ns": "birth_date", "ntns": "birth_date", "nam": "male_mark", "nữ": "female_mark",
    "nu": "female_mark", "tên": "given_name", "họ": "family_name", "thẻ": "card_number", "đv": "cell",
    "đb": "parent", "cv": "position", "hiện nay": "job_now", "trước đây": "job_before", "sinh": "birth_date",
    "số": "", "ngày": "", "nơi": "", "năm": "", "tháng": "",
}  # fmt: skip

_I = re.IGNORECASE


def _rules(*pairs: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, _I)) for name, pattern in pairs)


# Tried in this order on the accent-free heading; the special ones stand before the general ones.
_RULES = _rules(
    ("", r"\b(dia chi|thuong tru|tam tru|noi o|cho o|noi sinh(?! hoat)|noi cap|email|thu dien tu|tuoi|nhap ngu|xuat ngu)\b"),
    ("", r"\b(ngay cap|cap ngay|giay gioi thieu|so giay|ggt|suc khoe|nhom mau|gia dinh|dang phi|xep loai|khen thuong)\b"),
    ("", r"\b(cmnd|chung minh( nhan dan)?|cmt) cu\b|^so (qd|quyet dinh)\b(?!.*ngay)|\bky luat\b|nguoi gioi thieu|cong doan"),
    ("", r"\b(so|tong so) (dang vien|dv|nguoi)\b"),
    ("job_before", r"\btruoc khi (vao dang|ket nap|duoc ket nap)\b|\bnghe.*\btruoc\b|^truoc (kn|vao dang)\b"),
    ("cell", r"\bchi bo (truoc|cu|noi di|sinh hoat|dang sinh hoat|truc thuoc|co so)\b|\b(thuoc|tai|ten|noi) chi bo\b"),
    ("admission_ceremony_date", r"(vao dang|ket nap|\bkn\b|vao dcs).*(chinh thuc|\bct\b)"),
    ("official_date", r"chinh thuc|\bdvct\b|chuyen ct|cong nhan (dv|dang vien|ct)|^(ngay|ng) ct$"),
    ("family_name", r"^ho (va )?(ten )?(chu )?(dem|lot)\b|^ho (va )?ten (dem|lot)|^ho dem"),
    ("birth_month", r"^thang sinh$|sinh thang$"),
    ("birth_name", r"^(ho (va )?)?ten (khai sinh|that|goc)$|^ks$"),
    ("persona", r"(nam|gioi tinh|\bgt\b).*(dan toc|\bdt\b)"),
    ("persona", r"dan toc.*ton giao"),
    ("numbers", r"\bthe\b.*(ly lich|li lich|\bs?ll\b)|\b(ly lich|li lich|ll)\b.*\bthe\b|\bthe\b.*(huy hieu|\bhh\b)"),
    ("moved_out_date", r"^(ngay|thoi gian)( thang( nam)?)? (chuyen|gioi thieu|chuyen sinh hoat)( dang)? di$"),
    ("moved_in", r"chuyen den.*\b(tu|dang bo nao|o dau|noi di)\b|chuyen (sinh hoat )?(tu|o).* den$"),
    ("moved_out", r"chuyen di.*(den|di dau|noi|toi)\b|\bngay.*noi chuyen den\b|chuyen (sinh hoat )?(dang )?di$"),
    ("moved_out_date", r"ngay.*(chuyen di|gioi thieu di|cat chuyen|chuyen sinh hoat|chuyen ra|roi di)|^chuyen ngay$"),
    ("moved_out_to", r"noi (chuyen den|den|chuyen toi|tiep nhan|nhan)|chuyen (den|toi|ve) (dau|noi nao|dang bo)|^den dau$"),
    ("moved_out_to", r"(dang bo|don vi|to chuc|noi).*(tiep nhan|chuyen den)|^chuyen ve$"),
    ("moved_in_date", r"ngay (chuyen|tiep nhan|den|ve).*(den|ve)?$|^ngay (chuyen )?den$"),
    ("moved_in_from", r"(chuyen|den) tu|tu (dang bo|dau|chi bo|noi)|noi (di|chuyen di)"),
    ("moved_in", r"chuyen (sinh hoat )?(dang )?den"),
    ("moved_out", r"chuyen (di|ra|noi khac)"),
    ("death", r"(tu tran|qua doi|mat|chet).*(ly do|nguyen nhan|vi sao|benh)"),
    ("death_date", r"\bngay.*(tu tran|\bmat\b|qua doi|\bchet\b)|^(nam|ngay) mat$"),
    ("death_cause", r"nguyen nhan|ly do (tu tran|mat|chet|qua doi)|^benh$"),
    ("death", r"tu tran|qua doi|\bda mat\b"),
    ("left", r"(ra khoi|ra) dang.*(hinh thuc|ly do)|xoa ten|khai tru|xin ra"),
    ("left_date", r"ngay.*ra khoi dang"),
    ("left", r"ra (khoi )?dang|khoi dang"),
    ("national_id", r"\bcccd\b|can cuoc|dinh danh|\bddcn\b|\bcmnd\b|\bcmt\b|\bcmtnd\b|chung minh|\bcan cuoc\b|so cc\b"),
    ("phone", r"dien thoai|\bsdt\b|di dong|\bdtdd\b|so dt\b|\bmobile\b|\bphone\b|\btel\b|lien (he|lac)|zalo"),
    ("cv_number", r"ly lich|li lich|\bsll\b|\bso ll\b|ho so dang vien"),
    ("badge_number", r"huy hieu|\bso hh\b|\bhh ?d\b|\bhhd\b"),
    ("card_number", r"(so|ma) (the|the dang|the dv)\b|\bthe (dang|dv|dang vien)\b|^the$"),
    ("admission_decision_date", r"(\bqd\b|quyet dinh).*(ket nap|\bkn\b|vao dang)|(ket nap|\bkn\b).*(\bqd\b|quyet dinh)"),
    ("admission_ceremony_date", r"vao dang|ket nap|\bvao dcs|vao d$|^(ngay|ng) (kn|vd|vao)$|ngay.*du bi"),
    ("admission_decision_date", r"^(ngay )?(qd|quyet dinh)$"),
    ("birth_date", r"ngay.*sinh|nam sinh|^sinh|\bng sinh\b|\bntn ?s\b|\bsinh ngay\b|sinh nhat"),
    ("full_name", r"\bho (va )?(ten|chu dem|ten dem)|^ten (dang vien|dv|nguoi|day du)|^dang vien$|ho & ten|^ten goi|\bhoten\b"),
    ("full_name", r"^(full ?)?name$"),
    ("male_mark", r"^gioi tinh nam$|^gt nam$"),
    ("female_mark", r"^gioi tinh nu$|^gt nu$|^la nu$"),
    ("sex", r"gioi tinh|^nam ?[/,&-]? ?nu$|\bphai\b|^nu/nam$|^gioi$|^sex$"),
    ("ethnic_group", r"dan toc|^toc$"),
    ("religion", r"ton giao|\bdao\b"),
    ("home_town", r"\bque\b|nguyen quan|que quan"),
    ("political_theory", r"ly luan|li luan|\bllct\b|\bl l\b|^chinh tri$|trinh do ct|^ll ct$"),
    ("general_education", r"gdpt|pho thong|van hoa|giao duc|hoc van|^vh$|^hoc vi.*pt$"),
    ("professional", r"chuyen mon|nghiep vu|^cm\b|bang cap|hoc vi|chuyen nganh"),
    ("languages", r"ngoai ngu|\btieng\b"),
    ("service", r"bo doi|quan doi.*cong an|\bbd ca\b|\bluc luong vu trang\b|\bllvt\b|huu tri"),
    ("position", r"chuc vu|chuc danh"),
    ("job_now", r"(nghe|cong viec|cong tac).*(hien|nay)|^nghe( nghiep)?\b|^cong viec|don vi cong tac|noi cong tac|noi lam viec"),
    ("note", r"ghi chu|chu thich|luu y|ghi them"),
    ("cell", r"^chi bo\b|sinh hoat dang|noi sinh hoat|don vi sinh hoat|to chuc dang|to chuc co so|^don vi$|sinh hoat tai"),
    ("parent", r"^dang (bo|uy)\b|truc thuoc|cap tren"),
    ("number", r"^(so )?thu tu$|^(s ?t ?t|so tt|no|#)$"),
)  # fmt: skip

# A sub-heading that only makes sense under its band: (band, sub-heading, field).
_UNDER = tuple(
    (re.compile(band, _I), re.compile(leaf, _I), name)
    for band, leaf, name in (
        (r"sinh", r"^ngay$|^ng$", "birth_day"),
        (r"sinh", r"^thang$|^th$", "birth_month"),
        (r"sinh", r"^(nam|male)$", "birth_male"),
        (r"sinh", r"^nu$", "birth_female"),
        (r"chuyen di|chuyen ra", r"^ngay|thoi gian|^thang", "moved_out_date"),
        (r"chuyen di|chuyen ra", r"noi|den|ve|dau|dang bo|to chuc", "moved_out_to"),
        (r"chuyen den|chuyen ve|tiep nhan", r"^ngay|thoi gian|^thang", "moved_in_date"),
        (r"chuyen den|chuyen ve|tiep nhan", r"tu|noi|dau|dang bo|to chuc", "moved_in_from"),
        (r"tu tran|qua doi|\bmat\b", r"^ngay|thoi gian", "death_date"),
        (r"tu tran|qua doi|\bmat\b", r"ly do|nguyen nhan|benh", "death_cause"),
        (r"ra khoi|ra dang", r"^ngay|thoi gian", "left_date"),
        (r"ra khoi|ra dang", r"ly do|hinh thuc", ""),
        (r"nghe|cong viec", r"truoc", "job_before"),
        (r"nghe|cong viec", r"nay|sau|hien", "job_now"),
        (r"ly luan|llct", r"trinh do|cap", "political_theory"),
        (r"ket nap|vao dang", r"^(ngay )?(qd|quyet dinh)|^ngay ky|so qd", "admission_decision_date"),
        (r"ket nap|vao dang", r"^(ngay )?(le|to chuc|vao|ket nap|kn|du bi|db|ceremony|cong bo)|^ngay$|^lan", "admission_ceremony_date"),
        (r"chinh thuc", r"^ngay$|^(ngay )?cong nhan", "official_date"),
        (r"\bthe\b", r"^so( the)?$", "card_number"),
        (r"huy hieu", r"^so$", "badge_number"),
        (r"ly lich", r"^so$", "cv_number"),
        (r"can cuoc|cccd|cmnd", r"^so$", "national_id"),
        (r"ho( va)? ten", r"dang dung|thuong dung|hien dung|^ho (va )?ten(?! khai sinh)", "full_name"),
        (r"ho( va)? ten", r"khai sinh|that", "birth_name"),
        (r"gioi tinh|phai", r"^nam$", "male_mark"),
        (r"gioi tinh|phai", r"^nu$", "female_mark"),
        (r"trinh do|hoc van", r"chinh tri|^ct$", "political_theory"),
        (r"trinh do", r"pho thong|van hoa|hoc van|^pt$", "general_education"),
    )
)  # fmt: skip


def heading_key(raw: object) -> str:
    """Accented lower-case words of a heading, the hyphens of line breaks mended."""
    return " ".join(_MARKS.sub(" ", encodings.to_unicode(str(raw)).lower()).split())


def recognise(path: Sequence[str]) -> tuple[str, float]:
    """Field and confidence for the headings above a column, from the band down to the column's own heading."""
    keys = [key for key in map(heading_key, path) if key]
    if not keys:
        return "", 0.0
    leaf, bands = keys[-1], keys[:-1]
    special = _under(" ".join(bands), leaf) if bands else None
    if special is not None:
        return special, 0.95
    if leaf == "năm" and bands and "sinh" in bands[-1]:
        return "birth_year", 0.95
    own = _own(leaf)
    if own is not None and (own or not bands):
        return own, 0.95 if own else 0.0
    if own == "" and leaf not in _ABBREVIATIONS:
        return "", 0.9
    whole = _by_rules(text.fold(" ".join(keys))) if bands else None
    return (whole, 0.6) if whole else ("", 0.0)


def _under(band: str, leaf: str) -> str | None:
    band, short = text.fold(band), text.fold(leaf)
    if leaf in ("năm", "tháng") and "sinh" in band:
        return "birth_year" if leaf == "năm" else "birth_month"
    for over, under, name in _UNDER:
        if over.search(band) and under.search(short):
            return name
    return None


def _own(leaf: str) -> str | None:
    if leaf in _ABBREVIATIONS:
        return _ABBREVIATIONS[leaf]
    return _by_rules(text.fold(leaf))


def _by_rules(folded: str) -> str | None:
    for name, pattern in _RULES:
        if pattern.search(folded):
            return name
    return None


def is_heading(raw: object) -> bool:
    """Does this cell read like a column heading?"""
    if not isinstance(raw, str) or len(raw) > 120:
        return False
    key = heading_key(raw)
    return bool(key) and (key in _ABBREVIATIONS or bool(_own(key)) or _own(key) == "")


def columns_of(paths: Sequence[Sequence[str]], samples: Sequence[list[object]], chosen: dict[int, str]) -> list[Column]:
    """All columns of a table: headings first, then contents where the headings are silent or contradicted."""
    found = []
    for index, (path, cells) in enumerate(zip(paths, samples, strict=True)):
        name, confidence = recognise(path)
        if index in chosen:
            name, confidence = chosen[index], 1.0
        else:
            name, confidence = contents.agree(name, confidence, cells)
        shown = next((str(cell) for cell in cells if cell not in ("", None)), "")
        found.append(Column(index, " › ".join(path), name, confidence, shown))
    return _settled(_split_names(found, samples))


def _split_names(columns: list[Column], samples: Sequence[list[object]]) -> list[Column]:
    """One heading over two columns: family and middle names at the left, the given name at the right."""
    for left, right in pairwise(columns):
        if left.field != "full_name" or right.field not in ("", "given_name") or right.confidence >= 1:
            continue
        headless = not right.heading or right.heading == left.heading or right.field == "given_name"
        if headless and contents.are_single_words(samples[right.index]) and contents.are_short(samples[left.index]):
            pair = (replace(left, field="family_name"), replace(right, field="given_name", confidence=0.8))
            return [*columns[: left.index], *pair, *columns[right.index + 1 :]]
    return columns


def _settled(columns: list[Column]) -> list[Column]:
    """One column for each field: the most certain, then the leftmost."""
    best: dict[str, Column] = {}
    for column in sorted(columns, key=lambda one: (-one.confidence, one.index)):
        if column.field:
            best.setdefault(column.field, column)
    has_name = "full_name" in best
    settled = []
    for column in columns:
        keep = not column.field or best[column.field] is column
        name = column.field if keep else ""
        if name == "given_name" and not has_name and "family_name" not in best:
            name = "full_name"
        if name == "family_name" and "given_name" not in best:
            name = "full_name" if not has_name else ""
        settled.append(Column(column.index, column.heading, name, column.confidence if name else 0.0, column.sample))
    return settled
