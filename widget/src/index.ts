import { BumpChat } from "./element.ts";

const PASSED_ON = ["mode", "api", "theme", "phone", "link-schemes", "host-origin", "screen"];

if (!customElements.get("bump-chat")) customElements.define("bump-chat", BumpChat);

// One line is enough to embed: without an element in the page, the script puts one, with the attributes it was given
// as `data-…`.
if (!document.querySelector("bump-chat")) {
  const script = [...document.querySelectorAll("script")].find((one) => one.src === import.meta.url);
  const chat = document.createElement("bump-chat");
  for (const name of PASSED_ON) {
    const value = script?.getAttribute(`data-${name}`);
    if (value) chat.setAttribute(name, value);
  }
  document.body.append(chat);
}
