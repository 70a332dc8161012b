"use strict";
/* Passkeys: a form with data-passkey asks the device before it is sent. Kinds: login (options are fetched), use and add
   (options stand in #js_data). Without script the form is not shown, a password always works. */
(() => {
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (char) => char.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  const forCreation = ({ publicKey }) => ({
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: listed(publicKey.excludeCredentials),
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    },
  });
  const forUse = ({ publicKey }) => ({
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: listed(publicKey.allowCredentials),
  });

  const answerOf = (credential) => {
    const { response } = credential;
    const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const said = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: {
        ...Object.fromEntries(said),
        ...(response.getTransports ? { transports: response.getTransports() } : {}),
      },
    };
  };

  const written = () => JSON.parse(document.getElementById("js_data").textContent);
  const asked = async (form) => {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error("no options");
    return response.json();
  };
  const ceremonies = {
    add: async () => navigator.credentials.create({ publicKey: forCreation(written().creation_options) }),
    use: async () => navigator.credentials.get({ publicKey: forUse(written().request_options) }),
    login: async (form) => navigator.credentials.get({ publicKey: forUse((await asked(form)).request_options) }),
  };

  const say = (form, sentence) => {
    const place = form.querySelector("[data-passkey-problem]") || document.querySelector("[data-passkey-problem]");
    if (!place) return;
    place.textContent = sentence;
    place.hidden = !sentence;
  };
  const reason = (problem) =>
    problem.name === "NotAllowedError"
      ? "Chưa nhận được vân tay, khuôn mặt, hoặc máy này chưa lưu khóa. Thử lại, hoặc dùng mật khẩu."
      : problem.name === "InvalidStateError"
        ? "Máy này đã lưu khóa cho tài khoản này rồi."
        : "Máy này chưa dùng được vân tay, khuôn mặt. Dùng mật khẩu nhé.";

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      say(form, "");
      if (!window.PublicKeyCredential) return say(form, reason({}));
      try {
        const credential = await ceremonies[form.dataset.passkey](form);
        form.elements.credential.value = JSON.stringify(answerOf(credential));
        form.submit();
      } catch (problem) {
        say(form, reason(problem));
      }
      return undefined;
    });
  });
})();
