// Reports in the order of time, drawn from their list: a row for each, and a line from a copy to what it has its words from.
import { axisTop } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { linkVertical } from "d3-shape";
import { cut, drawing, fitted, link } from "./svg.js";

const ROW = 20;
const HEAD = 28;
const MOST = 80;
const LONG = 12; // a longer list is folded away; an address of one in it opens it again

export function timeline(place, list) {
  const reports = [...list.children].map(read).filter((one) => !Number.isNaN(one.at.valueOf()));
  if (reports.length < 2 || reports.length > MOST) return;
  fitted(place, (width) => draw(place, reports, width), reports.length > LONG ? list : null);
}

function read(item) {
  return {
    id: item.id,
    name: (item.querySelector("b") ?? item.querySelector(".title")).textContent.trim(),
    at: printed(item.querySelector("time")?.dateTime ?? "?"),
    from: (item.dataset.copies ?? "").split(" ").filter(Boolean).map((id) => `r${id}`),
  };
}

// The clock of the place where it was printed, as the list has it.
function printed(moment) {
  return new Date(`${moment.slice(0, 16)}${moment.length > 10 ? "Z" : ""}`);
}

function draw(place, reports, width) {
  const margin = Math.min(170, width * 0.34);
  const x = scaleUtc([reports.reduce((a, b) => (a.at < b.at ? a : b)).at, reports.reduce((a, b) => (a.at > b.at ? a : b)).at], [margin, width - 14]);
  const rows = new Map(reports.map((one, place) => [one.id, HEAD + (place + 0.5) * ROW]));
  const at = new Map(reports.map((one) => [one.id, x(one.at)]));
  const svg = drawing(place, width, HEAD + reports.length * ROW + 4);
  const words = document.documentElement.lang;
  const days = new Intl.DateTimeFormat(words, { day: "numeric", month: "short", timeZone: "UTC" });
  const hours = new Intl.DateTimeFormat(words, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
  const label = (moment) => (moment.getUTCHours() + moment.getUTCMinutes() ? hours : days).format(moment);
  const axis = svg.append("g").attr("transform", `translate(0,${HEAD - 6})`).call(axisTop(x).ticks(Math.max(2, Math.floor((width - margin) / 110))).tickFormat(label).tickSizeOuter(0));
  axis.attr("font-size", null).attr("font-family", null).selectAll("path, line").attr("stroke", null).attr("class", "rule");
  axis.selectAll("text").attr("fill", null).attr("class", "soft");
  for (const one of reports) {
    svg.append("line").attr("class", "rule").attr("x1", margin).attr("x2", width).attr("y1", rows.get(one.id)).attr("y2", rows.get(one.id));
  }
  const curve = linkVertical();
  for (const one of reports) {
    for (const from of one.from.filter((id) => rows.has(id))) {
      svg.append("path").attr("class", "edge").attr("d", curve({ source: [at.get(from), rows.get(from)], target: [at.get(one.id), rows.get(one.id)] }));
    }
  }
  for (const one of reports) {
    const row = link(svg, `#${one.id}`);
    row.append("rect").attr("y", rows.get(one.id) - ROW / 2).attr("width", width).attr("height", ROW).attr("fill", "none").attr("pointer-events", "all");
    row.append("text").attr("x", 0).attr("y", rows.get(one.id)).attr("dy", ".32em").text(cut(one.name, margin - 14));
    row.append("rect").attr("class", "knot").attr("x", at.get(one.id) - 4).attr("y", rows.get(one.id) - 4).attr("width", 8).attr("height", 8).attr("fill-opacity", one.from.length ? 0 : 1);
    row.append("title").text(one.name);
  }
}
