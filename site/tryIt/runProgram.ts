import type { Report } from "./protocol.ts";
import { toModule } from "./toModule.ts";

export interface Listener {
  print(text: string): void;
  /** The program ended, by itself or with an error. Nothing is printed after it. */
  end(error: { readonly message: string; readonly line: number | null } | null): void;
}

/**
 * Runs a TypeScript program in a worker. `library` is the address of the folder with the bundles, and ends with "/".
 * Returns the function that stops it, also out of an endless loop; `end` is not called then.
 */
export function runProgram(program: string, library: string, listener: Listener): () => void {
  const made = toModule(program, library);
  if ("problem" in made) {
    listener.end(made.problem);
    return () => undefined;
  }
  const module = URL.createObjectURL(new Blob([made.code], { type: "text/javascript" }));
  const worker = new Worker(`${library}worker.js`, { type: "module" });
  const stop = (): void => {
    worker.terminate();
    URL.revokeObjectURL(module);
  };
  const end: Listener["end"] = (error) => {
    stop();
    listener.end(error);
  };
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.kind === "printed") listener.print(data.text);
    else end(data.kind === "done" ? null : data);
  };
  worker.onerror = ({ message }) => end({ message: message || "the program could not be started", line: null });
  worker.postMessage({ module });
  return stop;
}
