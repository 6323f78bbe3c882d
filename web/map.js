// The places of a story, drawn from their list; the borders of the world are fetched from this desk.
import { geoGraticule10, geoMercator, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { drawing, fitted, wide } from "./svg.js";

const SPREAD = 24; // degrees: what lies closer together is shown with its surroundings
const WIDE = 140; // degrees: from there on the whole world

export async function map(place, list) {
  const spots = [...list.children].map(read);
  if (!spots.length) return;
  const answer = await fetch(place.dataset.world).catch(() => null);
  if (!answer?.ok) return;
  const world = await answer.json();
  const land = feature(world, world.objects.land);
  const borders = mesh(world, world.objects.countries, (a, b) => a !== b);
  fitted(place, (width) => draw(place, spots, land, borders, width), list);
}

function read(item) {
  const { lat, lon, count } = item.dataset;
  return { name: item.querySelector("bdi").textContent, at: [Number(lon), Number(lat)], count: Number(count) };
}

function frame(spots) {
  const lons = spots.map((one) => one.at[0]);
  const lats = spots.map((one) => one.at[1]);
  const middle = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
  const across = Math.max(Math.max(...lons) - Math.min(...lons), SPREAD) * 0.65 + 2;
  const down = Math.max(Math.max(...lats) - Math.min(...lats), SPREAD / 3) * 0.65 + 2;
  const corners = [[-across, -down], [across, -down], [across, down], [-across, down]];
  return { whole: across * 2 > WIDE, shape: { type: "MultiPoint", coordinates: corners.map(([x, y]) => [middle[0] + x, Math.max(-80, Math.min(80, middle[1] + y))]) } };
}

function draw(place, spots, land, borders, width) {
  const height = Math.round(Math.min(width * 0.55, 420));
  const { whole, shape } = frame(spots);
  const projection = whole ? geoNaturalEarth1().fitSize([width, height], { type: "Sphere" }) : geoMercator().fitSize([width, height], shape);
  const path = geoPath(projection.clipExtent([[0, 0], [width, height]]));
  const svg = drawing(place, width, height);
  svg.append("rect").attr("class", "sea").attr("width", width).attr("height", height);
  svg.append("path").attr("class", "rule").attr("d", path(geoGraticule10()));
  svg.append("path").attr("class", "land").attr("d", path(land));
  svg.append("path").attr("class", "borders").attr("d", path(borders));
  const taken = [];
  for (const one of spots.toSorted((a, b) => b.count - a.count)) {
    const [x, y] = projection(one.at);
    svg.append("circle").attr("class", "spot").attr("cx", x).attr("cy", y).attr("r", 4 + Math.min(8, Math.sqrt(one.count) * 1.5)).append("title").text(`${one.name}: ${one.count}`);
    const room = [x, y - 8, x + 14 + wide(one.name), y + 8];
    if (taken.some((other) => room[0] < other[2] && other[0] < room[2] && room[1] < other[3] && other[1] < room[3])) continue;
    taken.push(room);
    const left = room[2] > width;
    svg.append("text").attr("class", "halo").attr("x", left ? x - 12 : x + 12).attr("y", y).attr("dy", ".32em").attr("text-anchor", left ? "end" : "start").text(one.name);
  }
}
