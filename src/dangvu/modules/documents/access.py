from dangvu.kernel.access import Permission


class Can(Permission):
    VIEW = "documents.view", "Xem văn bản của tổ chức"
    ISSUE = "documents.issue", "Đăng ký, cấp số, ban hành văn bản"
    ATTACH = "documents.attach", "Gắn bản đã ký vào văn bản"
    SERIES = "documents.series", "Mở nhiệm kỳ, chỉnh sổ số"
    STUBS = "documents.stubs", "Theo dõi sổ chặn văn bản mật"
