import type { Metafile } from "esbuild";

/** Folders of src whose files are made from packages at build time. */
const derived: Readonly<Record<string, readonly string[]>> = {
  "src/generated/ndarray/": ["ndarray", "ndarray-ops", "cwise-compiler"],
};

/** The packages with code in files of src, dist or node_modules: their folders from the project's root, by name. */
export function packagesIn(files: readonly string[]): string[] {
  const installed = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []);
  const made = Object.entries(derived).flatMap(([folder, names]) =>
    files.some((file) => file.startsWith(folder)) ? names.map((name) => `node_modules/${name}`) : [],
  );
  const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf("node_modules/"));
  return [...new Set([...installed, ...made])].sort((a, b) => nameOf(a).localeCompare(nameOf(b), "en"));
}

/** The files of which an output of esbuild holds at least one byte. */
export const filesIn = (output: Metafile["outputs"][string]): string[] =>
  Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
