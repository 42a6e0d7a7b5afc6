/** @file Where a command reads and writes. Commands get it passed in, so that tests run them without a process. */

/** `process.stderr` is one. */
export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

export type Environment = Record<string, string | undefined>;

export interface Terminal {
  /** Results. */
  stdout: Stream;
  /** Progress and messages. */
  stderr: Stream;
  environment: Environment;
  /** ms of a clock that never goes back. */
  now(): number;
  /** Calls back at Ctrl-C, once; a second one ends the process. Returns what stops listening. */
  onInterrupt(callback: () => void): () => void;
}

/** The terminal of this process. */
export const processTerminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  now: () => performance.now(),
  onInterrupt: (callback) => {
    const signals = ["SIGINT", "SIGTERM"] as const;
    const stop = (): void => {
      for (const signal of signals) process.off(signal, heard);
    };
    const heard = (): void => {
      stop();
      callback();
    };
    for (const signal of signals) process.on(signal, heard);
    return stop;
  },
};

/** Columns of a stream; 80 where there is no terminal to ask. */
export const widthOf = (stream: Stream): number => stream.columns || 80;

/** Block characters need a UTF-8 locale; NO_UNICODE asks for ASCII. */
export const hasUnicode = (environment: Environment): boolean =>
  !environment.NO_UNICODE && /utf-?8/i.test(environment.LC_ALL || environment.LC_CTYPE || environment.LANG || "utf-8");
