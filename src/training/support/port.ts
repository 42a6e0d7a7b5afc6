/** One end of a connection between threads: a Worker, a worker's global scope, or Node's `parentPort`. */
export type Port = BrowserPort | NodePort;

interface BrowserPort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "error", listener: (event: { message?: string }) => void): void;
}

interface NodePort {
  postMessage(message: unknown): void;
  on(type: "message", listener: (message: unknown) => void): unknown;
  on(type: "error", listener: (error: Error) => void): unknown;
}

/** Calls `receive` with every message that arrives. */
export function listen<M>(port: Port, receive: (message: M) => void): void {
  if ("on" in port) port.on("message", (message) => receive(message as M));
  else port.addEventListener("message", ({ data }) => receive(data as M));
}

/** Calls `fail` when a worker cannot be loaded, or ends with an error. */
export function listenForErrors(port: Port, fail: (error: Error) => void): void {
  const report = (problem: { message?: string }): void =>
    fail(problem instanceof Error ? problem : new Error(problem.message || "the worker could not be loaded"));
  if ("on" in port) port.on("error", report);
  else port.addEventListener("error", report);
}

/** A message of the controlling thread about run number `run`. */
export type Request = { readonly run: number } & (
  | { readonly downhill: "start"; readonly settings: unknown }
  | { readonly downhill: "pause" | "resume" | "stop" | "weights" }
);

/** An answer of the training thread. */
export type Answer<P> = { readonly run: number } & Content<P>;

export type Content<P> =
  | { readonly downhill: "progress"; readonly progress: readonly P[] }
  | { readonly downhill: "finished"; readonly weights: Uint8Array }
  | { readonly downhill: "weights"; readonly weights: Uint8Array }
  | { readonly downhill: "failed"; readonly name: string; readonly message: string };
