from dangvu.kernel.access import Permission


class Can(Permission):
    VIEW = "tasks.view", "Xem nhiệm vụ của tổ chức"
    GIVE = "tasks.give", "Giao nhiệm vụ"
    WORK = "tasks.work", "Nhận việc và báo kết quả nhiệm vụ được giao"
