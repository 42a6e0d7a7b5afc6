/**
 * @file Loads src/optim with one file replaced. A rule's file is transformed alone; others are bundled with the rest.
 */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildContext, context, transform } from "esbuild";
import * as original from "../../../src/optim/index.ts";
import type { Optim } from "../../../src/testing/support/claim.ts";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface Loader {
  /** All of src/optim, with `file` (from the project's root) reading `source`. */
  load(file: string, source: string): Promise<Optim>;
  close(): Promise<void>;
}

type Module = Record<string, unknown>;

export async function openLoader(): Promise<Loader> {
  const modules = await originals(["src/optim", "src/math", "src/kernels", "src/array", "src/check"]);
  let [file, source] = ["", ""];
  const bundler: BuildContext = await context({
    entryPoints: [`${root}src/optim/index.ts`],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    logLevel: "silent",
    plugins: [
      {
        name: "mutant",
        setup(build) {
          build.onLoad({ filter: /src\/optim\/.*\.ts$/ }, ({ path }) => ({
            contents: relative(root, path) === file ? source : readFileSync(path, "utf8"),
            loader: "ts",
          }));
        },
      },
    ],
  });
  return {
    async load(replaced, by) {
      const name = replaced.replace(/^.*\/|\.ts$/g, "");
      if (name in original) return withRule(name, await evaluate(replaced, by, modules));
      [file, source] = [replaced, by];
      const { outputFiles } = await bundler.rebuild();
      const text = Buffer.from(outputFiles?.[0].contents ?? []).toString("base64");
      return import(/* @vite-ignore */ `data:text/javascript;base64,${text}`) as Promise<Optim>;
    },
    close: () => bundler.dispose(),
  };
}

/** The modules that a rule may import, by their paths from the project's root. */
async function originals(folders: readonly string[]): Promise<Record<string, Module>> {
  const files = folders.flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.startsWith("wasm"))
      .map((name) => `${folder}/${name}`),
  );
  const loaded = files.map(async (file) => [file, (await import(/* @vite-ignore */ root + file)) as Module] as const);
  return Object.fromEntries(await Promise.all(loaded));
}

/** Returns the exports of a rule's file with this `source`. */
async function evaluate(file: string, source: string, modules: Record<string, Module>): Promise<Module> {
  const { code } = await transform(source, { loader: "ts", format: "cjs" });
  const module = { exports: {} as Module };
  // Without its kernel a mutant runs its own loop.
  const require = (path: string): Module => modules[join(dirname(file), path)] ?? {};
  new Function("module", "require", code)(module, require);
  return module.exports;
}

function withRule(name: string, broken: Module): Optim {
  const put = (registry: object): object => (name in registry ? { ...registry, [name]: broken[name] } : registry);
  return { ...original, ...broken, rules: put(original.rules), wrappers: put(original.wrappers) } as Optim;
}
