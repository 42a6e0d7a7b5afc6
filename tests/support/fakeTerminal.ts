import { downhill } from "../../src/cli/downhill.ts";
import type { Environment, StopSignal, Stream, Terminal } from "../../src/cli/terminal/terminal.ts";

export interface FakeTerminal extends Terminal {
  /** Everything written so far. */
  readonly text: { stdout: string; stderr: string };
  /** Sends a signal; Ctrl-C by default. It waits for a command that is still loading. */
  interrupt(signal?: StopSignal): void;
  /** ms that the clock advances per reading. */
  tick: number;
  /** The text of stdin; null for a terminal. */
  stdin: string | null;
}

/** A terminal that keeps all output, with a clock that moves by `tick` per reading. */
export function fakeTerminal(stream: Partial<Stream> = {}, environment: Environment = {}): FakeTerminal {
  const text = { stdout: "", stderr: "" };
  const listeners = new Set<(signal: StopSignal) => void>();
  const append = (name: keyof typeof text, part: string): void => {
    text[name] += part;
  };
  let time = 0;
  let waiting: StopSignal | null = null;
  const terminal: FakeTerminal = {
    text,
    tick: 1,
    stdin: null,
    readStdin: async () => terminal.stdin,
    environment,
    stdout: { write: (part) => append("stdout", part) },
    stderr: { ...stream, write: (part) => append("stderr", part) },
    now: () => {
      time += terminal.tick;
      return time;
    },
    onInterrupt: (callback) => {
      listeners.add(callback);
      const signal = waiting;
      waiting = null;
      if (signal !== null) setImmediate(() => terminal.interrupt(signal));
      return () => listeners.delete(callback);
    },
    interrupt: (signal = "SIGINT") => {
      if (listeners.size === 0) waiting = signal;
      for (const callback of listeners) callback(signal);
    },
  };
  return terminal;
}

/**
 * Runs a command line in this process. Unless the line asks for it, `compare` starts no threads and `train` saves no
 * model.
 */
export async function run(line: string | string[], terminal = fakeTerminal()) {
  const words = typeof line === "string" ? line.split(" ") : line;
  const isThreaded = words[0] === "compare" && !words.includes("--threads") && !words.includes("--merge");
  const threads = isThreaded ? ["--threads", "1"] : [];
  const unsaved = words[0] === "train" && !words.includes("--save") && !words.includes("--help") ? ["--no-save"] : [];
  const code = await downhill([...words, ...threads, ...unsaved], terminal);
  return { code, ...terminal.text };
}
