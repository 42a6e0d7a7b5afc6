/** @file Columns while their cells arrive. */
import type { Column, ColumnKind, NumberColumn, TextColumn } from "../table.ts";
import type { ParseCell } from "./cellParser.ts";
import { Growing } from "./growing.ts";

/** More different texts are names or ids, which no encoding uses. */
const mostTexts = 2 ** 16;

/** Texts that stand for a missing cell. */
export type Missing = ReadonlySet<string>;

/** The first cell that is not of the column's kind. */
export interface OddCell {
  line: number;
  cell: string;
}

/** A column that grows by one cell a row. */
export interface ColumnBuilder {
  readonly kind: ColumnKind;
  /** Adds a cell. A cell of another kind is counted, and missing until the table is read again. */
  add(cell: string, line: number): void;
  finish(name: string): Column;
  /** Cells with a value, of the kind or not. */
  readonly present: number;
  /** Cells of another kind. */
  readonly odd: number;
  readonly firstOdd: OddCell | null;
  /** Texts found that stand for a missing cell. */
  readonly markers: ReadonlySet<string>;
}

export class NumberBuilder implements ColumnBuilder {
  present = 0;
  odd = 0;
  firstOdd: OddCell | null = null;
  readonly markers = new Set<string>();
  private readonly values = new Growing((length) => new Float64Array(length));
  /** True if a number, such as -999, stands for a missing cell. */
  private readonly hasNumberMarker: boolean;

  constructor(
    readonly kind: NumberColumn["kind"],
    private readonly parse: ParseCell,
    private readonly missing: Missing,
  ) {
    this.hasNumberMarker = [...missing].some((marker) => parse(marker) !== null);
  }

  add(cell: string, line: number): void {
    const value = this.hasNumberMarker && this.missing.has(cell.trim()) ? null : this.parse(cell);
    if (value === null) this.addOther(cell.trim(), line);
    else {
      this.present++;
      this.values.push(value);
    }
  }

  finish(name: string): NumberColumn {
    return { name, kind: this.kind, values: this.values.toArray() };
  }

  private addOther(cell: string, line: number): void {
    this.values.push(Number.NaN);
    if (this.missing.has(cell)) {
      if (this.markers.size < 5) this.markers.add(cell);
      return;
    }
    this.present++;
    this.odd++;
    this.firstOdd ??= { line, cell };
  }
}

export class TextBuilder implements ColumnBuilder {
  readonly kind = "text";
  present = 0;
  readonly odd = 0;
  readonly firstOdd = null;
  readonly markers = new Set<string>();
  private readonly codes = new Growing((length) => new Int32Array(length));
  private readonly codeOf = new Map<string, number>();
  private hasMore = false;

  constructor(private readonly missing: Missing) {}

  add(cell: string): void {
    const text = cell.trim();
    const code = this.codeOf.get(text) ?? this.newCode(text);
    if (code !== -1) this.present++;
    this.codes.push(code);
  }

  finish(name: string): TextColumn {
    return { name, kind: "text", codes: this.codes.toArray(), texts: [...this.codeOf.keys()], hasMore: this.hasMore };
  }

  private newCode(text: string): number {
    if (this.missing.has(text)) {
      if (this.markers.size < 5) this.markers.add(text);
      return -1;
    }
    if (this.codeOf.size === mostTexts) {
      this.hasMore = true;
      return -2;
    }
    const code = this.codeOf.size;
    this.codeOf.set(copied(text), code);
    return code;
  }
}

/** Copies a text. A part of a longer text would keep all of it in memory. */
const copied = (text: string): string => JSON.parse(JSON.stringify(text));
