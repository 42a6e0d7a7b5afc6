/** @file Values in a module of the user, which a word of the command line names: `./mine.ts#myRule`. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { sentence } from "../../check/excerpt.ts";
import { unknownName } from "../../check/unknownName.ts";
import { UsageError } from "../flags/usageError.ts";

/** An export of a module. */
export interface Export {
  readonly file: string;
  readonly name: string;
  readonly value: unknown;
}

const form = /^([^#]+\.[cm]?[jt]s)(?:#(.*))?$/;

/** Returns whether a word names a module, such as `./mine.ts#myRule`. */
export const isModuleWord = (word: string): boolean => form.test(word);

/**
 * Imports the module of a word as Node imports it, and returns the export. Only words of the command line may name
 * modules: a data file or checkpoint never does. Throws a UsageError on whatever is wrong with file or name.
 */
export async function loadExport(word: string): Promise<Export> {
  const [, file, name] = form.exec(word) ?? [];
  if (!existsSync(resolve(file))) throw new UsageError(`${file}: no such file`);
  const module = await importModule(file);
  const names = Object.keys(module);
  if (name === undefined || name === "")
    throw new UsageError(
      `${file}: the word must name an export, as ${file}#NAME; exports: ${names.join(", ") || "none"}`,
    );
  if (!names.includes(name)) throw new UsageError(unknownName(file, "export", name, names));
  return { file, name, value: module[name] };
}

async function importModule(file: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
    if (code === "ERR_UNKNOWN_FILE_EXTENSION")
      throw new UsageError(
        `${file}: Node ${process.versions.node} does not read TypeScript; use Node 22.18 or later, ` +
          'or install tsx and set NODE_OPTIONS="--import tsx"',
      );
    throw new UsageError(`${file}: the module must load, but it threw: ${sentence(message, 300)}`);
  }
}
