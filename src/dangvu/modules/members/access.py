from dangvu.kernel.access import Permission


class Can(Permission):
    VIEW = "members.view", "Xem tên và chức vụ đảng viên"
    VIEW_LIMITED = "members.view_limited", "Xem thông tin sinh hoạt của đảng viên"
    VIEW_FILE = "members.view_file", "Xem hồ sơ đảng viên"
    REVEAL = "members.reveal", "Xem số căn cước khi nêu lý do"
    REVEAL_PHONE = "members.reveal_phone", "Xem số điện thoại khi nêu lý do"
    REGISTER = "members.register", "Ghi tên đảng viên vào sổ"
    CORRECT = "members.correct", "Sửa thông tin đảng viên"
    CHANGE_STATUS = "members.change_status", "Đổi tình trạng đảng viên"
    MOVE = "members.move", "Chuyển đảng viên giữa các chi bộ"
    APPOINT = "members.appoint", "Ghi chức vụ đảng viên"
    OPEN_ACCOUNTS = "members.open_accounts", "Mở tài khoản cho đảng viên"
    FOLLOW = "members.follow", "Phân công theo dõi chi bộ"
    IMPORT = "members.import", "Nhập danh sách đảng viên"
