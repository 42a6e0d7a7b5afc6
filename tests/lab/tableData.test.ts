/** @file A pasted table in the network mode: read by the library, in a link, trained, and written as a program. */
import { describe, expect, it } from "vitest";
import { readHash, writeHash } from "../../site/lab/hash.ts";
import { confusion } from "../../site/lab/network/confusion.ts";
import { isPlanar, sizesOf } from "../../site/lab/network/netData.ts";
import { modelOf } from "../../site/lab/network/netModel.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { firstNet, type NetState } from "../../site/lab/network/netState.ts";
import { columnsOf, fitsInLink, tableData, wellFormed } from "../../site/lab/network/tableData.ts";
import { firstState } from "../../site/lab/state.ts";
import { Tensor } from "../../src/autograd/index.ts";

/** Rows of three classes by length, with a column of text. */
const rows = Array.from({ length: 40 }, (_, i) => `${(i % 3) + i / 100},${["red", "blue"][i % 2]},${"abc"[i % 3]}`);
const table = `length,colour,kind\n${rows.join("\n")}\n`;
const state: NetState = { ...firstNet, data: "table", table, hidden: [5], steps: 60, batch: 8 };

describe("a pasted table", () => {
  it("is split, encoded and standardized by the library", () => {
    const { train, test, classNames, label, notes, inputs } = tableData(table, "");
    expect([train.labels.length, test.labels.length, inputs, classNames, label]).toEqual([
      30,
      10,
      3,
      ["a", "b", "c"],
      "kind",
    ]);
    const lengths = Array.from(train.labels, (_, i) => train.inputs.data[3 * i]);
    expect(lengths.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 4);
    expect(notes[0]).toBe("30 rows to train on, 10 to test on, 3 inputs: length, colour=blue, colour=red");
    expect(tableData(table, "")).toBe(tableData(table, ""));
  });

  it("has any column as its label", () => {
    expect(columnsOf(table)).toEqual(["length", "colour", "kind"]);
    expect(tableData(table, "colour").classNames).toEqual(["blue", "red"]);
    expect(sizesOf({ data: "table", table, label: "colour" })).toEqual({ inputs: 4, classes: 2 });
    expect(isPlanar({ data: "table", table: "x,y,k\n1,2,a\n2,1,b\n3,1,a\n1,4,b\n2,2,a", label: "" })).toBe(true);
    expect(isPlanar(state)).toBe(false);
  });

  it.each([
    ["", "table: needs a row of data, got an empty file"],
    ["a,b\n1,2\n1,2,3\n", "table:3: needs 2 cells as in line 1, got 3"],
    ["a,b\n1,2.5\n2,3.5\n3,4.25\n", 'table: needs classes in column "b", the label, got numbers; choose another label'],
    [`a,b\n${"1,x\n2,y\n".repeat(1001)}`, "table: needs at most 2,000 rows, got 2,002; paste fewer rows"],
    ["x".repeat(200_001), "table: needs at most 200,000 characters, got 200,001; paste fewer rows"],
  ])("that cannot be used is refused in words: %.12s", (text, message) => {
    expect(() => tableData(text, "")).toThrow(message);
  });
});

describe("a run on a table", () => {
  it("learns it, by every loss", () => {
    for (const loss of ["crossEntropy", "mse", "binaryCrossEntropyWithLogits"] as const) {
      const run = new NetRun({ ...state, loss });
      run.advance(60);
      expect(Math.max(...run.records.map(({ curves }) => curves.accuracy[60])), loss).toBeGreaterThan(0.5);
    }
  });

  it("counts the test rows by class and predicted class, also with one output", () => {
    for (const label of ["", "colour"]) {
      const one = { ...state, label, loss: "binaryCrossEntropyWithLogits" as const };
      const { test } = tableData(table, label);
      const model = modelOf(one);
      const { shape } = model.forward(new Tensor(test.inputs));
      expect(shape[1]).toBe(label === "" ? 3 : 1);
      const counts = confusion(model, test);
      expect(counts.flat().reduce((sum, x) => sum + x, 0)).toBe(10);
      expect(counts.map((row) => row.reduce((sum, x) => sum + x, 0))).toEqual(
        counts.map((_, k) => test.labels.filter((one) => one === k).length),
      );
    }
  });
});

describe("a link", () => {
  const linked = (net: Partial<NetState>): string => writeHash({ ...firstState, net: { ...firstNet, ...net } });

  it("holds a short table and its label", () => {
    const { state: read, notices } = readHash(linked({ data: "table", table, label: "colour" }));
    expect(notices).toEqual([]);
    expect([read.net.table, read.net.label, read.net.data]).toEqual([table, "colour", "table"]);
  });

  it("leaves out a long table, and says when it is opened that it is missing", () => {
    const long = table + rows.join("\n").repeat(4);
    expect([fitsInLink(table), fitsInLink(long)]).toEqual([true, false]);
    const hash = linked({ data: "table", table: long, label: "kind" });
    expect(hash).toBe("#v=1&d=table");
    const { state: read, notices } = readHash(hash);
    expect(read.net.data).toBe("circles");
    expect(notices).toEqual([
      "link: d cannot use the table: table: needs a row of data, got an empty file; using circles",
    ]);
  });

  it("holds any text that the page takes", () => {
    const odd = "x,k\n\ud800,a\n%26,b&#\n";
    expect(wellFormed(odd)).toBe("x,k\n\ufffd,a\n%26,b&#\n");
    expect(readHash(linked({ table: wellFormed(odd) })).state.net.table).toBe(wellFormed(odd));
    expect(() => writeHash(readHash("#csv=\ud800").state)).not.toThrow();
  });
});
