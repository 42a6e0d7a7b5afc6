import { expect, it } from "vitest";
import { toAscii } from "../../src/cli/terminal/ascii.ts";
import * as traces from "../../src/generated/traces/index.ts";
import * as claims from "../../src/testing/claims/index.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";

const isAscii = /^[\n -~]*$/;

it("has a name for signs above and below, and leaves ASCII as it is", () => {
  expect(toAscii("m̂ₜ = mₜ / (1 − β₁ᵗ)")).toBe("m^_t = m_t / (1 - beta_1^t)");
  expect(toAscii("θₜ₋₁ √v · 10⁻³ → R²")).toBe("theta_t-1 sqrtv - 10^-3 -> R^2");
  expect(toAscii("a ? b : ~")).toBe("a ? b : ~");
});

it.each(Object.keys(traces))("explain %s is ASCII where asked, and no sign of it is unknown", async (name) => {
  const [unicode, ascii] = [await run(`explain ${name}`), await run(`explain ${name} --no-unicode`)];
  expect(ascii.stdout).toMatch(isAscii);
  const marks = (text: string) => text.split("?").length;
  expect(marks(ascii.stdout)).toBe(marks(unicode.stdout));
});

it.each([
  "train --data sine --model 1-8-1 --epochs 2",
  "train --data sine --model 1-8-1 --optimizer sgd --lr 1e9",
  "train --help",
  "--help",
  "compare sgd adam --data sine --model 1-4-1 --steps 4 --tuning defaults",
  "lr-find --data moons --model 2-8-2",
  "check adam",
  "check mul",
  "check model --data moons --model 2-2",
])("%s is ASCII", async (line) => {
  const { stdout, stderr } = await run(
    line,
    fakeTerminal({ isTTY: true, columns: 80 }, { NO_UNICODE: "1", NO_COLOR: "1" }),
  );
  expect(stdout).toMatch(/\w/);
  expect(stdout).toMatch(isAscii);
  expect(stderr.replaceAll("\r\x1b[K", "")).toMatch(isAscii);
  expect(`${stdout}${stderr}`).not.toContain("?");
});

it("knows every sign in what is claimed of the rules", () => {
  for (const { title } of Object.values(claims).flatMap((subject) => subject.claims))
    expect(toAscii(title)).not.toContain("?");
});

it("leaves JSON as it is", async () => {
  const line = "train --data sine --model 1-4-1 --epochs 1 --no-unicode --json";
  expect(JSON.parse((await run(line)).stdout).scoreName).toBe("R²");
});
