import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

/** The folder of the AssemblyScript sources. */
export const folder = fileURLToPath(new URL("../../src/kernels/wasm/assembly", import.meta.url));

const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--noExportMemory", "--enable", "simd"];

/**
 * Compiles an AssemblyScript source to a WebAssembly module, with further flags of the compiler. It can import the
 * files of assembly/inline.
 */
export async function assemble(name: string, source: string, flags: readonly string[] = []): Promise<Uint8Array> {
  const produced: Uint8Array[] = [];
  const { error, stderr } = await asc.main(
    [`${name}.ts`, ...options, ...flags, "--baseDir", folder, "--outFile", "module.wasm"],
    {
      readFile: (file) => (file === `${name}.ts` ? source : read(file)),
      writeFile: (_, contents) => void produced.push(contents as Uint8Array),
    },
  );
  if (error !== null || produced.length !== 1) throw new Error(`asc: ${stderr}\n${error?.message}`);
  return produced[0];
}

function read(file: string): string | null {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
