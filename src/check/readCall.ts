/** @file The one reader of texts such as `lookahead(adam(lr=0.1), k=6)`. It evaluates nothing. */

/** A value in a call, with the position of its first character and the position after its last. */
export type Node = { readonly position: number; readonly end: number } & (
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "word"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "record"; readonly entries: readonly (readonly [name: string, value: Node])[] }
  | CallNode
);

export interface CallNode {
  readonly kind: "call";
  readonly name: string;
  readonly isNew: boolean;
  readonly args: readonly Node[];
  readonly named: readonly (readonly [name: string, value: Node])[];
}

/** A text that is not a call. `position` counts characters from 0. */
export class CallError extends SyntaxError {
  constructor(
    readonly problem: string,
    readonly position: number,
  ) {
    super(`column ${position + 1}: ${problem}`);
  }
}

const longest = 10_000;
const deepest = 50;

/**
 * Reads one value.
 *
 *     value = number | "text" | word | "[" values "]" | "{" name ":" value, … "}" | ["new"] word "(" arguments ")"
 *     argument = value | name "=" value
 *
 * Throws a CallError at the character that does not fit, and for more than 10,000 characters or 50 levels.
 *
 * @example readCall("cosine(0.1, 200)").kind // "call"
 */
export function readCall(text: string): Node {
  if (text.length > longest) throw new CallError(`expected at most ${longest} characters, got ${text.length}`, 0);
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

type Entry = readonly [name: string, value: Node];

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  value(): Node {
    const position = this.skipSpace();
    return { ...this.content(), position, end: this.at };
  }

  end(): void {
    if (this.skipSpace() < this.text.length) this.fail("expected the end");
  }

  private content() {
    const number = this.match(/[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(?![\w$])/iy);
    if (number !== null) return { kind: "number" as const, value: Number(number) };
    const quoted = this.match(/"[^"\\]*"/y);
    if (quoted !== null) return { kind: "text" as const, value: quoted.slice(1, -1) };
    if (this.take("[")) return { kind: "list" as const, items: this.list("]", () => this.value()) };
    if (this.take("{")) return { kind: "record" as const, entries: this.list("}", () => this.entry(":")) };
    const isNew = this.match(/new\s/y) !== null;
    const name = this.match(word) ?? this.fail("expected a value");
    return this.take("(") ? this.call(name, isNew) : { kind: "word" as const, name };
  }

  private call(name: string, isNew: boolean): CallNode {
    const args: Node[] = [];
    const named: Entry[] = [];
    this.list(")", () => {
      this.skipSpace();
      if (/[\w$.]+\s*=/y.test(this.text.slice(this.at, this.at + 100))) named.push(this.entry("="));
      else args.push(this.value());
    });
    return { kind: "call", name, isNew, args, named };
  }

  private entry(mark: string): Entry {
    const name = this.match(/[A-Za-z_$][\w$.]*/y) ?? this.fail("expected a name");
    if (!this.take(mark)) this.fail(`expected "${mark}"`);
    return [name, this.value()];
  }

  /** Reads items between commas up to the closing bracket; the opening one is taken. */
  private list<T>(close: string, item: () => T): T[] {
    if (++this.depth > deepest) this.fail(`expected at most ${deepest} levels`);
    const items: T[] = [];
    const isEmpty = this.take(close);
    if (!isEmpty) {
      do items.push(item());
      while (this.take(","));
      if (!this.take(close)) this.fail(`expected "," or "${close}"`);
    }
    this.depth--;
    return items;
  }

  private fail(problem: string): never {
    throw new CallError(problem, this.skipSpace());
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

/** A word may hold hyphens, as in `variant=rprop-`. */
const word = /[A-Za-z_$][\w$-]*/y;
