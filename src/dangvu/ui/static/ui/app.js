"use strict";
/* Small manners of every page. Each part finds its elements by data attributes; without this file pages still read and submit. */
(() => {
  const body = document.body;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (kind, selector, act, options) =>
    document.addEventListener(kind, (event) => {
      const found = event.target instanceof Element && event.target.closest(selector);
      if (found) act(found, event);
    }, options);
  const later = (act, ms) => window.setTimeout(act, ms);

  /* toasts: what just happened. A server says it with the header HX-Trigger: {"toast": "Đã lưu."} or puts a c-toast in #toasts */
  const toasts = document.getElementById("toasts");
  const fade = (box) => later(() => (box.matches(":hover, :focus-within") ? fade(box) : box.remove()), 9000);
  const tidy = () => all("[data-toast]:not([data-seen])", toasts).forEach((box) => {
    box.dataset.seen = "1";
    if (box.dataset.toast !== "stay") fade(box);
  });
  const toast = (words, icon = "info") => {
    const box = document.getElementById("toast-form").content.firstElementChild.cloneNode(true);
    const mark = box.querySelector("use");
    mark.setAttribute("href", mark.getAttribute("href").replace(/#.*/, "#" + icon));
    box.querySelector("[data-toast-words]").textContent = words;
    toasts.append(box);
    tidy();
  };
  on("click", "[data-toast-close]", (button) => button.closest("[data-toast]").remove());
  body.addEventListener("toast", (event) => toast(event.detail.value ?? event.detail));

  /* keyboard: / searches, g then a letter goes there, j and k walk through the rows of a list */
  let going = false;
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const walk = (step) => {
    const rows = all("[data-rows] [data-row]");
    const at = rows.indexOf(document.activeElement?.closest("[data-row]"));
    rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
  };
  const go = (letter) => all(`[data-key="${CSS.escape(letter)}"]`)[0]?.click();
  const keys = {
    "/": () => (all("[data-search]").find((field) => field.offsetParent) ?? all("input[type=search]").find((field) => field.offsetParent))?.focus(),
    g: () => { going = true; later(() => { going = false; }, 1500); },
    j: () => walk(1),
    k: () => walk(-1),
  };
  /* Ctrl Enter sends the form one writes in; other chords press the button that names them, unless words would move */
  const chord = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.isComposing) return false;
    const field = typing(event.target);
    const named = field?.value ? null : all(`[data-chord="ctrl+${CSS.escape(event.key.toLowerCase())}"]`)[0];
    if (event.key === "Enter" && field?.form) field.form.requestSubmit();
    else if (named) named.click();
    else return false;
    event.preventDefault();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") all("details[data-menu][open]").forEach((menu) => { menu.open = false; menu.firstElementChild.focus(); });
    if (chord(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const act = going ? () => { going = false; go(event.key); } : keys[event.key];
    if (!act) return;
    if (event.key === "/") event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) =>
    all("details[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));

  /* theme: at once, and kept by the server in the background */
  on("submit", "[data-theme-form]", (form, event) => {
    event.preventDefault();
    const theme = event.submitter.value;
    const data = new FormData(form, event.submitter);
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    all("[data-theme-form] button").forEach((button) => button.setAttribute("aria-pressed", String(button.value === theme)));
    fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } }).catch(() => toast("Mất mạng: giao diện chỉ đổi ở trang này.", "triangle-alert"));
  });

  /* dialogs: a link that opens one still leads somewhere without script */
  on("click", "[data-dialog]", (opener, event) => {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
  on("click", "[data-dialog-close]", (button) => button.closest("dialog").close());
  on("click", "dialog.dialog", (dialog, event) => {
    const box = dialog.getBoundingClientRect();
    const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    if (event.target === dialog && outside && event.detail) dialog.close();
  });

  /* one send per press: the button says so, and can be pressed again when the answer is here or does not come */
  const busy = new Map();
  const release = (form) => {
    const kept = busy.get(form);
    if (!kept) return;
    busy.delete(form);
    window.clearTimeout(kept.timer);
    if (!kept.button) return;
    kept.button.removeAttribute("aria-busy");
    kept.label?.replaceWith(kept.said);
  };
  const hold = (form, button) => {
    const kept = { button, timer: later(() => release(form), 20000) };
    busy.set(form, kept);
    if (!button?.matches(".btn")) return;
    button.setAttribute("aria-busy", "true");
    kept.said = [...button.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
    if (!kept.said || form.method === "get") return;
    kept.label = document.createTextNode(button.dataset.busy || "Đang gửi");
    kept.said.replaceWith(kept.label);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-theme-form], [method=dialog], [target=_blank], [data-download]") || form.method === "dialog") return;
    if (busy.has(form)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    const caught = form.matches("[data-offline]") && !navigator.onLine && keep(form, event);
    if (caught) return;
    const button = event.submitter ?? form.querySelector("[type=submit], button:not([type])");
    later(() => { if (!event.defaultPrevented || form.matches("[hx-post], [hx-get], [hx-put], [hx-delete]")) hold(form, button); }, 0);
  }, true);
  window.addEventListener("pageshow", () => [...busy.keys()].forEach(release));
  const press = (event, sent) => {
    const button = event.detail.elt;
    if (button.matches("button, a.btn")) button.setAttribute("aria-busy", String(sent));
  };
  body.addEventListener("htmx:beforeRequest", (event) => press(event, true));
  body.addEventListener("htmx:afterRequest", (event) => { press(event, false); release(event.detail.elt); });

  /* answers of the server: a refusal or a form with errors is shown where it says; anything else broken becomes a toast */
  const signedOut = (url) => Boolean(url) && new URL(url, location).searchParams.has("next") && new URL(url, location).pathname !== location.pathname;
  body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (signedOut(xhr.responseURL)) { event.detail.shouldSwap = false; location.reload(); return; }
    if (xhr.status < 400) return;
    event.detail.shouldSwap = Boolean(xhr.getResponseHeader("HX-Retarget")) || [400, 422].includes(xhr.status);
    event.detail.isError = !event.detail.shouldSwap;
    if (!event.detail.shouldSwap) toast("Máy chủ chưa làm được việc này. Thử lại sau ít phút; nếu vẫn vậy, báo người quản trị.", "circle-alert");
  });
  body.addEventListener("htmx:afterSettle", (event) => {
    tidy();
    listen();
    hideLater(event.target);
    event.target.querySelector("[data-focus]")?.focus();
  });

  /* reading aloud, for large type */
  const voice = window.speechSynthesis;
  if (voice) all("[data-read]").forEach((button) => { button.hidden = false; });
  const label = (button, words) => { button.querySelector("[data-read-label]").textContent = words; };
  const hush = () => { voice.cancel(); all("[data-read]").forEach((button) => label(button, "Đọc to")); };
  const vietnamese = () => voice.getVoices().find((one) => one.lang.replace("_", "-").toLowerCase().startsWith("vi"));
  on("click", "[data-read]", (button) => {
    if (voice.speaking) { hush(); return; }
    if (voice.getVoices().length && !vietnamese()) { toast("Máy này chưa có giọng đọc tiếng Việt. Cài thêm trong phần Cài đặt, Chuyển văn bản thành giọng nói.", "triangle-alert"); return; }
    const sentences = document.getElementById(button.dataset.read).innerText.split(/(?<=[.?!])\s+|\n+/).filter((line) => line.trim());
    sentences.forEach((line, at) => {
      const said = new SpeechSynthesisUtterance(line);
      Object.assign(said, { lang: "vi-VN", rate: 0.9, voice: vietnamese() ?? null });
      if (at === sentences.length - 1) said.onend = hush;
      voice.speak(said);
    });
    label(button, "Dừng đọc");
  });

  /* live pages: one stream for all topics of the page; when it fails, ask again now and then */
  let stream = null, heard = "", lastId = "", failures = 0, polling = 0;
  const topics = () => [...new Set(all("[data-live]").flatMap((place) => place.dataset.live.split(/\s+/)).filter(Boolean))].sort();
  const tell = (topic) => body.dispatchEvent(new CustomEvent("live:" + topic.replaceAll(":", "-")));
  const tellAll = () => { if (!document.hidden) topics().forEach(tell); };
  const open = () => {
    const query = topics().map((topic) => "topic=" + encodeURIComponent(topic)).join("&");
    stream = new EventSource("/live/?" + query + (lastId ? "&last=" + encodeURIComponent(lastId) : ""));
    stream.onopen = () => {
      if (failures) later(tellAll, Math.random() * 3000);
      failures = 0;
      window.clearInterval(polling);
      network(true);
    };
    stream.onmessage = (event) => {
      lastId = event.lastEventId || lastId;
      event.data.split(/\s+/).filter(Boolean).forEach(tell);
    };
    stream.onerror = lost;
  };
  const lost = () => {
    stream.close();
    failures += 1;
    later(open, Math.min(1000 * 2 ** failures, 60000) * (0.5 + Math.random()));
    if (failures === 3) polling = window.setInterval(tellAll, 20000 + Math.random() * 5000);
    fetch(document.querySelector("link[rel=icon]").href, { cache: "no-store" }).then(() => network(true), () => network(false));
  };
  const listen = () => {
    const now = topics().join(" ");
    if (now === heard || !window.EventSource) return;
    heard = now;
    stream?.close();
    if (now) open();
  };

  /* no network: work goes on, what was sent waits in the machine */
  const SHELF = "dangvu.waiting";
  const who = body.dataset.who ?? "";
  const shelf = () => { try { return JSON.parse(localStorage.getItem(SHELF)) ?? []; } catch { return []; } };
  const store = (items) => { localStorage.setItem(SHELF, JSON.stringify(items)); count(); };
  const mine = () => shelf().filter((item) => item.who === who);
  const network = (fine) => {
    const out = !fine || !navigator.onLine;
    all("[data-offline-line]").forEach((line) => { line.hidden = !out; });
    if (!out) send();
  };
  const count = () => {
    const waiting = mine().length;
    all("[data-waiting]").forEach((place) => { place.hidden = !waiting; place.querySelector("[data-waiting-count]").textContent = waiting; });
    if (waiting) all("[data-offline-count]").forEach((place) => { place.textContent = `Cứ làm tiếp: ${waiting} việc đã ghi trong máy, sẽ tự gửi khi có mạng.`; });
  };
  const keep = (form, event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new FormData(form, event.submitter);
    if ([...data.values()].some((value) => value instanceof File && value.size)) { toast("Đang mất mạng: tệp đính kèm chưa gửi được, đồng chí gửi lại khi có mạng.", "triangle-alert"); return true; }
    data.delete("csrfmiddlewaretoken");
    const texts = [...data].filter(([, value]) => typeof value === "string");
    const at = new Date().toISOString();
    store([...shelf(), { id: crypto.randomUUID(), who, url: form.getAttribute("hx-post") || form.action, name: form.dataset.offline, at, texts }]);
    toast(`Đã ghi trong máy: ${form.dataset.offline || "việc vừa làm"}. Có mạng sẽ tự gửi.`, "cloud-upload");
    return true;
  };
  let sending = false;
  const post = async (item) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const data = new URLSearchParams([...item.texts, ["offline_id", item.id], ["offline_at", item.at]]);
    const answer = await fetch(item.url, { method: "POST", body: data, redirect: "manual", headers: { "HX-Request": "true", "X-CSRFToken": token } });
    const away = answer.type === "opaqueredirect" || signedOut(answer.headers.get("HX-Redirect"));
    if (away || answer.status >= 500) return "later";
    return answer.ok ? "sent" : "refused";
  };
  const send = async () => {
    if (sending || !mine().length) return;
    sending = true;
    const results = { sent: 0, refused: 0 };
    for (const item of mine().filter((one) => !one.refused)) {
      const result = await post(item).catch(() => "later");
      if (result === "later") break;
      results[result] += 1;
      store(shelf().flatMap((one) => (one.id !== item.id ? [one] : result === "sent" ? [] : [{ ...one, refused: true }])));
    }
    sending = false;
    if (results.sent) { toast(`Có mạng lại: đã gửi ${results.sent} việc.`, "cloud-check"); tellAll(); }
    if (results.refused) toast(`${results.refused} việc ghi lúc mất mạng chưa được nhận, vì việc đó đã đóng hoặc đã đổi. Đồng chí mở lại trang đó và làm lại.`, "git-compare");
  };
  window.addEventListener("offline", () => network(false));
  window.addEventListener("online", () => network(true));
  body.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt;
    network(false);
    if (form.matches("form[data-offline]")) keep(form, new Event("submit"));
    else toast("Chưa gửi được: đang mất mạng. Đồng chí thử lại khi có mạng.", "wifi-off");
  });

  /* small controls */
  on("click", "[data-back]", () => history.back());
  on("click", "[data-print]", () => window.print());
  on("click", "[data-step]", (button) => {
    const field = button.parentElement.querySelector("input");
    const wanted = Number(field.value || 0) + Number(button.dataset.step);
    field.value = Math.min(Math.max(wanted, Number(field.min || 0)), Number(field.max || Infinity));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  on("click", "[data-show-password]", (button) => {
    const field = document.getElementById(button.dataset.showPassword);
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  on("change", "[data-check-all]", (box) => {
    all("input[type=checkbox]:not([data-check-all])", box.closest("form, table")).forEach((one) => { if (one.checked !== box.checked) one.click(); });
  });
  on("change", "form[data-submit-on-change] :is(select, input[type=checkbox], input[type=radio])", (field) => field.form.requestSubmit());
  const size = (bytes) => bytes < 1e5 ? Math.ceil(bytes / 1e3) + " kB" : (bytes / 1e6).toLocaleString("vi", { maximumFractionDigits: 1 }) + " MB";
  on("change", "[data-drop] input[type=file]", (field) => {
    const list = field.closest("[data-drop]").parentElement.querySelector("[data-chosen]");
    list.replaceChildren(...all("input[type=file]", field.closest("[data-drop]")).flatMap((one) => [...one.files]).map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name}, ${size(file.size)}`;
      return line;
    }));
  });
  on("dragover", "[data-drop]", (box, event) => { event.preventDefault(); box.classList.add("is-over"); });
  on("dragleave", "[data-drop]", (box) => box.classList.remove("is-over"));
  on("drop", "[data-drop]", (box, event) => {
    event.preventDefault();
    box.classList.remove("is-over");
    const field = box.querySelector("input[type=file]");
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* what was revealed for a minute hides itself */
  const hideLater = (root) => all("[data-hide-after]:not([data-seen])", root.parentElement ?? root).forEach((place) => {
    place.dataset.seen = "1";
    let left = Number(place.dataset.hideAfter);
    const tick = window.setInterval(() => {
      left -= 1;
      const seconds = place.querySelector("[data-seconds]");
      if (seconds) seconds.textContent = left;
      if (left > 0) return;
      window.clearInterval(tick);
      place.querySelector("[data-value]").textContent = place.dataset.mask;
      seconds?.closest(".chip")?.remove();
    }, 1000);
  });

  tidy();
  count();
  hideLater(body);
  listen();
  network(navigator.onLine);
})();
