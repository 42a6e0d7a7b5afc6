import { constant } from "./constant.ts";
import type { Schedule } from "./schedule.ts";
import { factoryOf } from "./support/registry.ts";

/**
 * A schedule from the text of a command line; nothing is evaluated. A number alone is a constant.
 *
 *     schedule = number | name "(" [ argument { "," argument } ] ")"
 *     argument = number | word | "[" number { "," number } "]" | schedule
 *
 * Throws an error that points at the column where the text goes wrong.
 *
 *     parseSchedule("warmup(100, cosine(1e-3, 2000))")
 *     parseSchedule("piecewiseConstant([100, 200], [0.1, 0.01, 0.001])")
 */
export function parseSchedule(text: string): Schedule {
  const reader: Reader = new Reader(text);
  const value = reader.argument();
  reader.end();
  if (typeof value === "number") return constant(value);
  if (typeof value !== "function") reader.fail("a number or a schedule such as cosine(1e-3, 2000) is needed", 0);
  return value;
}

type Value = number | string | number[] | Schedule;

/** Deeper nesting is no schedule anybody wrote, and would run out of stack. */
const deepest = 50;

/** One recursive-descent pass over the text. */
class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  argument(): Value {
    const start = this.skipSpace();
    if (this.take("[")) return this.list("]", () => this.number());
    const word = this.match(/[A-Za-z_$][\w$]*/y);
    if (word === null) return this.number();
    if (!this.take("(")) return word;
    return this.call(word, start);
  }

  end(): void {
    if (this.skipSpace() < this.text.length) this.fail("the schedule has ended, but more text follows");
  }

  fail(problem: string, at = this.at): never {
    throw new SyntaxError(`parseSchedule: column ${at + 1}: ${problem}\n  ${this.text}\n  ${" ".repeat(at)}^`);
  }

  private call(name: string, start: number): Schedule {
    if (++this.depth > deepest) this.fail(`schedules can be nested ${deepest} levels deep, not more`, start);
    const args = this.list(")", () => this.argument());
    this.depth--;
    try {
      return factoryOf(name)(...args);
    } catch (error) {
      return this.fail((error as Error).message, start);
    }
  }

  /** What `item` reads, separated by commas, up to the closing bracket; the opening one is taken. */
  private list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    if (this.take(close)) return items;
    do items.push(item());
    while (this.take(","));
    if (!this.take(close)) this.fail(`"," or "${close}" is needed here`);
    return items;
  }

  private number(): number {
    const digits = this.match(/[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/y);
    if (digits === null) this.fail("a number, a list or a schedule is needed here");
    return Number(digits);
  }

  private take(symbol: string): boolean {
    const found = this.text.startsWith(symbol, this.skipSpace());
    if (found) this.at += symbol.length;
    return found;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.skipSpace();
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private skipSpace(): number {
    while (/\s/.test(this.text.charAt(this.at))) this.at++;
    return this.at;
  }
}
