import os, pytest
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from playwright.sync_api import sync_playwright
from dangvu.modules.members import demo, jobs, commands
from dangvu.modules.members.models import Member, ImportBatch
from dangvu.modules.identity import commands as identity
from tests.modules.members import factories, register
@pytest.mark.django_db(transaction=True)
def test_shots(live_server, client_of, settings):
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    identity.sync_standard_roles(actor=factories.system())
    top = register.commune()
    demo._open_accounts = lambda a: None
    demo.fill(factories.system(), "commune")
    acc = factories.granted("organisation_officer", top, login="canbo.tochuc")
    b = client_of(acc)
    batch = jobs.judge(register.batch_of(top).pk, factories.system)
    up = register.batch_of(top)
    m = Member.objects.filter(appointments__isnull=False, current_status="official").first()
    with sync_playwright() as p:
        br = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for dev, vp in (("desk", {"width":1280,"height":900}), ("phone", {"width":390,"height":844})):
            ctx = br.new_context(viewport=vp)
            from django.conf import settings as st
            ctx.add_cookies([{"name": st.SESSION_COOKIE_NAME, "value": b.cookies[st.SESSION_COOKIE_NAME].value, "url": live_server.url}])
            page = ctx.new_page()
            for name, url in {"list":"/dang-vien/?q=hoa","list-all":"/dang-vien/","detail":f"/dang-vien/{m.public_id}/","imports":"/dang-vien/nhap/","import":f"/dang-vien/nhap/{batch.public_id}/?ket-qua=rejected","up":f"/dang-vien/nhap/{up.public_id}/","mapping":f"/dang-vien/nhap/{batch.public_id}/cot/","register":"/dang-vien/them/","status":f"/dang-vien/{m.public_id}/tinh-trang/","accounts":"/dang-vien/tai-khoan/"}.items():
                page.goto(live_server.url+url); page.wait_for_timeout(200)
                page.screenshot(path=f"/tmp/shot-{dev}-{name}.png", full_page=name in("detail",))
                w = page.evaluate("document.documentElement.scrollWidth")
                if w > vp["width"]: print("OVERFLOW", dev, name, w)
        br.close()
