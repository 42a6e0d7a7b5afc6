/** @file Shows training on stderr: on a terminal one line an epoch, updated until it ends; else plain lines or JSON. */
import { choiceFlag, type Values } from "../flags/flags.ts";
import { unknownName } from "../flags/usageError.ts";
import { coloured, hasColour } from "./colour.ts";
import { barLine, type Frame, plainLine, recentLoss } from "./frame.ts";
import { printable } from "./printable.ts";
import { type ProgressMode, progressModes } from "./progressFlag.ts";
import { type Environment, hasUnicode, type Stream, type Terminal, widthOf } from "./terminal.ts";

/** The mode of --progress, or of the environment variable. Throws UsageError. */
export function readProgressMode(values: Values, { DOWNHILL_PROGRESS: usual }: Environment): ProgressMode {
  const general = progressModes.find((mode) => mode === (usual || "auto"));
  if (general === undefined) throw unknownName("value", `${usual}`, progressModes, "DOWNHILL_PROGRESS");
  return choiceFlag(values, "progress", general, progressModes);
}

/** A bar on a terminal, plain lines elsewhere. */
export function automaticMode(stream: Stream, environment: Environment): Exclude<ProgressMode, "auto"> {
  return stream.isTTY && environment.TERM !== "dumb" && !environment.CI ? "bar" : "plain";
}

/** Redraws at most ten times a second. Has no timer, so nothing keeps the process alive. */
export class Progress {
  private shownAt = Number.NEGATIVE_INFINITY;
  private line = "";
  private readonly stream: Stream;
  private readonly mode: ProgressMode;
  private readonly unicode: boolean;
  private readonly paint: (line: string) => string;
  private readonly now: () => number;

  constructor({ stderr, environment, now }: Terminal, mode: ProgressMode = "auto") {
    this.stream = stderr;
    this.mode = mode === "auto" ? automaticMode(stderr, environment) : mode;
    this.unicode = hasUnicode(environment);
    this.paint = hasColour(stderr, environment) ? coloured : (line) => line;
    this.now = now;
  }

  /** True if the next `step` would draw; callers can skip measurements otherwise. */
  due(): boolean {
    return this.mode === "bar" && this.now() - this.shownAt >= 100;
  }

  /** Reports a step. Only a terminal shows single steps. */
  step(frame: Frame): void {
    if (!this.due()) return;
    this.shownAt = this.now();
    this.drawBar(frame);
  }

  /** Reports an epoch, whose line stays. */
  epoch(frame: Frame): void {
    if (this.mode === "bar") {
      this.drawBar(frame);
      this.done();
    } else if (this.mode === "plain") this.stream.write(`${plainLine(frame)}\n`);
    else if (this.mode === "json") {
      const { losses, curve, ...rest } = frame;
      this.stream.write(`${JSON.stringify({ ...rest, loss: recentLoss(losses) })}\n`);
    }
  }

  /** Shows another line instead of a frame; without a terminal, only if `isMilestone`. */
  status(text: string, isMilestone: boolean): void {
    if (this.mode === "bar" && (isMilestone || this.due())) {
      this.shownAt = this.now();
      this.draw(printable(text).slice(0, widthOf(this.stream) - 1));
    } else if (this.mode !== "bar" && isMilestone) this.log(text);
  }

  /** Writes a message above the line; with JSON, as a separate object. */
  log(text: string): void {
    if (this.mode !== "none") this.problem(text);
  }

  /** Writes a message in every mode: the reason of a failure. */
  problem(text: string): void {
    this.clear();
    this.stream.write(`${this.mode === "json" ? JSON.stringify({ message: text }) : printable(text)}\n`);
    if (this.line !== "") this.stream.write(this.line);
  }

  /** Ends the line, so that the next text starts on a new one. */
  done(): void {
    if (this.line !== "") this.stream.write("\n");
    this.line = "";
  }

  private drawBar(frame: Frame): void {
    this.draw(this.paint(barLine(frame, widthOf(this.stream) - 1, this.unicode)));
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
