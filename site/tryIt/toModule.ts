import { transform } from "sucrase";

/** Where a program has an error: lines count from 1. */
export interface ProgramProblem {
  readonly message: string;
  readonly line: number | null;
}

export type Module = { readonly code: string } | { readonly problem: ProgramProblem };

const packages: Readonly<Record<string, string>> = { downhill: "index.js", "downhill/testing": "testing.js" };
/** `import { a } from "b"`, `export * from "b"` and `import "b"`, at the beginning of a line. */
const specifier = /^((?:import|export)\b[^"';]*?\bfrom\s*|import\s*)(["'])([^"'\n]+)\2/gm;

/**
 * Turns a TypeScript program into a module that a page can import. Types are stripped, and `downhill` is the bundle at
 * `library`, an address that ends with "/". Every line stays at its number.
 */
export function toModule(program: string, library: string): Module {
  const unknown = [...program.matchAll(specifier)].find(([, , , name]) => !Object.hasOwn(packages, name));
  if (unknown) return { problem: unknownPackage(program, unknown) };
  try {
    const { code } = transform(program, { transforms: ["typescript"], disableESTransforms: true, production: true });
    return {
      code: code.replace(specifier, (_, before, mark, name) => `${before}${mark}${library}${packages[name]}${mark}`),
    };
  } catch (error) {
    const [, message, line] = /^(.*?) \((\d+):\d+\)$/.exec((error as Error).message) ?? [];
    if (line === undefined) throw error;
    return {
      problem: { message: `SyntaxError: ${message.replace(/^Error transforming .*?: /, "")}`, line: Number(line) },
    };
  }
}

function unknownPackage(program: string, { index, 3: name }: RegExpExecArray): ProgramProblem {
  const line = program.slice(0, index).split("\n").length;
  return { message: `import: the page has downhill and downhill/testing, got "${name}"`, line };
}
