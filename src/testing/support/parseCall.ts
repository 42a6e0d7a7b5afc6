/** The values of the names in a call: functions, and classes after `new`. */
export type Scope = Readonly<Record<string, unknown>>;

/** Computes the value of a text in a scope. */
type Evaluate = (scope: Scope) => unknown;

/**
 * Parses the call of a `@gradcheck` line. No text is turned into code. The whole grammar is
 *
 *     value = number | "string" | null | true | false | [ value, … ] | { name: value, … } | name(value, …) | new name(value, …)
 */
export function parseCall(text: string): Evaluate {
  const reader = new Reader(text);
  const evaluate = reader.value();
  reader.end();
  return evaluate;
}

const constants: Scope = { null: null, true: true, false: false };

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): Evaluate {
    const number = this.match(/-?\d+(\.\d+)?(e-?\d+)?/y);
    if (number !== null) return () => Number(number);
    const string = this.match(/"[^"\\]*"/y);
    if (string !== null) return () => string.slice(1, -1);
    if (this.take("[")) {
      const items = this.list("]", () => this.value());
      return (scope) => items.map((item) => item(scope));
    }
    if (this.take("{")) {
      const entries = this.list("}", (): [string, Evaluate] => [this.name(":"), this.value()]);
      return (scope) => Object.fromEntries(entries.map(([key, value]) => [key, value(scope)]));
    }
    return this.call();
  }

  end(): void {
    if (this.at < this.text.length) this.fail();
  }

  private call(): Evaluate {
    const constant = this.match(/(null|true|false)\b/y);
    if (constant !== null) return () => constants[constant];
    const isNew = this.match(/new\s/y) !== null;
    const name = this.name("(");
    const args = this.list(")", () => this.value());
    return (scope) => {
      const called = Object.hasOwn(scope, name) ? scope[name] : null;
      if (typeof called !== "function") throw new ReferenceError(`${this.text}: there is no function ${name}`);
      const values = args.map((arg) => arg(scope));
      return isNew ? Reflect.construct(called, values) : called(...values);
    };
  }

  private name(follower: string): string {
    const name = this.match(/[A-Za-z]\w*/y);
    if (name === null || !this.take(follower)) return this.fail();
    return name;
  }

  /** Reads items separated by commas, up to the closing bracket; the opening one is already taken. */
  private list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    if (this.take(close)) return items;
    do items.push(item());
    while (this.take(","));
    return this.take(close) ? items : this.fail();
  }

  private fail(): never {
    throw new SyntaxError(`@gradcheck ${this.text}: column ${this.at + 1} is not understood; see parseCall`);
  }

  private take(symbol: string): boolean {
    const found = this.text.startsWith(symbol, this.at);
    if (found) this.skip(symbol.length);
    return found;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.skip(found.length);
    return found;
  }

  /** Moves past `count` characters and the spaces after them. */
  private skip(count: number): void {
    this.at += count;
    while (this.text[this.at] === " ") this.at++;
  }
}
