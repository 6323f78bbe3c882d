// Who has it from whom, drawn from the nested list: origins at the left, outlets at the right.
import { hierarchy, tree as layout } from "d3-hierarchy";
import { linkHorizontal } from "d3-shape";
import { drawing, fitted, link, short } from "./svg.js";

const ROW = 26;
const COLUMN = 210;
const MOST = 60;

export function tree(place, list) {
  const root = hierarchy({ kind: "root", under: [...list.children].map(read) }, (one) => one.under);
  const count = root.descendants().length - 1;
  if (count < 3 || count > MOST) return; // the list alone says it better
  fitted(place, (width) => draw(place, root, width));
}

function read(item) {
  const hand = item.querySelector(":scope > .hand");
  const below = item.querySelector(":scope > ul");
  return {
    kind: item.className,
    name: hand.textContent.trim(),
    href: hand.querySelector("a")?.getAttribute("href"),
    how: item.querySelector(":scope > .how")?.textContent.trim() ?? "",
    under: below ? [...below.children].map(read) : [],
  };
}

function draw(place, root, width) {
  const column = Math.min(COLUMN, (width - 40) / Math.max(root.height, 1));
  const letters = Math.floor(column / 7.2);
  layout().nodeSize([ROW, column])(root);
  const shown = root.descendants().slice(1);
  const top = Math.min(...shown.map((node) => node.x)) - ROW;
  const height = Math.max(...shown.map((node) => node.x)) - top + ROW;
  const all = drawing(place, width, height).append("g").attr("transform", `translate(${10 - column},${-top})`);
  const curve = linkHorizontal().x((node) => node.y).y((node) => node.x);
  for (const { source, target } of root.links()) {
    if (source.depth) all.append("path").attr("class", "edge").attr("d", curve({ source, target }));
  }
  for (const node of shown) {
    const spot = all.append("g").attr("class", node.data.kind).attr("transform", `translate(${node.y},${node.x})`);
    const knot = node.data.href ? link(spot, node.data.href) : spot;
    if (node.data.kind === "report") knot.append("rect").attr("class", "knot").attr("x", -4).attr("y", -4).attr("width", 8).attr("height", 8);
    else knot.append("circle").attr("class", "knot").attr("r", 4.5);
    knot.append("text").attr("class", "halo").attr("x", 10).attr("dy", ".32em").text(short(node.data.name, letters));
    knot.append("title").text([node.data.how, node.data.name].filter(Boolean).join(" → "));
  }
}
