import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { build, type Plugin } from "esbuild";

/** Marks the path of a module outside from the folder of the library. */
const outside = "library:";

/**
 * Joins the modules of `downhill/testing`, which callers do not import one by one. Makes one file for each set of
 * modules that the entry and the command use together. They take 7 kB less in the package than 140 modules.
 */
export async function joinTesting(root: string): Promise<void> {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  const modules = files.filter((file) => file.startsWith("testing/"));
  const users = files.filter((file) => !file.startsWith("testing/"));
  const used = users.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/["'](\.[^"'\n]+\.js)["']/g)].map(([, path]) =>
      posix.join(posix.dirname(file), path),
    ),
  );
  const { outputFiles } = await build({
    entryPoints: modules
      .filter((file) => file === "testing/index.js" || used.includes(file))
      .map((file) => join(root, file)),
    outdir: root,
    outbase: root,
    write: false,
    bundle: true,
    splitting: true,
    chunkNames: "testing/shared-[hash]",
    format: "esm",
    target: "es2022",
    minify: true,
    // Functions say their names in stack traces.
    keepNames: true,
    lineLimit: 1000,
    plugins: [libraryOutside(root)],
  });
  for (const file of modules) rmSync(join(root, file));
  for (const { path, text } of outputFiles) {
    const here = posix.dirname(path);
    const relative = (name: string): string => posix.relative(here, posix.resolve(root, name));
    writeFileSync(
      path,
      text.replace(/(?<=["'])library:([^"'\n]+)/g, (_, name: string) => relative(name)),
    );
  }
}

const libraryOutside = (root: string): Plugin => ({
  name: "libraryOutside",
  setup(builder) {
    builder.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const name = posix.relative(posix.resolve(root), posix.join(resolveDir, path));
      return name.startsWith("testing/") ? null : { path: `${outside}${name}`, external: true };
    });
  },
});
