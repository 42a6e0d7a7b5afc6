import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

const { resolve } = createRequire(import.meta.url);

/** The parser of papaparse, and what it calls. */
const parts = [
  /^\tPapa\.BYTE_ORDER_MARK = .*$/m,
  /^\tPapa\.BAD_DELIMITERS = .*$/m,
  ...["stripBom", "isFunction", "escapeRegExp", "Parser"].map(
    (name) => new RegExp(`^\\tfunction ${name}\\(.*?^\\t\\}$`, "ms"),
  ),
];

/**
 * Leaves all of papaparse out but its parser: our rows come as text. Its streams, downloads, workers and writer are
 * three quarters of it, 5.7 kB of 7.3 compressed.
 */
export const onlyParser: Plugin = {
  name: "onlyParser",
  setup(build) {
    // Bundles for browsers would get the minified module.
    build.onResolve({ filter: /^papaparse$/ }, () => ({ path: resolve("papaparse/papaparse.js") }));
    build.onLoad({ filter: /papaparse\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const code = parts.map((part) => {
        const [found] = part.exec(text) ?? [];
        if (found === undefined) throw new Error(`${path}: must have ${part}; adapt onlyParser`);
        return found;
      });
      return { contents: `const Papa = {};\n${code.join("\n")}\nexport default { Parser };\n`, loader: "js" };
    });
  },
};
