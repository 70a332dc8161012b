"""The verdict of a row and its reasons, each with a sentence that a clerk can act on."""

from enum import StrEnum


class Status(StrEnum):
    ACCEPTED = "accepted"
    WARNING = "warning"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


STATUS_LABELS = {
    Status.ACCEPTED: "Nhập được",
    Status.WARNING: "Nhập được, cần xem lại",
    Status.REJECTED: "Không nhập",
    Status.DUPLICATE: "Trùng",
}


class Reason(StrEnum):
    NAME_MISSING = "NAME_MISSING"
    DATE_MISSING = "DATE_MISSING"
    DATE_INVALID = "DATE_INVALID"
    DATE_FUTURE = "DATE_FUTURE"
    BIRTH_IMPOSSIBLE = "BIRTH_IMPOSSIBLE"
    ADMITTED_UNDER_18 = "ADMITTED_UNDER_18"
    OFFICIAL_BEFORE_ADMISSION = "OFFICIAL_BEFORE_ADMISSION"
    CARD_FORMAT = "CARD_FORMAT"
    CELL_UNKNOWN = "CELL_UNKNOWN"
    CELL_AMBIGUOUS = "CELL_AMBIGUOUS"

    DUP_CCCD = "DUP_CCCD"
    DUP_NAME_BIRTH = "DUP_NAME_BIRTH"

    DATE_PARTIAL = "DATE_PARTIAL"
    OFFICIAL_MISSING = "OFFICIAL_MISSING"
    OFFICIAL_NOT_12_MONTHS = "OFFICIAL_NOT_12_MONTHS"
    DECISION_AFTER_CEREMONY = "DECISION_AFTER_CEREMONY"
    CARD_MISSING = "CARD_MISSING"
    CCCD_MISSING = "CCCD_MISSING"
    CV_FORMAT = "CV_FORMAT"
    CCCD_LOST_DIGITS = "CCCD_LOST_DIGITS"
    CCCD_OLD_NUMBER = "CCCD_OLD_NUMBER"
    CCCD_MISMATCH = "CCCD_MISMATCH"
    PHONE_INVALID = "PHONE_INVALID"
    SEX_MISSING = "SEX_MISSING"
    STATUS_CONFLICT = "STATUS_CONFLICT"


ORDER = tuple(Reason)
REJECTING = frozenset(ORDER[: ORDER.index(Reason.DUP_CCCD)])
DUPLICATING = frozenset({Reason.DUP_CCCD, Reason.DUP_NAME_BIRTH})

SENTENCES: dict[Reason, str] = {
    Reason.NAME_MISSING: "Dòng này có dữ liệu nhưng thiếu họ và tên. Hãy ghi họ tên đảng viên.",
    Reason.DATE_MISSING: "Thiếu ngày sinh hoặc ngày vào Đảng. Hãy bổ sung theo lý lịch đảng viên.",
    Reason.DATE_INVALID: "Có ngày không đọc được hoặc không có trong lịch. "
    "Hãy ghi theo ngày/tháng/năm; nếu chỉ biết tháng thì ghi 5/1987, chỉ biết năm thì ghi 1987.",
    Reason.DATE_FUTURE: "Có ngày sau ngày lập danh sách. Hãy kiểm tra lại năm.",
    Reason.BIRTH_IMPOSSIBLE: "Ngày sinh không hợp lý (chưa đủ 18 tuổi hoặc sinh sau ngày vào Đảng). "
    "Hãy đối chiếu với căn cước.",
    Reason.ADMITTED_UNDER_18: "Ngày vào Đảng trước khi đủ 18 tuổi. "
    "Hãy đối chiếu ngày sinh và ngày vào Đảng với lý lịch.",
    Reason.OFFICIAL_BEFORE_ADMISSION: "Ngày chính thức trước ngày vào Đảng. Hãy kiểm tra xem hai ngày có bị đổi chỗ.",
    Reason.CARD_FORMAT: "Số thẻ đảng viên phải có 8 chữ số (thẻ cũ) hoặc 12 chữ số (thẻ mới). Hãy xem lại thẻ.",
    Reason.CELL_UNKNOWN: "Chi bộ không có trong danh sách tổ chức đảng. Hãy sửa tên chi bộ hoặc thêm chi bộ trước.",
    Reason.CELL_AMBIGUOUS: "Tên chi bộ khớp với nhiều chi bộ. Hãy ghi tên đầy đủ.",
    Reason.DUP_CCCD: "Trùng số căn cước với một dòng ở trên. Hãy xóa dòng thừa hoặc sửa số căn cước.",
    Reason.DUP_NAME_BIRTH: "Trùng họ tên và ngày sinh với một dòng ở trên, số căn cước chỉ lệch một chữ số. "
    "Hãy kiểm tra có phải một người.",
    Reason.DATE_PARTIAL: "Ngày sinh, ngày vào Đảng hoặc ngày chính thức chỉ có tháng hoặc năm. "
    "Hãy bổ sung khi có hồ sơ.",
    Reason.OFFICIAL_MISSING: "Vào Đảng đã hơn 14 tháng nhưng chưa có ngày chính thức. Hãy bổ sung hoặc xem lại.",
    Reason.OFFICIAL_NOT_12_MONTHS: "Ngày chính thức không đúng 12 tháng sau ngày vào Đảng. Hãy đối chiếu quyết định.",
    Reason.DECISION_AFTER_CEREMONY: "Quyết định kết nạp ký sau ngày kết nạp. Hãy đối chiếu quyết định.",
    Reason.CARD_MISSING: "Đảng viên chính thức chưa có số thẻ. Hãy bổ sung số thẻ.",
    Reason.CCCD_MISSING: "Chưa có số căn cước. Hãy bổ sung 12 chữ số.",
    Reason.CV_FORMAT: "Số lý lịch phải gồm 6 chữ số và 1 đến 3 chữ cái. Số này được bỏ trống, hãy ghi lại.",
    Reason.CCCD_LOST_DIGITS: "Số căn cước bị mất chữ số. Số này được bỏ trống, hãy nhập lại đủ 12 chữ số.",
    Reason.CCCD_OLD_NUMBER: "Đây là số chứng minh nhân dân cũ (9 chữ số). Hãy thay bằng số căn cước 12 chữ số.",
    Reason.CCCD_MISMATCH: "Số căn cước không khớp giới tính hoặc năm sinh. Hãy đối chiếu với thẻ căn cước.",
    Reason.PHONE_INVALID: "Số điện thoại không đúng. Số này được bỏ trống, hãy hỏi lại đảng viên.",
    Reason.SEX_MISSING: "Chưa ghi giới tính. Hãy bổ sung.",
    Reason.STATUS_CONFLICT: "Vừa có trong danh sách đang sinh hoạt, vừa có trong danh sách đã chuyển đi hoặc từ trần. "
    "Hãy xác nhận tình trạng hiện nay.",
}


def status_of(reasons: list[Reason]) -> Status:
    """The heaviest reason decides."""
    if not reasons:
        return Status.ACCEPTED
    if not REJECTING.isdisjoint(reasons):
        return Status.REJECTED
    return Status.DUPLICATE if not DUPLICATING.isdisjoint(reasons) else Status.WARNING
