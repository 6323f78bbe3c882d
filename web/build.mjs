// Bundles what the pages draw with into src/kutip/serve/static: one script, one style sheet, the map of the world.
import { copyFileSync } from "node:fs";
import { build } from "esbuild";

const out = "../src/kutip/serve/static";
await build({ entryPoints: ["desk.js"], bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "none",
  outfile: `${out}/desk.js` });
await build({ entryPoints: ["desk.css"], bundle: true, outfile: `${out}/desk.css` });
copyFileSync("mark.svg", `${out}/mark.svg`);
copyFileSync("node_modules/world-atlas/countries-50m.json", `${out}/world.json`);
