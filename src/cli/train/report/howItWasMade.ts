/** @file Everything needed to make the run again. */

import { thousands } from "../../../check/counted.ts";
import { describeModel } from "../../experiment/models.ts";
import { describeRule } from "../../experiment/rules.ts";
import { readSource } from "../../packageFiles.ts";
import { termList } from "../../report/termList.ts";
import { terse } from "../../terminal/numbers.ts";
import { runMark } from "../runMark.ts";
import type { TrainingReport } from "./trainingReport.ts";

export function howItWasMade({ session, result, command }: TrainingReport): string {
  const { task, model, optimizer, batch, seed, clip } = session.experiment;
  const [train, validation, test] = [task.train, task.validation, task.test].map((part) =>
    thousands(part?.inputs.shape[0] ?? 0),
  );
  const { version } = JSON.parse(readSource("package.json"));
  const rows: [string, string][] = [
    [
      "data",
      `${task.name}: ${train} training examples, ${task.validation === null ? "" : `${validation} validation, `}${test} test`,
    ],
    ...task.notes.map((note): [string, string] => ["", note]),
    ["model", describeModel(model)],
    ["optimizer", describeRule({ ...optimizer.rule, hyper: optimizer.groups[0].hyper })],
    ["clipping", clip === null ? "none" : `norm of all gradients at most ${terse(clip)}`],
    ["steps", `${thousands(result.steps)} of ${batch} examples, in ${thousands(result.epochs)} complete epochs`],
    ["skipped steps", result.skipped === 0 ? "" : `${result.skipped}, with gradients that were not finite`],
    ["seed", `${seed}`],
    ["made by", `downhill ${version}, Node ${process.version}`],
    ["command", command],
    ["run", runMark(session)],
  ];
  return `<h2>How it was made</h2>\n<div class="box">${termList(rows.filter(([, text]) => text !== ""))}</div>`;
}
