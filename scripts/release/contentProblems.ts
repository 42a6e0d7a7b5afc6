/** The parts of package.json that name files. */
export interface Manifest {
  readonly exports: Readonly<Record<string, string | null | Readonly<Record<string, string>>>>;
  readonly bin: Readonly<Record<string, string>>;
}

/** Modules, declarations, licences, and the comments that the command prints. */
const allowed =
  /^(package\.json|LICENSE|README\.md|CHANGELOG\.md|dist\/(.*(\.m?js|\.d\.ts)|(cli\/)?LICENSES\.txt|cli\/comments\.json))$/;
const excluded = /\.test\.|(^|\/)(tests?|fixtures|golden)\//;
const needed = ["LICENSE", "README.md", "CHANGELOG.md", "dist/LICENSES.txt", "dist/cli/LICENSES.txt"];

/** Returns the files that are missing in the package, and those that are packed without a use. */
export function contentProblems(files: readonly string[], { exports, bin }: Manifest): string[] {
  const exported = Object.values(exports)
    .flatMap((target) => (typeof target === "object" && target ? Object.values(target) : (target ?? [])))
    .filter((target) => !target.includes("*"))
    .concat(Object.values(bin))
    .map((target) => target.replace(/^\.\//, ""));
  const packed = new Set(files);
  const missing = [...needed, ...exported].filter((file) => !packed.has(file));
  const superfluous = files.filter((file) => excluded.test(file) || !(allowed.test(file) || exported.includes(file)));
  return [
    ...missing.map((file) => `${file}: must be in the package, got no such file; npm run build, or mend "files"`),
    ...superfluous.map(
      (file) => `${file}: must be exported or left out, got a packed file without a use; mend "files"`,
    ),
  ];
}
