from dangvu.kernel.module import Module
from dangvu.modules.notifications.access import Can

MODULE = Module(name="notifications", label="Thông báo", path="thong-bao", permissions=Can)
