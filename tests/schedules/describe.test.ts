import { expect, describe as group, it } from "vitest";
import * as schedules from "../../src/schedules/index.ts";
import { describe, fromDescription, parseSchedule, preview, scheduleNames } from "../../src/schedules/index.ts";
import { examples } from "./examples.ts";

const namesIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  const own = "name" in value && typeof value.name === "string" ? [value.name] : [];
  return [...own, ...Object.values(value).flatMap(namesIn)];
};

group("a schedule as JSON", () => {
  it("is complete: every factory exported is registered, and every registered one has examples", () => {
    const exported = Object.entries(schedules).filter(
      ([, value]) => typeof value === "function" && "parameters" in value,
    );
    expect(exported.map(([name]) => name).sort()).toEqual([...scheduleNames].sort());
    expect(exported.every(([name, factory]) => (factory as { name: string }).name === name)).toBe(true);
    const tried = new Set(examples.flatMap((text) => namesIn(describe(parseSchedule(text)))));
    expect([...tried].sort()).toEqual([...scheduleNames].sort());
  });

  it.each(examples)("%s is restored with the same values", (text) => {
    const schedule = parseSchedule(text);
    const json = JSON.stringify(describe(schedule));
    const restored = fromDescription(JSON.parse(json));
    expect(JSON.stringify(describe(restored))).toBe(json);
    expect(preview(restored, 60)).toEqual(preview(schedule, 60));
  });

  it("names every argument, including defaults and nested schedules", () => {
    expect(describe(schedules.warmup(100, schedules.cosine(1e-3, 2000)))).toEqual({
      name: "warmup",
      args: { steps: 100, schedule: { name: "cosine", args: { from: 1e-3, steps: 2000, to: 0 } } },
    });
  });

  it("refuses a plain function at any depth", () => {
    expect(() => describe((t) => 1 / t)).toThrow("the schedule must come from a schedule's factory");
    const wrapped = schedules.warmup(2, (t) => 1 / t);
    expect(preview(wrapped, 4)).toEqual([0.5, 1, 1, 0.5]);
    expect(() => describe(wrapped)).toThrow("build it from constant, cosine, sequence, scale, …");
  });

  it("copies a list", () => {
    const values = [3, 2];
    const schedule = schedules.piecewiseConstant([10], values);
    values[0] = 99;
    expect(schedule(1)).toBe(3);
    expect(describe(schedule).args.values).toEqual([3, 2]);
  });

  it.each([
    [
      { name: "cosin", args: {} },
      'fromDescription: unknown schedule "cosin"; did you mean "cosine"? Schedules: clampBelow, constant, cosine,',
    ],
    [{ name: "__proto__", args: {} }, 'fromDescription: unknown schedule "__proto__"; '],
    [{ name: "constructor", args: {} }, 'fromDescription: unknown schedule "constructor"; '],
    [{ name: "constant", args: { value: 1, worth: 2 } }, 'fromDescription: constant: unknown argument "worth"; '],
    [
      JSON.parse('{"name":"constant","args":{"value":1,"__proto__":{}}}'),
      'fromDescription: constant: unknown argument "__proto__"',
    ],
    [
      JSON.parse('{"name":"constant","args":{"__proto__":{"value":1}}}'),
      'fromDescription: constant: unknown argument "__proto__"',
    ],
    [{ name: "constant", args: {} }, "constant: value must be a finite number, got undefined"],
    [{ name: "constant", args: { value: null } }, "constant: value must be a finite number, got null"],
    [
      { name: "constant", args: { value: "process.exit()" } },
      'constant: value must be a finite number, got "process.exit()"',
    ],
    [
      { name: "warmup", args: { steps: 1, schedule: { name: "x", args: {} } } },
      'fromDescription: unknown schedule "x"; ',
    ],
    [{ name: "constant" }, 'fromDescription: a description must be { name: "…", args: { … } }, got '],
    [null, 'fromDescription: a description must be { name: "…", args: { … } }, got null'],
    [[1], 'fromDescription: a description must be { name: "…", args: { … } }, got [1]'],
  ])("refuses %j with the reason", (json, message) => {
    expect(() => fromDescription(json)).toThrow(message);
  });
});

it("parseSchedule limits the depth of nesting, not the number of calls", () => {
  const tree = (depth: number): string =>
    depth === 0 ? "constant(1)" : `sequence(${tree(depth - 1)}, 2, ${tree(depth - 1)})`;
  expect(parseSchedule(tree(6))(1)).toBe(1); // 127 calls, 7 deep
});
