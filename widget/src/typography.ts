const NBSP = "\u00a0";
/** The spaces before a high mark and after an opening quotation mark, within a telephone number, before a unit. */
const KEPT_TOGETHER =
  / (?=[?!:;»])|(?<=«) |(?<=\b0\d(?: \d\d){0,3}) (?=\d\d\b)|(?<=\d h) (?=\d\d)|(?<=\d) (?=(?:h|min|minutes?|heures?|kWh|kW|€|%)(?!\p{L}))/gu;

/** The same French text, with spaces that do not break where a line may not end. */
export function unbroken(text: string): string {
  return text.replace(KEPT_TOGETHER, NBSP);
}
