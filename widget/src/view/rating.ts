import { newId } from "../identity.ts";
import { TEXTS } from "../texts.ts";
import { h } from "./dom.ts";

const SCORES = [1, 2, 3, 4, 5];

/** A score from 1 to 5 and a comment; the radio buttons bring their own arrow keys. */
export function ratingForm(rate: (score: number, comment: string) => Promise<boolean>): HTMLElement {
  const name = newId();
  const comment = h("textarea", { rows: 2, maxlength: 1000 });
  const status = h("p", { class: "form-status", role: "status" });
  const send = h("button", { type: "submit", class: "primary" }, TEXTS.ratingSend);
  const details = h(
    "div",
    { class: "rating-details", hidden: true },
    h("label", {}, h("span", { class: "field-name" }, TEXTS.ratingComment), comment),
    send,
  );
  const radios = SCORES.map((score) =>
    h(
      "label",
      { class: "score" },
      h("input", {
        type: "radio",
        name,
        value: score,
        "aria-label": TEXTS.ratingScore(score),
        onchange: () => (details.hidden = false),
      }),
      h("span", { "aria-hidden": "true" }, String(score)),
    ),
  );
  const form = h(
    "form",
    { class: "card rating", novalidate: true },
    h(
      "fieldset",
      {},
      h("legend", {}, TEXTS.rating),
      h("div", { class: "scores" }, ...radios),
      h(
        "div",
        { class: "score-ends", "aria-hidden": "true" },
        h("span", {}, TEXTS.ratingLow),
        h("span", {}, TEXTS.ratingHigh),
      ),
    ),
    details,
    status,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const score = Number(new FormData(form).get(name));
    if (!score) return;
    send.disabled = true;
    const isKept = await rate(score, comment.value.trim());
    send.disabled = isKept;
    status.textContent = isKept ? TEXTS.ratingThanks : TEXTS.ratingFailed;
    if (isKept) for (const part of form.querySelectorAll("fieldset, .rating-details")) part.remove();
  });
  return form;
}
