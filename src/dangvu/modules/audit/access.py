from dangvu.kernel.access import Permission


class Can(Permission):
    READ = "audit.read", "Xem nhật ký của tổ chức"
