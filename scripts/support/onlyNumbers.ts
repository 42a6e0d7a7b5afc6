import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/**
 * Leaves colours, texts and transforms out of d3-interpolate: our scales are between numbers. Marks the interpolators
 * that it makes while loading as free of effects. Then esbuild drops the unused ones, and d3-color with them.
 */
export const onlyNumbers: Plugin = {
  name: "onlyNumbers",
  setup(build) {
    build.onLoad({ filter: /d3-interpolate\.mjs$/ }, ({ path }) => {
      const all = "export { value as interpolate,";
      const text = readFileSync(path, "utf8");
      if (!text.includes(all)) throw new Error(`${path}: must start its exports with "${all}"; adapt onlyNumbers`);
      const marked = text.replace(/^var ([\w$]+) = (?=[\w$]+\(|\(function)/gm, "var $1 = /* @__PURE__ */ ");
      return { contents: marked.replace(all, "export { number as interpolate,"), loader: "js" };
    });
  },
};
