/** @file Shows training on stderr: one line rewritten on a terminal, plain lines or JSON elsewhere. */
import { barLine, type Frame, plainLine, recentLoss } from "./frame.ts";

export type ProgressMode = "bar" | "plain" | "json" | "none";

/** What a progress display writes to: `process.stderr` is one. */
export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

type Environment = Record<string, string | undefined>;

/** A bar only where somebody can watch it being redrawn. */
export function automaticMode(stream: Stream, environment: Environment): ProgressMode {
  return stream.isTTY && environment.TERM !== "dumb" && !environment.CI ? "bar" : "plain";
}

/** Block characters need a UTF-8 locale; NO_UNICODE asks for ASCII. */
export const hasUnicode = (environment: Environment): boolean =>
  !environment.NO_UNICODE && /utf-?8/i.test(environment.LC_ALL ?? environment.LC_CTYPE ?? environment.LANG ?? "utf-8");

/** At most ten redraws per second whatever the speed of training; no timer, so nothing keeps the process alive. */
export class Progress {
  private shownAt = Number.NEGATIVE_INFINITY;
  private line = "";
  private readonly stream: Stream;
  private readonly mode: ProgressMode;
  private readonly unicode: boolean;
  private readonly now: () => number;

  constructor(stream: Stream, mode: ProgressMode, unicode: boolean, now: () => number = () => performance.now()) {
    this.stream = stream;
    this.mode = mode;
    this.unicode = unicode;
    this.now = now;
  }

  /** True when the next `show` would draw: what the caller need not compute otherwise. */
  due(): boolean {
    return this.mode === "bar" && this.now() - this.shownAt >= 100;
  }

  /** A step was done. Only a terminal shows single steps, and not more often than the eye can follow. */
  step(frame: Frame): void {
    if (!this.due()) return;
    this.shownAt = this.now();
    this.draw(barLine(frame, (this.stream.columns ?? 80) - 1, this.unicode));
  }

  /** An epoch was done: always shown. */
  epoch(frame: Frame): void {
    if (this.mode === "bar") this.draw(barLine(frame, (this.stream.columns ?? 80) - 1, this.unicode));
    else if (this.mode === "plain") this.stream.write(`${plainLine(frame)}\n`);
    else if (this.mode === "json") {
      const { losses, ...rest } = frame;
      this.stream.write(`${JSON.stringify({ ...rest, loss: recentLoss(losses) })}\n`);
    }
  }

  /** A message above the line, which stays whole. */
  log(text: string): void {
    if (this.mode === "none") return;
    this.clear();
    this.stream.write(`${text}\n`);
    if (this.line !== "") this.stream.write(this.line);
  }

  /** Ends the line, so that what follows starts on a new one. */
  done(): void {
    if (this.line !== "") this.stream.write("\n");
    this.line = "";
  }

  private draw(line: string): void {
    this.clear();
    this.stream.write(line);
    this.line = line;
  }

  private clear(): void {
    if (this.mode === "bar" && this.line !== "") this.stream.write("\r\x1b[K");
  }
}
