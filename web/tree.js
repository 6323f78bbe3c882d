// Who has it from whom, drawn from the nested list: origins at the left, outlets at the right. The list is folded away.
import { hierarchy, tree as layout } from "d3-hierarchy";
import { linkHorizontal } from "d3-shape";
import { drawing, fitted, link, short, wide } from "./svg.js";

const ROW = 24;
const GAP = 44;
const MOST = 60;

export function tree(place, list) {
  const root = hierarchy({ kind: "root", name: "", under: [...list.children].map(read) }, (one) => one.under);
  const count = root.descendants().length - 1;
  if (count < 3 || count > MOST) return; // the list alone says it better
  fitted(place, (width) => draw(place, root, width), list);
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

// Where each column begins, so that the names of the one before have room; names are cut where all would not fit.
function columns(root, width) {
  for (let letters = 40; ; letters -= 2) {
    const widest = [];
    for (const node of root.descendants()) {
      node.label = short(node.data.name, letters);
      widest[node.depth] = Math.max(widest[node.depth] ?? 0, wide(node.label) + 12);
    }
    const at = [0, 10];
    for (let depth = 2; depth < widest.length; depth += 1) at[depth] = at[depth - 1] + widest[depth - 1] + GAP;
    if (at.at(-1) + widest.at(-1) <= width || letters <= 8) return at;
  }
}

function draw(place, root, width) {
  const at = columns(root, width);
  layout().nodeSize([ROW, 1])(root);
  const shown = root.descendants().slice(1);
  const top = Math.min(...shown.map((node) => node.x)) - ROW / 2;
  const height = Math.max(...shown.map((node) => node.x)) - top + ROW / 2;
  const all = drawing(place, width, height).append("g").attr("transform", `translate(0,${-top})`);
  const curve = linkHorizontal();
  for (const { source, target } of root.links()) {
    const start = at[source.depth] + 14 + wide(source.label);
    if (source.depth) all.append("path").attr("class", "edge").attr("d", curve({ source: [start, source.x], target: [at[target.depth] - 7, target.x] }));
  }
  for (const node of shown) {
    const spot = all.append("g").attr("class", node.data.kind).attr("transform", `translate(${at[node.depth]},${node.x})`);
    const knot = node.data.href ? link(spot, node.data.href) : spot;
    if (node.data.kind === "report") knot.append("rect").attr("class", "knot").attr("x", -4).attr("y", -4).attr("width", 8).attr("height", 8);
    else knot.append("circle").attr("class", "knot").attr("r", 4.5);
    knot.append("text").attr("x", 11).attr("dy", ".32em").text(node.label);
    knot.append("title").text([node.data.how, node.data.name].filter(Boolean).join(" → "));
  }
}
