/**
 * @file Reads JSON whose form is known beforehand. What does not belong at a place is an error there, never a value.
 * JSON.parse would keep the last of two equal keys without a word. It would also build whatever a hostile file nests.
 */
import { excerpt } from "../../../check/excerpt.ts";

/**
 * More members than any header has: large models have a few thousand tensors. Without a limit short entries in a
 * hostile file would become many times the file's size in memory.
 */
const mostMembers = 16_384;

/** Ends the reading with an error: what was needed, and what was found. */
export type Fail = (expected: string, found: string) => never;

export class JsonReader {
  private at = 0;
  private readonly text: string;
  private readonly fail: Fail;

  constructor(text: string, fail: Fail) {
    this.text = text;
    this.fail = fail;
  }

  /** An object; `member` reads the value of each key. A key that comes twice is an error. */
  object(member: (key: string) => void): void {
    const keys = new Set<string>();
    this.list("{", "}", mostMembers, () => {
      const key = this.string();
      if (keys.has(key)) this.fail("every name once", `${excerpt(key)} twice`);
      keys.add(key);
      this.take(":");
      member(key);
    });
  }

  array<T>(item: () => T, most: number): T[] {
    const items: T[] = [];
    this.list("[", "]", most, () => items.push(item()));
    return items;
  }

  string(): string {
    this.skipSpace();
    const start = this.at;
    if (this.text[start] !== '"') this.wrong("a text in double quotes");
    this.at = this.closingQuote(start) + 1;
    let value: string;
    try {
      value = JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      return this.fail("a text in JSON's form", excerpt(this.text.slice(start, this.at)));
    }
    if (/\p{Surrogate}/u.test(value)) this.fail("text in Unicode", `half a character in ${excerpt(value)}`);
    return value;
  }

  /** A whole number, 0 or more, that a JavaScript number holds exactly. */
  count(): number {
    this.skipSpace();
    const digits = /(?:0|[1-9]\d{0,16})(?![\d.eE])/y;
    digits.lastIndex = this.at;
    const found = digits.exec(this.text)?.[0];
    if (found === undefined || !Number.isSafeInteger(Number(found))) return this.wrong("a whole number below 2^53");
    this.at += found.length;
    return Number(found);
  }

  /** Reads `null` if it comes next; returns whether it did. */
  null(): boolean {
    this.skipSpace();
    const isNull = this.text.startsWith("null", this.at);
    if (isNull) this.at += 4;
    return isNull;
  }

  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) this.wrong("nothing more");
  }

  private list(open: string, close: string, most: number, item: () => void): void {
    this.take(open);
    this.skipSpace();
    if (this.text[this.at] === close) {
      this.at++;
      return;
    }
    for (let entries = 1; ; entries++) {
      if (entries > most) this.fail(`at most ${most} entries`, "more");
      item();
      this.skipSpace();
      if (this.text[this.at] === close) break;
      this.take(",");
    }
    this.at++;
  }

  private take(symbol: string): void {
    this.skipSpace();
    if (this.text[this.at] !== symbol) this.wrong(symbol);
    this.at++;
  }

  private closingQuote(start: number): number {
    for (let end = start + 1; ; end++) {
      end = this.text.indexOf('"', end);
      if (end < 0) return this.fail("a closing double quote", "none");
      let backslashes = 0;
      while (this.text[end - 1 - backslashes] === "\\") backslashes++;
      if (backslashes % 2 === 0) return end;
    }
  }

  private skipSpace(): void {
    while (" \t\n\r".includes(this.text[this.at] ?? "none")) this.at++;
  }

  private wrong(expected: string): never {
    const found = this.at < this.text.length ? excerpt(this.text.slice(this.at, this.at + 20)) : "the end";
    return this.fail(expected, `${found} at character ${this.at}`);
  }
}
