/** @file Runs one program in a worker: a module at a given address. Its console prints in the page. */
import { formatValues } from "./formatValues.ts";
import { lineIn } from "./lineIn.ts";
import type { Report, Start } from "./protocol.ts";

const mostLines = 2000;

/** The part of a worker's scope that is used here. */
interface Scope {
  onmessage: ((event: { data: Start }) => void) | null;
  postMessage(report: Report): void;
}
const scope = globalThis as unknown as Scope;

let lines = 0;
function print(...values: unknown[]): void {
  const text = `${formatValues(values)}\n`;
  lines += text.split("\n").length - 1;
  if (lines > mostLines) throw new RangeError(`console: must print at most ${mostLines} lines; print every tenth step`);
  scope.postMessage({ kind: "printed", text });
}
Object.assign(console, { log: print, info: print, warn: print, error: print, debug: print, dir: print, table: print });

scope.onmessage = async ({ data: { module } }) => {
  try {
    await import(/* @vite-ignore */ module);
    scope.postMessage({ kind: "done" });
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${formatValues([error])}`;
    const line = error instanceof Error ? lineIn(error.stack ?? "", module) : null;
    scope.postMessage({ kind: "failed", message: text, line });
  }
};
