/** @file `downhill train` in this process: what it prints and saves. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = mkdtempSync(join(tmpdir(), "downhill-train-"));

afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const moons = "train --data moons --model 2-16-2 --epochs 3 --lr 0.05";

const untimed = (text: string) => ({ ...JSON.parse(text), seconds: 0 });

const json = async (line: string) => untimed((await run(`${line} --json`)).stdout);

describe("a run", () => {
  it("reaches the target: exit 0, the verdict and a table on stdout, progress on stderr", async () => {
    const { code, stdout, stderr } = await run(moons);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^finished: test accuracy \d+\.\d\d % \(target 95\.00 %: reached\)\n/);
    for (const row of ["training loss", "test loss", "done", "learning rate"]) expect(stdout).toContain(`\n${row} `);
    expect(stderr).toContain("moons: 1000 training examples, 500 test · 2-16-2 (82 parameters) · batch 64 · seed 7\n");
    expect(stderr.match(/^epoch=/gm)).toHaveLength(3);
  });

  it.each(["xor", "sine"])("of few data makes 400 steps unless told otherwise, enough for %s", async (data) => {
    expect(await json(`train --data ${data}`)).toMatchObject({ steps: 400, epochs: 25, reached: true });
  });

  it("misses it: exit 1", async () => {
    const { code, stdout } = await run("train --data spiral --model 2-2 --epochs 1");
    expect(code).toBe(1);
    expect(stdout).toContain("missed");
  });

  it("gives the same numbers for the same seed, and others for another", async () => {
    const first = await json(moons);
    expect(await json(moons)).toEqual(first);
    expect((await json(`${moons} --seed 8`)).loss).not.toBe(first.loss);
  });

  it("says that SWA has no average yet, and evaluates the current weights", async () => {
    const line = "train --data moons --model 2-4-2 --epochs 1 --lr 0.05 --optimizer";
    const early = await run(`${line} swa(adam,start=1000)`);
    expect(early.stderr).toContain("swa(adam) had no average after 16 steps, so the current weights were evaluated");
    const plain = await run(`${line} adam --json`);
    expect(untimed((await run(`${line} swa(adam,start=1000) --json`)).stdout).testLoss).toBe(
      untimed(plain.stdout).testLoss,
    );
    expect((await run(`${line} swa(adam,start=10)`)).stderr).not.toContain("no average");
  });

  it("prints one JSON object with --json", async () => {
    expect(await json(moons)).toMatchObject({
      task: "moons",
      optimizer: "adam",
      seed: 7,
      ending: "finished",
      epochs: 3,
      steps: 48,
      reached: true,
      lr: [0.05, 0.05],
      skipped: 0,
    });
  });

  it("depends on every setting", async () => {
    const losses = await Promise.all(
      ["", "--batch 32", "--optimizer momentum", "--set beta1=0.5", "--set epsRoot=0.01"].map(
        async (flags) => (await json(`${moons} ${flags}`.trim())).loss,
      ),
    );
    expect(new Set(losses).size).toBe(losses.length);
  });

  it("follows a schedule, of the learning rate or of anything else", async () => {
    const line = ["train", "--data", "moons", "--model", "2-4-2", "--epochs", "2", "--json"];
    const { stdout } = await run([...line, "--schedule", "linearDecay(0.02, 16)"]);
    expect(JSON.parse(stdout).lr).toEqual([0, 0.02]);
    const flags = ["--schedule", "warmup(8, linearDecay(0.02, 16))"];
    expect((await run([...line.slice(0, -1), ...flags])).stdout).toMatch(/^learning rate {2}0\.0025 → 0\.02 → 0$/m);
    const constant = await run([...line, "--set", "beta1=0.5"]);
    const scheduled = await run([...line, "--set", "beta1=constant(0.5)"]);
    expect(untimed(scheduled.stdout)).toEqual(untimed(constant.stdout));
  });

  describe("with --patience", () => {
    const line = "train --data gauss --model 2-2 --epochs 50 --patience 2 --lr 1";

    it("stops on validation examples, and tests the best weights", async () => {
      const result = await json(line);
      const { epochs, scoreEpoch } = result;
      expect(result).toMatchObject({ ending: "stopped early", validationLoss: expect.any(Number) });
      expect(epochs).toBeLessThan(50);
      expect(epochs).toBe(scoreEpoch + 2);
      // A run that ends with the best epoch has the same weights without restoring them.
      const short = await json(line.replace("--epochs 50", `--epochs ${scoreEpoch}`));
      expect(short).toMatchObject({ ending: "finished", score: result.score, testLoss: result.testLoss });
    });

    it("never chooses by the test examples", async () => {
      const table = (up: string, down: string): string =>
        ["x,kind", ...Array.from({ length: 50 }, (_, i) => `${i},${i < 25 ? up : down}`)].join("\n");
      const place = newFolder();
      writeFileSync(join(place, "train.csv"), table("a", "b"));
      writeFileSync(join(place, "test.csv"), table("b", "a"));
      const result = await json(`train --data ${place} --epochs 20 --patience 20 --lr 0.1`);
      expect(result.validationLoss).toBeLessThan(0.3);
      expect(result.score).toBeLessThan(0.1);
    });

    it("says so in one line", async () => {
      const { stdout, stderr } = await run(line);
      expect(stderr).toMatch(/^gauss: 800 training examples, 200 validation, 500 test · /);
      expect(stderr).toMatch(/epoch=1\/50 .* val=\S+ acc=/);
      expect(stdout).toMatch(
        /^stopped early: test accuracy [\d.]+ % with the weights of epoch \d+ of \d+, whose validation loss [\d.e-]+ is the lowest \(target/,
      );
    });

    it("resumed, ends with the same numbers, and does not train after it has stopped", async () => {
      const saved = join(folder, "patience.safetensors");
      const whole = await json(line);
      await json(`${line.replace("--epochs 50", "--epochs 2")} --checkpoint ${saved}`);
      expect(await json(`train --resume ${saved} --epochs 50`)).toEqual(whole);
      expect(await json(`train --resume ${saved}`)).toEqual(whole);
    });

    it("cannot begin in a resumed run, which has trained on all examples", async () => {
      const saved = join(folder, "impatient.safetensors");
      await json(`${line.replace(" --patience 2", "").replace("--epochs 50", "--epochs 1")} --checkpoint ${saved}`);
      const { code, stderr } = await run(`train --resume ${saved} --patience 2`);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/^downhill: --patience: .*start a run with --patience\n$/),
      ]);
    });
  });

  it("fits numbers, evaluated by R²", async () => {
    const result = await json("train --data line --model 1-1 --epochs 5 --lr 0.05 --batch 16");
    expect(result.scoreName).toBe("R²");
    // A line with noise 0.1 and slope 2 on [−1, 1): 1 − 0.01 / (4/3 + 0.01).
    expect(result.score).toBeCloseTo(0.9926, 2);
  });

  it("reports a loss that diverged, and exits 1", async () => {
    const { code, stdout, stderr } = await run("train --data sine --model 1-8-1 --optimizer sgd --lr 1e9");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed: no epoch was completed/);
    expect(stderr).toMatch(
      /loss Infinity! sgd: the gradient of .* at step \d+; no parameter was changed; see detectAnomaly\n.*use a smaller learning rate, or clip/,
    );
    expect(stderr).toMatch(/learning rate 1000000000, loss Infinity, gradient norm NaN;/);
    expect(stderr).toMatch(
      /\ndetectAnomaly: (backward of )?\w+ (in layer \d|at|after) .* (gave|got) -?(NaN|Infinity) at index \d+ of .*\n {2}/,
    );
  });
});

describe("checkpoints", () => {
  const saved = join(folder, "run.safetensors");
  const line = "train --data moons --model 2-8-2 --optimizer radam --schedule linearDecay(0.05,100)";

  it("resumed after an epoch, a run ends with the same numbers", async () => {
    const whole = await json(`${line} --epochs 4`);
    await json(`${line} --epochs 2 --overwrite --checkpoint ${saved}`);
    const { stdout, stderr } = await run(`train --resume ${saved} --epochs 4 --json`);
    expect(untimed(stdout)).toEqual(whole);
    expect(stderr).toContain(`resumed from ${saved} after 32 steps\n`);
  });

  it("shows the schedule of the resumed run", async () => {
    // Without --schedule, Adam on images has one as long as the run.
    const images = `train --model 784-2-10 --batch 3000 --epochs 1 --overwrite --checkpoint ${saved}`;
    expect((await run(images)).stderr).toContain("adam lr cosine(4e-3, 2, 1e-4) ");
    const { stderr } = await run(`train --resume ${saved} --epochs 2`);
    expect(stderr).toContain("adam lr cosine(4e-3, 2, 1e-4) ");
  });

  it("resumed in the middle of an epoch, too", async () => {
    const whole = await json(`${line} --epochs 4`);
    const terminal = fakeTerminal();
    terminal.tick = 30;
    setImmediate(() => setImmediate(() => terminal.interrupt()));
    const { code, stdout } = await run(`${line} --epochs 4 --overwrite --checkpoint ${saved} --json`, terminal);
    expect(code).toBe(130);
    expect(JSON.parse(stdout).steps % 16).not.toBe(0);
    expect(untimed((await run(`train --resume ${saved} --json`)).stdout)).toEqual(whole);
  });

  it("stopped by Ctrl-C prints the epoch of the score and the resume command", async () => {
    const terminal = fakeTerminal();
    terminal.tick = 4;
    const stop = setInterval(() => terminal.text.stderr.includes("epoch=2/") && terminal.interrupt(), 0);
    const { code, stdout } = await run(`${line} --epochs 400 --overwrite --checkpoint ${saved}`, terminal);
    clearInterval(stop);
    expect(code).toBe(130);
    expect(stdout).toMatch(/^interrupted: test accuracy \d+\.\d\d % after epoch \d+ \(/);
    expect(stdout).toMatch(new RegExp(`\nresume +npm run -s downhill -- train --resume ${saved}$`, "m"));
  });

  it("has nothing to do with fewer epochs than it has", async () => {
    await json(`${line} --epochs 2 --overwrite --checkpoint ${saved}`);
    const { code, stderr } = await run(`train --resume ${saved} --epochs 1`);
    expect([code, stderr]).toEqual([2, `downhill: --epochs must be above the 2 epochs of ${saved}, got 1\n`]);
  });

  it.each([
    [`train --resume ${saved} --lr 1`, /--lr comes from the checkpoint; leave it out\n$/],
    [`train --resume ${folder}/nothing`, /nothing: file: needs a readable file/],
    [`train --checkpoint ${folder}/no/where`, /--checkpoint: cannot save .*: no such folder .*no; make it first/],
    [`train --resume ${file("text", "hello")}`, /text: .*needs/],
  ])("%s: exit 2", async (line, message) => {
    const { code, stderr } = await run(line);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("interrupted", () => {
  it("prints what there is and exits 130", async () => {
    const terminal = fakeTerminal();
    terminal.tick = 30;
    setImmediate(() => setImmediate(() => terminal.interrupt()));
    const { code, stdout } = await run(`${moons} --json`, terminal);
    expect(code).toBe(130);
    const { ending, steps } = JSON.parse(stdout);
    expect(ending).toBe("interrupted");
    expect(steps).toBeLessThan(48);
  });
});
