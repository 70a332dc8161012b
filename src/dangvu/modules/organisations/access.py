from dangvu.kernel.access import Permission


class Can(Permission):
    VIEW = "organisations.view", "Xem tổ chức đảng"
    MANAGE = "organisations.manage", "Lập, đổi tên, chuyển, kết thúc tổ chức đảng"
