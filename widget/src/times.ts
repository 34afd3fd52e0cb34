import { TEXTS } from "./texts.ts";

const ZONE = "Europe/Paris";
const day = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", timeZone: ZONE });
const clock = new Intl.DateTimeFormat("fr-FR", { hour: "numeric", minute: "2-digit", timeZone: ZONE });
// Sweden writes dates as ISO 8601 does, which makes a key of them.
const key = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });
const A_DAY_MS = 86_400_000;

/** « 9 h 05 », in Paris. */
export function hourOf(at: Date): string {
  const parts = clock.formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return TEXTS.hour(String(Number(part("hour"))), part("minute"));
}

/** What tells one day from another, in Paris. */
export function dayKey(at: Date): string {
  return key.format(at);
}

/** « Aujourd’hui », « Hier » or « Lundi 3 mars ». */
export function dayName(at: Date, now = new Date()): string {
  if (dayKey(at) === dayKey(now)) return TEXTS.today;
  if (dayKey(at) === dayKey(new Date(now.getTime() - A_DAY_MS))) return TEXTS.yesterday;
  const name = day.format(at);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** « hier, 19 h 40 » for the cards. */
export function momentOf(at: Date, now = new Date()): string {
  return `${dayName(at, now)}, ${hourOf(at)}`;
}
