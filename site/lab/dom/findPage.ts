/** @file Find the bug: a broken rule as path and code, an answer, and the checks that catch it. */
import { formComment } from "../../../src/cli/explain/formComment.ts";
import type { RuleCheck } from "../../../src/testing/ruleCheck.ts";
import { bugText, formOf, withBug } from "../bugs.ts";
import { capital } from "../capital.ts";
import { brokenCode, exercises } from "../find/exercises.ts";
import { caughtText, checksOfBug, question } from "../find/grading.ts";
import { formName } from "../forms.ts";
import type { Lab, View } from "../lab.ts";
import { sourceOf } from "../ruleSources.ts";
import { firstState } from "../state.ts";
import { bugPicture } from "./bugPicture.ts";
import { checkTable } from "./checkTable.ts";
import { h, setText } from "./elements.ts";

export class FindPage implements View {
  readonly element: HTMLElement;
  private readonly solved = new Set<number>();
  private readonly title = h("h2");
  private readonly progress = h("p", { className: "hint" });
  private readonly picture = h("div");
  private readonly code = h("ol", { className: "lines" });
  private readonly equations = h("pre", { className: "equation" });
  private readonly answer = h("p", { className: "summary", attributes: { role: "status" } });
  private readonly options = h("ul", { className: "options" });
  private readonly proof = h("div");
  private shown = -1;
  private checks: readonly RuleCheck[] = [];

  constructor(private readonly lab: Lab) {
    const buttons = [
      pushButton("◀ Previous", () => this.go(-1)),
      pushButton("Next ▶", () => this.go(1)),
      pushButton("Show the answer", () => this.settle("", false)),
      pushButton("Try it on functions", () => this.stage()),
    ];
    const question = h("p", null, "One place of this code is wrong. Choose the line.");
    const hint = h("details", null, h("summary", null, "The equations, as they should be"), this.equations);
    const legend = "Line with a round end: the correct rule. Far dots with a square end: this code, at the same rate.";
    const panel = { className: "panel" };
    this.element = h(
      "main",
      { className: "find" },
      h("section", panel, this.title, this.progress, question, this.code, this.answer, hint),
      h(
        "section",
        panel,
        this.picture,
        h("p", { className: "hint" }, legend),
        h("div", { className: "row wrap" }, ...buttons),
        h("h3", null, "Or: which of these checks fails on it?"),
        this.options,
        this.proof,
      ),
    );
  }

  render({ state: { mode, exercise } }: Lab): void {
    this.element.hidden = mode !== "find";
    if (!this.element.hidden && exercise !== this.shown) this.show(exercise);
  }

  private go(by: number): void {
    this.lab.set({ exercise: (this.shown + by + exercises.length) % exercises.length }, true);
  }

  /** Continues with the test functions, with the correct rule beside the broken one. */
  private stage(): void {
    const { net, exercise } = this.lab.state;
    const choices = withBug([], exercises[exercise]);
    const place = { surface: "quadratic", rotation: 30, inspected: 1 };
    this.lab.set({ ...firstState, ...place, net, exercise, choices }, true);
  }

  private show(exercise: number): void {
    this.shown = exercise;
    const bug = exercises[exercise];
    const { lines, first, wrong } = brokenCode(bug);
    this.checks = checksOfBug(bug);
    setText(this.title, `Find the bug: ${formName(formOf(bug))}`);
    this.picture.replaceChildren(bugPicture(bug));
    setText(this.equations, formComment(sourceOf(bug.file), bug.rule, formOf(bug).variant).lines.join("\n"));
    setText(this.answer, "");
    this.proof.replaceChildren();
    this.showProgress();
    const choose = (rank: number) => (): void => {
      if (wrong.includes(rank)) this.settle(`Right, line ${first + rank}.`, true);
      else setText(this.answer, `Line ${first + rank} is as it should be. Look again.`);
    };
    this.code.replaceChildren(...lines.map((text, rank) => codeLine(text, first + rank, choose(rank))));
    this.options.replaceChildren(...question(this.checks, exercise).map((check) => this.option(check)));
  }

  private option(check: RuleCheck): HTMLElement {
    const choose = (): void => {
      if (check.passed === false) this.settle("Right, this check fails.", true);
      else setText(this.answer, "This check passes. Look again.");
    };
    return h("li", null, pushButton(check.name, choose));
  }

  /** Tells the answer, marks the wrong line, and lists the checks. */
  private settle(sentence: string, isSolved: boolean): void {
    const bug = exercises[this.shown];
    if (isSolved) this.solved.add(this.shown);
    setText(this.answer, `${sentence} ${capital(bugText(bug))}. ${caughtText(this.checks)}`.trim());
    for (const rank of brokenCode(bug).wrong) this.code.children[rank]?.classList.add("current");
    const table = checkTable(this.checks);
    this.proof.replaceChildren(h("details", null, h("summary", null, "All checks of this rule"), table));
    this.showProgress();
  }

  private showProgress(): void {
    setText(this.progress, `Exercise ${this.shown + 1} of ${exercises.length}; ${this.solved.size} solved.`);
  }
}

function pushButton(text: string, work: () => void): HTMLButtonElement {
  const button = h("button", { type: "button" }, text);
  button.addEventListener("click", work);
  return button;
}

function codeLine(text: string, line: number, choose: () => void): HTMLElement {
  const button = h(
    "button",
    { type: "button", className: "line", disabled: text.trim() === "" },
    h("span", { className: "line-number" }, `${line}`),
    h("code", null, text),
  );
  button.addEventListener("click", choose);
  return h("li", null, button);
}
