/** @file No export brings over 5 % more bytes than bench/sizes.json says, and every export is listed there. */
import { expect, it } from "vitest";
import { runScript } from "./support/runScript.ts";

it("no bundle is new or grew by more than 5 %; otherwise run npm run sizes -- --write", async () => {
  const { code, stdout, stderr } = await runScript("scripts/sizes.ts", "--check");
  expect([code, stdout], stderr).toEqual([0, ""]);
}, 600_000);
