/** @file `npm run pictures`: draws docs/lab.svg, the stage and the inspector of the lab, by the lab's own code. */

import { inspect } from "../site/lab/inspection.ts";
import { pictureOf } from "../site/lab/picture.ts";
import { addSources } from "../site/lab/ruleSources.ts";
import { runOf } from "../site/lab/run.ts";
import { firstState, type LabState } from "../site/lab/state.ts";
import { readRuleSources } from "../site/readRuleSources.ts";
import { escapeHtml } from "../src/cli/report/svg.ts";
import { terse } from "../src/cli/terminal/numbers.ts";
import { useReference } from "../src/index.ts";
import { writeOrCheck } from "./support/writeOrCheck.ts";

// The plain loops give the same bits on every Node.
useReference();
addSources(readRuleSources());

const size = 470;
const panel = { left: size + 20, width: 500 };

const style =
  "svg{--paper:#fff;--ink:#1b2026}.paper{fill:#f6f7f9}.box{fill:#fff;stroke:#d5dae0}.now{fill:#eaf1fb}.bar{fill:#1f64b8}.code,.title{fill:#1b2026}" +
  ".code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}" +
  ".title{font:600 16px system-ui,sans-serif}.words{font:13px system-ui,sans-serif}.end{text-anchor:end}.soft{fill:#545d68}" +
  "@media(prefers-color-scheme:dark){svg{--paper:#10151b;--ink:#e7ebf0}.paper{fill:#0d1116}.box{fill:#151a21;stroke:#2b333d}.now{fill:#1a2735}.bar{fill:#7db3f5}.code,.title{fill:#e7ebf0}.soft{fill:#a3adb8}}";

/** The page as it opens, after some steps, with the last line of adam's step. */
const state: LabState = { ...firstState, t: 200, line: 6 };

function labPicture(): string {
  const run = runOf(state);
  const stage = pictureOf(run, state, { paper: "var(--paper)", ink: "var(--ink)" })
    .trim()
    .replace(/<svg [^>]*>/, `<svg x="8" y="8" width="${size}" height="${size}" viewBox="0 0 600 600">`)
    .replace(/<title>.*<\/desc>/, "");
  const [width, height] = [panel.left + panel.width + 8, size + 16];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"><title>The lab: six rules on the Rosenbrock function, and the lines of one step of adam</title>\n<style>${style}</style>\n<rect class="paper" width="${width}" height="${height}" rx="8"/>\n${stage}\n${inspectorPicture()}\n</svg>\n`;
}

/** The lines of the inspected step with their results; the current one with its equation and operands. */
function inspectorPicture(): string {
  const inspection = inspect(runOf(state), state);
  if (inspection === null) throw new Error("pictures: the lab must have a step to inspect");
  const { left, width } = panel;
  let y = 100;
  const lines = inspection.lines.flatMap((line, i) => {
    const isCurrent = i === inspection.current;
    const { target, before, after } = line;
    const change = `${target}: ${terse(before ?? 0)} → ${terse(after)}`;
    const details = isCurrent ? [...line.equations, `${target} = ${line.operands}`, change, line.reason] : [];
    const folded = details.flatMap((text) => fold(text, 66));
    const top = y;
    y += 30 + 18 * folded.length + (isCurrent ? 6 : 0);
    const back = isCurrent
      ? [
          `<rect class="now" x="${left + 1}" y="${top - 20}" width="${width - 2}" height="${y - top}"/>`,
          `<rect class="bar" x="${left + 1}" y="${top - 20}" width="3" height="${y - top}"/>`,
        ]
      : [];
    return [
      ...back,
      text(left + 36, top, "code soft end", `${line.line}`),
      text(left + 46, top, "code", line.text),
      ...(isCurrent ? [] : [text(left + width - 12, top, "code end", terse(after))]),
      ...folded.map((part, k) => text(left + 46, top + 22 + 18 * k, "words soft", part)),
    ];
  });
  return [
    `<rect class="box" x="${left}" y="8" width="${width}" height="${size}" rx="8"/>`,
    text(left + 16, 38, "title", `Inside step ${inspection.t} of adam`),
    text(left + 16, 60, "words soft", inspection.lines[0].file),
    ...lines,
  ].join("\n");
}

const text = (x: number, y: number, kind: string, words: string): string =>
  `<text x="${x}" y="${y}" class="${kind}">${escapeHtml(words)}</text>`;

/** Breaks a text at spaces into lines of at most some letters. */
function fold(words: string, letters: number): string[] {
  if (words.length <= letters) return [words.trim()];
  const at = words.lastIndexOf(" ", letters);
  return [words.slice(0, at).trim(), ...fold(words.slice(at + 1), letters)];
}

writeOrCheck({ "docs/lab.svg": labPicture() });
