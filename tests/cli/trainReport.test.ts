/** @file `downhill train --report`: what the page shows of each kind of run, and which files it replaces. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decode, encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();
const path = (name: string): string => join(folder, name);
let pages = 0;

/** Trains with a report; returns its page. */
async function reportOf(flags: string): Promise<string> {
  const file = path(`${++pages}.html`);
  const { stderr } = await run(`train ${flags} --report ${file}`);
  expect(stderr).toContain(`report: ${file}\n`);
  return readFileSync(file, "utf8");
}

const headings = (html: string): string[] => [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title);
const captions = (html: string): string[] =>
  [...html.matchAll(/<figcaption>([^<]*)/g)].map(([, title]) => title.trim());
const section = (html: string, title: string): string =>
  html.split("<h2>").find((part) => part.startsWith(title)) ?? "";

const moons = "--data moons --model 2-8-2 --lr 0.05 --epochs 2";

describe("a report of classes", () => {
  it("has curves, metrics beside the baseline, confusions, the decision boundary and the worst examples", async () => {
    const html = await reportOf(moons);
    expect(headings(html)).toEqual([
      "Metrics on the test set",
      "Curves",
      "Classes",
      "Confusion matrix",
      "Decision boundary",
      "Worst examples",
      "How it was made",
    ]);
    expect(captions(html)).toEqual(["Loss", "Test accuracy", "Learning rate", "Gradient norm", "Update over weights"]);
    expect(section(html, "Metrics")).toMatch(/accuracy<\/th><td>\d+\.\d\d %<\/td><td>50\.00 %<\/td>/);
    const { stdout } = await run(`train ${moons} --json`);
    const { confusion } = JSON.parse(stdout).metrics;
    const counts = [...section(html, "Confusion").matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, n]) => Number(n));
    expect(counts).toEqual(confusion.flat());
    const boundary = section(html, "Decision boundary");
    expect(boundary.match(/class="region"/g)).toHaveLength(2);
    expect(boundary.match(/class="point"/g)).toHaveLength(400);
    expect(boundary).toContain(`; ${boundary.match(/class="wrong"/g)?.length ?? 0} of them are on the wrong side`);
    expect(section(html, "Worst").match(/<tr>/g)).toHaveLength(11);
    expect(section(html, "How it was made")).toContain(`<dd>downhill train ${moons}</dd>`);
  });

  it("is the same bytes for the same run, with no script, and every picture has words", async () => {
    const [one, two] = [await reportOf(moons), await reportOf(moons)];
    expect(two).toBe(one);
    expect(one).not.toMatch(/<script|https?:|<link/);
    const pictures = one.match(/<svg (?![^>]*aria-hidden)[^>]*>.{0,60}/g) ?? [];
    expect(pictures.length).toBe(6);
    for (const start of pictures) expect(start).toMatch(/^<svg viewBox="[\d ]+" role="img"><title>[^<]+/);
    expect(one.match(/<desc>[^<]+<\/desc>/g)).toHaveLength(6);
  });

  it.each([
    ["grey", 1],
    ["coloured", 3],
  ] as const)("draws %s images", async (name, channels) => {
    for (const kind of ['<b> & "one"', "two"]) {
      mkdirSync(path(`${name}/${kind}`), { recursive: true });
      for (let i = 0; i < 5; i++) {
        const data = Uint8Array.from({ length: 64 * channels }, (_, k) => (k * (i + 1) * kind.length) % 256);
        writeFileSync(path(`${name}/${kind}/${i}.png`), encode({ width: 8, height: 8, data, channels, depth: 8 }));
      }
    }
    const html = await reportOf(`--data ${path(name)} --model ${64 * channels}-2-2 --epochs 1 --worst 1`);
    const [, url, caption] = /<img src="data:image\/png;base64,([^"]*)" alt="([^"]*)">/.exec(html) ?? [];
    expect(decode(Buffer.from(url, "base64"))).toMatchObject({ width: 8, height: 8, channels });
    expect(caption).toMatch(/^read as .*, is .*$/);
    expect(html).toMatch(/<br>[^<]*\/\d\.png<\/figcaption>/);
    expect(html).toContain("→ &lt;b&gt; &amp; &quot;one&quot;");
    expect(headings(html)).not.toContain("Decision boundary");
  });

  it("of more than 20 has the worst of them, and the most frequent confusions", async () => {
    const rows = Array.from({ length: 250 }, (_, i) => `${i % 25},${(7 * i) % 25},class ${i % 25}`);
    writeFileSync(path("many.csv"), ["a,b,kind", ...rows].join("\n"));
    const html = await reportOf(`--data ${path("many.csv")} --model 2-2-25 --epochs 1`);
    expect(section(html, "Classes").match(/<tr>/g)).toHaveLength(21);
    expect(section(html, "Confusion matrix")).toContain("The most frequent confusions of 25 classes");
    expect(headings(html)).not.toContain("Decision boundary");
  });
});

describe("a report of numbers", () => {
  it("has the fitted curve of one feature, in the units of the table", async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${200 + i},${5000 + 30 * i}`);
    writeFileSync(path("line.csv"), ["length,price", ...rows].join("\n"));
    const html = await reportOf(`--data ${path("line.csv")} --model 1-1 --lr 0.1 --epochs 40`);
    expect(headings(html)).toEqual([
      "Metrics on the test set",
      "Curves",
      "Fitted curve",
      "Worst examples",
      "How it was made",
    ]);
    const fitted = section(html, "Fitted curve");
    expect(fitted).toContain("To the right length, upwards price.");
    const labels = [...fitted.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(labels).toEqual(expect.arrayContaining(["6,000", "8,000", "200", "300"]));
    expect(section(html, "Metrics")).toMatch(
      /RMSE<\/th><td>[\d.]+<\/td><td>[\d.]+<\/td><td>always predicting the mean/,
    );
    expect(section(html, "Worst")).toMatch(/length=\d+ price=\d+/);
  });
});

describe("a report of any run", () => {
  it("has the validation set's curves with --patience", async () => {
    const html = await reportOf("--data gauss --model 2-2 --lr 0.1 --epochs 3 --patience 2");
    expect(captions(html)).toContain("Validation accuracy");
    expect(html).toMatch(/<li>.*<\/svg> validation<\/li>/);
  });

  it("says where training diverged, and shows the steps before", async () => {
    const html = await reportOf("--data sine --model 1-8-1 --optimizer sgd --lr 1e9");
    expect(html).toContain("failed: no epoch was completed, so no test score is known");
    expect(headings(html)).toEqual(["Curves", "How it was made"]);
  });

  it("survives losses that are not finite", async () => {
    const html = await reportOf("--data sine --model 1-8-1 --optimizer sgd --lr 1e9 --epochs 1 --non-finite skip");
    expect(html).not.toContain("NaN,");
    expect(section(html, "How it was made")).toContain("with gradients that were not finite");
  });

  it("draws updates of 0", async () => {
    expect(captions(await reportOf("--data gauss --model 2-2 --lr 0 --epochs 1"))).toContain("Update over weights");
  });

  it("interrupted before the first step has how it was made", async () => {
    const terminal = fakeTerminal();
    terminal.tick = 60;
    const { write } = terminal.stderr;
    terminal.stderr.write = (part) => {
      write(part);
      terminal.interrupt();
    };
    await run(`train ${moons} --report ${path("stopped.html")}`, terminal);
    expect(headings(readFileSync(path("stopped.html"), "utf8"))).toContain("How it was made");
  });

  it("resumed is that of a run that never stopped, but for the command", async () => {
    const saved = path("run.safetensors");
    const whole = await reportOf(`${moons} --optimizer ema(adam)`);
    await reportOf(`${moons.replace("--epochs 2", "--epochs 1")} --optimizer ema(adam) --checkpoint ${saved}`);
    const command = `--resume ${saved} --epochs 2`;
    expect(
      (await reportOf(command)).replace(`downhill train ${command}`, `downhill train ${moons} --optimizer 'ema(adam)'`),
    ).toBe(whole);
  });
});

describe("a file at --report", () => {
  const line = `train --data gauss --model 2-2 --epochs 1 --report ${path("own.html")}`;

  it("is replaced by the same command, and by the resumed run", async () => {
    await run(`${line} --checkpoint ${path("own.safetensors")}`);
    expect((await run(`${line} --checkpoint ${path("own.safetensors")} --overwrite`)).code).not.toBe(2);
    const { stderr } = await run(`train --resume ${path("own.safetensors")} --epochs 2 --report ${path("own.html")}`);
    expect(stderr).toContain("report: ");
  });

  it("is replaced by the same command if that holds a control character, which the page escapes", async () => {
    const data = path("bell\u0007.csv");
    writeFileSync(data, ["a,b", ...Array.from({ length: 20 }, (_, i) => `${i},${i % 2}.5`)].join("\n"));
    const again = [..."train --model 1-1 --epochs 1 --task regression".split(" "), "--report", path("bell.html")];
    for (let time = 0; time < 2; time++) expect((await run([...again, "--data", data])).code).not.toBe(2);
    expect(readFileSync(path("bell.html"), "utf8")).toContain("bell\\u{7}.csv'</dd>");
  });

  it.each([
    ["another run's report", () => run(`${line} --seed 8 --overwrite`)],
    ["a text", async () => writeFileSync(path("own.html"), "mine")],
  ])("is refused if it is %s", async (_, make) => {
    await make();
    const before = readFileSync(path("own.html"), "utf8");
    const { code, stdout, stderr } = await run(line);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^downhill: --report .*: exists and does not belong to this run; .*\n$/);
    expect(readFileSync(path("own.html"), "utf8")).toBe(before);
  });

  it("that cannot be written after training gives exit code 1", async () => {
    const place = newFolder();
    const terminal = fakeTerminal();
    const { write } = terminal.stderr;
    mkdirSync(join(place, "a"));
    terminal.stderr.write = (part) => {
      write(part);
      if (part.startsWith("epoch=1/")) {
        // A folder takes the name.
        mkdirSync(join(place, "a/report.html"), { recursive: true });
      }
    };
    const { code, stderr } = await run(`${line.replace(path("own.html"), join(place, "a/report.html"))}`, terminal);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot save .*report\.html/);
  });
});
