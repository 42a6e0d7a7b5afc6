import { describe, expect, it } from "vitest";
import { readOptions } from "../../bench/options.ts";

const [models, ops] = [
  ["tiny", "mlp", "cnn"],
  ["relu", "conv2d 1×1", "conv2d 3×3", "sum", "summary"],
];
const read = (line: string) => readOptions(line === "" ? [] : line.split(" "), models, ops);

describe("the options of the bench", () => {
  it("name all models, or all ops, where none is given", () => {
    expect(read("").only).toEqual(models);
    expect(read("--ops").only).toEqual(ops);
  });

  it("take names in any order, with spaces or commas", () => {
    expect(read("cnn tiny").only).toEqual(["tiny", "cnn"]);
    expect(read("--ops sum,relu").only).toEqual(["relu", "sum"]);
    expect(read("--against HEAD~1 --ops sum, relu").only).toEqual(["relu", "sum"]);
  });

  it("find ops by their first word", () => {
    expect(read("--ops conv2d").only).toEqual(["conv2d 1×1", "conv2d 3×3"]);
  });

  it.each([
    ["mpl", 'bench: unknown model "mpl"; did you mean "mlp"? Models: tiny, mlp, cnn'],
    ["relu", 'bench: unknown model "relu"; models: tiny, mlp, cnn'],
    ["--ops rellu", 'bench: unknown op "rellu"; did you mean "relu"? Ops: '],
    ["--opps", 'bench: unknown option "--opps"; did you mean "--ops"? Options: --json, '],
    ["--against", "bench: Option '--against <value>' argument missing"],
    ["--against --ops", "bench: Option '--against' argument is ambiguous."],
    ["--json=1", "bench: Option '--json' does not take an argument"],
    ["--quick --ops", "bench: --quick must be alone; only --json may be beside it"],
    ["--quick --startup", "bench: --quick must be alone; only --json may be beside it"],
    ["--startup tiny", "bench: --startup must be alone; only --json may be beside it"],
    ["--write tiny", "bench: --write needs the whole table, got names; leave out one of them"],
    ["--write --startup", "bench: --write needs the whole table, got --startup; leave out one of them"],
    ["--write --ops --against HEAD", "bench: --write needs the whole table, got --against; leave out one of them"],
  ])("refuse %s", (line, message) => {
    expect(() => read(line)).toThrow(message);
  });
});
