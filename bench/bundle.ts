/** @file A contender's program as plain JavaScript, as a package would ship it: no loader stands in its way. */
import { buildSync } from "esbuild";

/** Writes bench/build/NAME.mjs and gives its path. What comes from packages stays outside. */
export function bundle(name: string): string {
  const folder = import.meta.dirname ?? ".";
  const outfile = `${folder}/build/${name}.mjs`;
  buildSync({
    entryPoints: [`${folder}/peers/${name}.ts`],
    ...{ bundle: true, format: "esm", platform: "node", packages: "external", outfile, logLevel: "silent" },
  });
  return outfile;
}
