/** @file The help of every command: complete, and with examples that the command itself reads. */

import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { readFlags } from "../../src/cli/flags/flags.ts";
import { run } from "../support/fakeTerminal.ts";

const loaded = await Promise.all(
  Object.entries(commands).map(async ([name, { summary, help }]) => ({ name, summary, ...(await help()) })),
);

describe.each(loaded)("downhill $name --help", ({ name, flags, summary, usage, examples }) => {
  it("prints usage, summary, flags and examples: exit 0", async () => {
    const { code, stdout, stderr } = await run(`${name} --help`);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").slice(0, 3)).toEqual([`usage: downhill ${name} ${usage}`, "", summary]);
    const listed = [...stdout.matchAll(/^ {2}--(\S+)/gm)].map(([, flag]) => flag);
    expect(listed).toEqual([...Object.keys(flags), "no-unicode", "help"]);
    for (const { help } of Object.values(flags)) expect(stdout).toContain(help);
    expect(stdout).not.toMatch(/undefined|null|\[object/);
  });

  it.each(examples.map(([line, what]) => ({ line, what })))("has flags that exist: $line", ({ line, what }) => {
    const split = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
    const [command, ...words] = split.map((word) => (word === "-o" ? "--out" : word));
    expect(command).toBe(name);
    expect(what).not.toBe("");
    expect(() => readFlags(words, flags)).not.toThrow();
  });
});

it("downhill --help lists every command with its summary: exit 0", async () => {
  const { code, stdout, stderr } = await run("--help");
  expect([code, stderr]).toEqual([0, ""]);
  const rows = [...stdout.matchAll(/^ {2}(\S+) +(.+)$/gm)].map(([, name, summary]) => [name, summary]);
  expect(rows).toEqual(Object.entries(commands).map(([name, { summary }]) => [name, summary]));
});
