/** @file `downhill compare` with a rule of the user's own module. */
import { expect, it } from "vitest";
import { run } from "../support/fakeTerminal.ts";

const mine = "./tests/cli/mine.ts";
const line = `compare sgd ${mine}#heavyBall --data gauss --model 2-2 --steps 10 --seeds 1 --grid 0.01,0.1 --progress none`;

it("ranks a rule beside the library's", async () => {
  const { code, stdout } = await run(`${line} --json`);
  expect(code).toBe(0);
  const { entries } = JSON.parse(stdout);
  expect(entries.map(({ rule }: { rule: string }) => rule).sort()).toEqual([`${mine}#heavyBall`, "sgd"]);
  expect(entries.every(({ runs }: { runs: { failure: unknown }[] }) => runs[0].failure === null)).toBe(true);
});
