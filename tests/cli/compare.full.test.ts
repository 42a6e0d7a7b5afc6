/** @file A comparison in threads gives the bytes of a comparison without. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

it("writes the same report and leaderboard, whatever the order in which threads finish", async () => {
  const folder = newFolder();
  const line = "compare sgd adam lion --data moons --model 2-8-2 --steps 40 --grid 0.001,0.1,1e9";
  const outcomes = await Promise.all(
    [1, 2, 3].map(async (threads) => {
      const file = join(folder, `${threads}.html`);
      const { stdout } = await run(`${line} --threads ${threads} --report ${file}`);
      return { stdout, report: readFileSync(file, "utf8") };
    }),
  );
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
}, 300_000);

it("does not rank lion last on moons: a rate chosen by luck on one seed does not win", async () => {
  const { stdout } = await run("compare sgd adam lion momentum --data moons --steps 50");
  expect(stdout).not.toMatch(/^4 {2}lion/m);
}, 300_000);
