// Pieces of drawings. What they show stands in a list beside them, so they are hidden from screen readers and keys.
import { create } from "d3-selection";

const ruler = document.createElement("canvas").getContext("2d");

export function drawing(place, width, height) {
  const svg = create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("aria-hidden", "true").attr("focusable", "false");
  place.replaceChildren(svg.node());
  return svg;
}

export function link(parent, href) {
  return parent.append("a").attr("href", href).attr("tabindex", -1);
}

export function short(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

// How wide a text will be, bold or not.
export function wide(text) {
  ruler.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

// As much of a text as there is room for.
export function cut(text, room) {
  let letters = text.length;
  while (letters > 4 && wide(short(text, letters)) > room) letters -= 1;
  return short(text, letters);
}

// Draws as soon as there is room, and again when it changes; the list of the same may then be folded away.
export function fitted(place, draw, list) {
  let width = 0;
  new ResizeObserver(() => {
    const now = Math.round(place.clientWidth);
    if (now === 0 || now === width) return;
    if (width === 0 && list) list.closest("details").open = false;
    draw((width = now));
  }).observe(place);
}
