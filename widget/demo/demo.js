// The demonstration: plays the app around the web view, chooses who is signed in, and cuts the network.
import { DRIVERS } from "./drivers.js";

const byId = (id) => document.getElementById(id);
const chat = document.querySelector("bump-chat") ?? document.body.appendChild(document.createElement("bump-chat"));
let alias = "";
let frame = null;
let chosenCharge = null;

chat.getToken = () => tokenOf(alias);
chat.context = { platform: "web", screen: "help_center" };

/** A token of the driver that is chosen; null for a visitor. The app would ask its own server. */
async function tokenOf(driver) {
  if (!driver) return null;
  const response = await fetch("/demo/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ driver }),
  });
  return response.ok ? (await response.json()).token : null;
}

// --- Who is signed in ---------------------------------------------------------------------------------------------
const select = byId("driver");
select.append(new Option("Visiteur anonyme", ""), ...DRIVERS.map((one) => new Option(one.name, one.alias)));
select.addEventListener("change", () => {
  alias = select.value;
  chosenCharge = null;
  showDriver();
  chat.signOut();
  frame?.contentWindow.postMessage({ type: "signedOut" }, location.origin);
});

function showDriver() {
  const driver = DRIVERS.find((one) => one.alias === alias);
  byId("driver-note").textContent = driver ? driver.description : "Personne n’est connecté.";
  const charges = driver?.charges ?? [];
  byId("charges").replaceChildren(...(charges.length ? charges.map(chargeItem) : [emptyItem(driver)]));
}

function chargeItem(charge) {
  const item = document.createElement("li");
  const station = document.createElement("strong");
  const details = document.createElement("span");
  const button = document.createElement("button");
  station.textContent = charge.station;
  details.textContent = charge.details;
  button.type = "button";
  button.textContent = "Signaler un problème";
  button.addEventListener("click", () => openWebView(charge.id));
  item.append(station, details, button);
  return item;
}

function emptyItem(driver) {
  const item = document.createElement("li");
  item.textContent = driver ? "Aucune recharge à montrer ici." : "Connectez-vous pour voir vos recharges.";
  return item;
}

// --- Questions to try ---------------------------------------------------------------------------------------------
for (const question of document.querySelectorAll(".questions button")) {
  question.addEventListener("click", () => chat.open(question.textContent));
}

// --- The app around the web view ----------------------------------------------------------------------------------
byId("help").addEventListener("click", () => openWebView(null));
byId("back").addEventListener("click", closeWebView);

function openWebView(charge) {
  chosenCharge = charge;
  frame = document.createElement("iframe");
  frame.title = "Assistance Bump dans l’application";
  frame.src = "/app";
  byId("web-view").replaceChildren(frame);
  show("Assistance", true);
  if (isCut) frame.addEventListener("load", () => cut(frame.contentWindow));
}

function closeWebView() {
  frame = null;
  byId("web-view").replaceChildren();
  show("Mes recharges", false);
}

function show(title, isWebView) {
  byId("screen-title").textContent = title;
  byId("app").hidden = isWebView;
  byId("web-view").hidden = !isWebView;
  byId("back").hidden = !isWebView;
}

window.addEventListener("message", async ({ source, origin, data }) => {
  if (!frame || source !== frame.contentWindow || origin !== location.origin) return;
  if (data.type === "getToken") {
    const token = await tokenOf(alias);
    const context = { platform: "ios", app_version: "5.2.0", screen: chosenCharge ? "charging_history" : "help" };
    if (chosenCharge) context.session_id = chosenCharge;
    frame?.contentWindow.postMessage({ type: "token", id: data.id, token, context }, location.origin);
  }
  if (data.type === "openLink") byId("host-log").textContent = `L’application ouvre ${data.url}`;
  if (data.type === "ticket") byId("host-log").textContent = `L’application a reçu la déclaration ${data.number}`;
});

// --- The network --------------------------------------------------------------------------------------------------
let isCut = false;
byId("network").addEventListener("click", () => {
  isCut = !isCut;
  byId("network").setAttribute("aria-pressed", String(isCut));
  byId("network").textContent = isCut ? "Rétablir le réseau" : "Couper le réseau";
  byId("network-note").textContent = isCut ? "Le réseau est coupé pour les deux fenêtres." : "Le réseau fonctionne.";
  for (const target of [window, frame?.contentWindow]) if (target) (isCut ? cut : restore)(target);
});

/** Every new request of the window fails, and it is told that it is offline, as in a tunnel. */
function cut(target) {
  if (target.demoFetch) return;
  target.demoFetch = target.fetch;
  target.fetch = () => Promise.reject(new TypeError("The network was cut"));
  Object.defineProperty(target.navigator, "onLine", { configurable: true, get: () => false });
  target.dispatchEvent(new Event("offline"));
}

function restore(target) {
  if (!target.demoFetch) return;
  target.fetch = target.demoFetch;
  delete target.demoFetch;
  delete target.navigator.onLine;
  target.dispatchEvent(new Event("online"));
}

showDriver();
