from dangvu.kernel.access import Permission


class Can(Permission):
    VIEW = "identity.view", "Xem tài khoản và vai trò"
    MANAGE = "identity.manage", "Tạo, sửa, khóa và mở tài khoản"
    ACTIVATE = "identity.activate", "Cấp mã kích hoạt lần đầu"
    GRANT = "identity.grant", "Giao và thôi giao vai trò"
    RECOVER = "identity.recover", "Mở lại tài khoản cho đảng viên của mình"
    DEFINE = "identity.define", "Đặt vai trò mới và quyền của vai trò"
