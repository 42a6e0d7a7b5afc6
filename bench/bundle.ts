/** @file A contender's program as plain JavaScript, as a package would ship it: no loader stands in its way. */
import { build, type Plugin } from "esbuild";

/**
 * Writes bench/build/NAME.mjs, or NAME-LABEL.mjs with the sources of another checkout, and returns its path. What comes
 * from packages stays outside.
 */
export async function bundle(name: string, checkout?: { root: string; label: string }): Promise<string> {
  const folder = import.meta.dirname ?? ".";
  const outfile = `${folder}/build/${name}${checkout === undefined ? "" : `-${checkout.label}`}.mjs`;
  await build({
    entryPoints: [`${folder}/peers/${name}.ts`],
    plugins: checkout === undefined ? [] : [sourcesOf(checkout.root)],
    ...{ bundle: true, format: "esm", platform: "node", packages: "external", outfile, logLevel: "silent" },
  });
  return outfile;
}

/** Takes src from another checkout. */
const sourcesOf = (root: string): Plugin => ({
  name: "sources",
  setup(builder) {
    builder.onResolve({ filter: /^\.\.\/\.\.\/src\// }, ({ path }) => ({ path: path.replace("../..", root) }));
  },
});
