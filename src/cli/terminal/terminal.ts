/** @file The streams, signals and clock of a command. Passed in, so that tests run commands without a process. */

/** `process.stderr` is one. */
export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

export type Environment = Record<string, string | undefined>;

/** The signals that ask a command to stop, with their exit codes: 128 plus the signal's number. */
export const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
export type StopSignal = keyof typeof exitCodes;

export interface Terminal {
  /** Results. */
  stdout: Stream;
  /** Progress and messages. */
  stderr: Stream;
  environment: Environment;
  /** Reads all of stdin as text, gzipped or not; null if it is a terminal, whose input may never end. */
  readStdin(): Promise<string | null>;
  /** ms of a monotonic clock. */
  now(): number;
  /**
   * Calls back once, at Ctrl-C, SIGTERM or SIGHUP; a second signal ends the process. Returns a function that stops
   * listening.
   */
  onInterrupt(callback: (signal: StopSignal) => void): () => void;
}

/** The terminal of this process. */
export const processTerminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  readStdin: async () => {
    if (process.stdin.isTTY) return null;
    const [{ buffer }, { textIn }] = await Promise.all([
      import("node:stream/consumers"),
      import("../../data/tables/support/textIn.ts"),
    ]);
    return textIn(await buffer(process.stdin), "stdin");
  },
  now: () => performance.now(),
  onInterrupt: (callback) => {
    const signals = Object.keys(exitCodes) as StopSignal[];
    const stop = (): void => {
      for (const signal of signals) process.off(signal, heard);
    };
    const heard = (signal: NodeJS.Signals): void => {
      stop();
      callback(signal as StopSignal);
    };
    for (const signal of signals) process.on(signal, heard);
    return stop;
  },
};

/** Columns of a stream; 80 without a terminal. */
export const widthOf = (stream: Stream): number => stream.columns || 80;

/** Block characters need a UTF-8 locale; NO_UNICODE asks for ASCII. */
export const hasUnicode = (environment: Environment): boolean =>
  !environment.NO_UNICODE && /utf-?8/i.test(environment.LC_ALL || environment.LC_CTYPE || environment.LANG || "utf-8");
