import { Refused } from "../api.ts";
import type { Conversation } from "../conversation.ts";
import { newId } from "../identity.ts";
import { shrink, UnusablePhoto } from "../photo.ts";
import { TEXTS } from "../texts.ts";
import { h } from "./dom.ts";
import { callLink, type LinkBlock, linkElement } from "./links.ts";
import type { Panel } from "./panel.ts";
import { drawPhoto } from "./photos.ts";
import { ratingForm } from "./rating.ts";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const PHOTO_FAULTS = {
  too_large: TEXTS.photoTooLarge,
  heic: TEXTS.photoHeic,
  unreadable: TEXTS.photoUnreadable,
};

/** What is asked over the conversation: a photo's sending, a copy by e-mail, a rating, an erasure. */
export class Sheets {
  constructor(
    private readonly panel: Panel,
    private readonly conversation: Conversation,
    private readonly backTo: () => void,
  ) {}

  async photo(file: File): Promise<void> {
    const canvas = h("canvas", { role: "img", "aria-label": TEXTS.photoPreview, width: 4, height: 3, hidden: true });
    const status = h("p", { class: "form-status", role: "status" }, TEXTS.photoPreparing);
    const send = h("button", { type: "button", class: "primary", disabled: true }, TEXTS.photoSend);
    const note = h("p", { class: "note" }, TEXTS.photoNote);
    this.#open(TEXTS.photoTitle, [h("div", { class: "preview" }, canvas), note, status, this.#buttons(send)]);
    try {
      const photo = await shrink(file);
      await drawPhoto(canvas, photo);
      canvas.hidden = false;
      status.textContent = "";
      send.disabled = false;
      const clientId = newId();
      send.addEventListener("click", () => void this.#sendPhoto(photo, clientId, send, status));
      if (status.isConnected) send.focus();
    } catch (error) {
      status.textContent = error instanceof UnusablePhoto ? PHOTO_FAULTS[error.fault] : TEXTS.photoUnreadable;
      status.classList.add("fault");
      note.remove();
    }
  }

  /** A person could not be asked for: the telephone is another way, and `retry` is the same way again. */
  person(error: unknown, phone: string, follow: (link: LinkBlock) => boolean, retry: () => void): void {
    const again = h("button", { type: "button", class: "secondary" }, TEXTS.retry);
    again.addEventListener("click", () => {
      this.panel.sheet.close();
      retry();
    });
    const said = error instanceof Refused && error.detail ? error.detail : TEXTS.personFailed;
    const call = linkElement(callLink(phone, TEXTS.call(phone)), follow);
    this.#open(TEXTS.person, [h("p", { role: "status" }, said), call, this.#buttons(again)]);
  }

  email(): void {
    const field = h("input", {
      type: "email",
      autocomplete: "email",
      inputmode: "email",
      required: true,
      "aria-describedby": "email-status",
    });
    const status = h("p", { class: "form-status", role: "status", id: "email-status" });
    const send = h("button", { type: "submit", class: "primary" }, TEXTS.emailSend);
    const form = h(
      "form",
      { novalidate: true },
      h("label", {}, h("span", { class: "field-name" }, TEXTS.emailLabel), field),
      status,
      this.#buttons(send),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const email = field.value.trim();
      const isPlausible = EMAIL.test(email);
      field.setAttribute("aria-invalid", String(!isPlausible));
      status.classList.toggle("fault", !isPlausible);
      if (!isPlausible) {
        status.textContent = TEXTS.emailWrong;
        field.focus();
        return;
      }
      await this.#act(
        send,
        status,
        (conversation) => conversation.ask((api, id) => api.sendTranscript(id, email)),
        TEXTS.emailSent,
      );
    });
    this.#open(TEXTS.emailTitle, [form]);
    field.focus();
  }

  erase(): void {
    const status = h("p", { class: "form-status", role: "status" });
    const erase = h("button", { type: "button", class: "danger" }, TEXTS.eraseConfirm);
    erase.addEventListener("click", () => this.#act(erase, status, (conversation) => conversation.erase()));
    this.#open(TEXTS.eraseTitle, [h("p", { class: "note" }, TEXTS.eraseNote), status, this.#buttons(erase)]);
  }

  rate(rate: (score: number, comment: string) => Promise<boolean>): void {
    this.#open(TEXTS.menuRate, [ratingForm(rate)]);
  }

  async download(): Promise<void> {
    try {
      const transcript = await this.conversation.ask((api, id) => api.transcript(id));
      const url = URL.createObjectURL(transcript);
      h("a", { href: url, download: TEXTS.downloadName }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      this.panel.notify(detailOf(error));
    }
  }

  async #sendPhoto(photo: Blob, clientId: string, send: HTMLButtonElement, status: HTMLElement): Promise<void> {
    send.disabled = true;
    status.textContent = TEXTS.photoSending;
    try {
      await this.conversation.sendPhoto(photo, clientId);
      if (status.isConnected) this.panel.sheet.close();
    } catch (error) {
      status.textContent = error instanceof Refused && error.detail ? error.detail : TEXTS.photoNotSent;
      status.classList.add("fault");
      send.textContent = TEXTS.retry;
      send.disabled = false;
    }
  }

  async #act(
    button: HTMLButtonElement,
    status: HTMLElement,
    act: (conversation: Conversation) => Promise<void>,
    done?: string,
  ): Promise<void> {
    button.disabled = true;
    try {
      await act(this.conversation);
      if (status.isConnected) this.panel.sheet.close();
      if (done) this.panel.notify(done);
    } catch (error) {
      status.textContent = detailOf(error);
      status.classList.add("fault");
      button.disabled = false;
    }
  }

  #open(title: string, content: (Node | string)[]): void {
    this.panel.sheet.open(title, content, this.backTo);
  }

  #buttons(main: HTMLButtonElement): HTMLElement {
    const cancel = h(
      "button",
      { type: "button", class: "secondary", onclick: () => this.panel.sheet.close() },
      TEXTS.cancel,
    );
    return h("div", { class: "buttons" }, cancel, main);
  }
}

/** What to tell people of a failure: the API's own sentence, or ours. */
export function detailOf(error: unknown): string {
  return error instanceof Refused && error.detail ? error.detail : TEXTS.failed;
}
