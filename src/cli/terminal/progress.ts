/** @file Shows training on stderr: one line rewritten on a terminal, plain lines or JSON elsewhere. */
import { choiceFlag, type Flags, type Values } from "../flags/flags.ts";
import { unknownName } from "../flags/usageError.ts";
import { barLine, type Frame, plainLine, recentLoss } from "./frame.ts";
import { type Environment, hasUnicode, type Stream, type Terminal, widthOf } from "./terminal.ts";

export const progressModes = ["auto", "bar", "plain", "json", "none"] as const;
export type ProgressMode = (typeof progressModes)[number];

export const progressFlag: Flags = {
  progress: {
    type: "string",
    value: "MODE",
    help: `${progressModes.join(", ")}; default: what DOWNHILL_PROGRESS says, else auto`,
  },
};

/** Progress as --progress says, or else the environment. Throws UsageError. */
export function openProgress(values: Values, terminal: Terminal): Progress {
  const { DOWNHILL_PROGRESS: usual } = terminal.environment;
  const general = progressModes.find((mode) => mode === (usual || "auto"));
  if (general === undefined) throw unknownName("DOWNHILL_PROGRESS", `${usual}`, progressModes);
  return new Progress(terminal, choiceFlag(values, "progress", general, progressModes));
}

/** A bar only where somebody can watch it being redrawn. */
export function automaticMode(stream: Stream, environment: Environment): Exclude<ProgressMode, "auto"> {
  return stream.isTTY && environment.TERM !== "dumb" && !environment.CI ? "bar" : "plain";
}

/** At most ten redraws per second whatever the speed of training; no timer, so nothing keeps the process alive. */
export class Progress {
  private shownAt = Number.NEGATIVE_INFINITY;
  private line = "";
  private readonly stream: Stream;
  private readonly mode: ProgressMode;
  private readonly unicode: boolean;
  private readonly now: () => number;

  constructor({ stderr, environment, now }: Terminal, mode: ProgressMode = "auto") {
    this.stream = stderr;
    this.mode = mode === "auto" ? automaticMode(stderr, environment) : mode;
    this.unicode = hasUnicode(environment);
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
    this.draw(barLine(frame, widthOf(this.stream) - 1, this.unicode));
  }

  /** An epoch was done: always shown. */
  epoch(frame: Frame): void {
    if (this.mode === "bar") this.draw(barLine(frame, widthOf(this.stream) - 1, this.unicode));
    else if (this.mode === "plain") this.stream.write(`${plainLine(frame)}\n`);
    else if (this.mode === "json") {
      const { losses, curve, ...rest } = frame;
      this.stream.write(`${JSON.stringify({ ...rest, loss: recentLoss(losses) })}\n`);
    }
  }

  /** Any other line instead of a frame; elsewhere than on a terminal only where `isMilestone`. */
  status(text: string, isMilestone: boolean): void {
    if (this.mode === "bar" && (isMilestone || this.due())) {
      this.shownAt = this.now();
      this.draw(text.slice(0, widthOf(this.stream) - 1));
    } else if (this.mode !== "bar" && isMilestone) this.log(text);
  }

  /** A message above the line, which stays whole; an object of its own among JSON. */
  log(text: string): void {
    if (this.mode !== "none") this.problem(text);
  }

  /** A message that is no progress: why something failed is said in every mode. */
  problem(text: string): void {
    this.clear();
    this.stream.write(`${this.mode === "json" ? JSON.stringify({ message: text }) : text}\n`);
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
