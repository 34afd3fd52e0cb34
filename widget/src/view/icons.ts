const SVG = "http://www.w3.org/2000/svg";

/** Strokes on a 24 by 24 grid. */
const PATHS = {
  bolt: "M13 2.8 5.6 13.4h5.6L10.4 21.2l8-11h-5.8z",
  chat: "M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H10l-4.2 3.6V16h-.3A1.5 1.5 0 0 1 4 14.5z",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  person:
    "M4.5 13v-1a7.5 7.5 0 0 1 15 0v1M4.5 13.2a1.7 1.7 0 0 1 1.7-1.7h.8v5.6h-.8a1.7 1.7 0 0 1-1.7-1.7zM19.5 13.2a1.7 1.7 0 0 0-1.7-1.7H17v5.6h.8a1.7 1.7 0 0 0 1.7-1.7zM18.6 17v.6a2.4 2.4 0 0 1-2.4 2.4h-2.7",
  camera:
    "M4 8.8a1.5 1.5 0 0 1 1.5-1.5h2.2l1.4-2.3h5.8l1.4 2.3h2.2A1.5 1.5 0 0 1 20 8.8v8.7a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5zM12 16.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z",
  send: "M12 19V5.5M6 11.2l6-6 6 6",
  down: "M12 5v13.5M6 12.8l6 6 6-6",
  phone:
    "M6.2 4h2.9l1.5 4-2 1.4a11.5 11.5 0 0 0 6 6l1.4-2 4 1.5v2.9a1.7 1.7 0 0 1-1.8 1.7A15.2 15.2 0 0 1 4.5 5.8 1.7 1.7 0 0 1 6.2 4z",
  external: "M13.5 5H19v5.5M19 5l-8.5 8.5M16.5 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V8.5a1 1 0 0 1 1-1h4",
  mail: "M4 7a1.5 1.5 0 0 1 1.5-1.5h13A1.5 1.5 0 0 1 20 7v10a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17zM4.5 7l7.5 6 7.5-6",
  forward: "M9.5 6l6 6-6 6",
  copy: "M9 9.5A1.5 1.5 0 0 1 10.5 8h8A1.5 1.5 0 0 1 20 9.5v9a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 9 18.5zM15.5 8V5.5A1.5 1.5 0 0 0 14 4H5.5A1.5 1.5 0 0 0 4 5.5V14a1.5 1.5 0 0 0 1.5 1.5H9",
  download: "M12 4v11M7.5 11l4.5 4.5L16.5 11M5 19.5h14",
  trash: "M5 7h14M9.5 7V4.8h5V7M7 7l.8 12.5h8.4L17 7M10.3 10.5v5.5M13.7 10.5v5.5",
  star: "M12 4l2.4 5.1 5.6.7-4.1 3.9 1.1 5.5L12 16.5 7 19.2l1.1-5.5L4 9.8l5.6-.7z",
  pin: "M12 21s6.5-5.7 6.5-11a6.5 6.5 0 0 0-13 0c0 5.3 6.5 11 6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  list: "M9 6.5h10.5M9 12h10.5M9 17.5h10.5M4.8 6.5h.01M4.8 12h.01M4.8 17.5h.01",
  cloud: "M4 4l16 16M9 6.7A6 6 0 0 1 18.5 11a4 4 0 0 1 2 6.3M16 18.5H7a4.5 4.5 0 0 1-.6-8.96",
};

export type Icon = keyof typeof PATHS;

export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
