/** @file Find the bug: a broken rule as path and code, an answer, and the checks that catch it. */
import { formComment } from "../../../src/cli/explain/formComment.ts";
import type { RuleCheck } from "../../../src/testing/ruleCheck.ts";
import { bugText, formOf, withBug } from "../bugs.ts";
import { brokenCode, exercises } from "../find/exercises.ts";
import { caughtText, checksOfBug, question } from "../find/grading.ts";
import { formName } from "../forms.ts";
import type { Lab, View } from "../lab.ts";
import { sourceOf } from "../ruleSources.ts";
import { firstState } from "../state.ts";
import { bugPicture } from "./bugPicture.ts";
import { checkTable } from "./checkTable.ts";
import { h, setText } from "./elements.ts";

export function findPage(lab: Lab): View & { element: HTMLElement } {
  const solved = new Set<number>();
  const title = h("h2");
  const progress = h("p", { className: "hint" });
  const picture = h("div");
  const code = h("ol", { className: "lines" });
  const equations = h("pre", { className: "equation" });
  const answer = h("p", { className: "summary", attributes: { role: "status" } });
  const options = h("ul", { className: "options" });
  const proof = h("div");
  const go = (text: string, by: number): HTMLButtonElement => {
    const button = h("button", { type: "button" }, text);
    button.addEventListener("click", () => lab.set({ exercise: wrapped(lab.state.exercise + by) }, true));
    return button;
  };
  const give = h("button", { type: "button" }, "Show the answer");
  const see = h("button", { type: "button" }, "Put it on the stage");
  see.addEventListener("click", () => {
    const choices = withBug([], exercises[lab.state.exercise]);
    lab.set(
      {
        ...firstState,
        net: lab.state.net,
        surface: "quadratic",
        rotation: 30,
        exercise: lab.state.exercise,
        choices,
        inspected: 1,
      },
      true,
    );
  });
  const element = h(
    "main",
    { className: "find" },
    h(
      "section",
      { className: "panel" },
      title,
      progress,
      h("p", null, "One place of this code is wrong. Choose the line."),
      code,
      answer,
      h("details", null, h("summary", null, "The equations, as they should be"), equations),
    ),
    h(
      "section",
      { className: "panel" },
      picture,
      h(
        "p",
        { className: "hint" },
        "Line: the correct rule. Far dots: this code, from the same start at the same rate.",
      ),
      h("div", { className: "row wrap" }, go("◀ Previous", -1), go("Next ▶", 1), give, see),
      h("h3", null, "Or: which of these checks fails on it?"),
      options,
      proof,
    ),
  );
  let shown = -1;

  function settle(sentence: string, checks: readonly RuleCheck[], isSolved: boolean): void {
    const { exercise } = lab.state;
    const bug = exercises[exercise];
    if (isSolved) solved.add(exercise);
    setText(answer, `${sentence} ${capital(bugText(bug))}. ${caughtText(checks)}`);
    for (const rank of brokenCode(bug).wrong) code.children[rank]?.classList.add("current");
    proof.replaceChildren(h("details", null, h("summary", null, "All checks of this rule"), checkTable(checks)));
    showProgress();
  }

  const showProgress = (): void =>
    setText(progress, `Exercise ${lab.state.exercise + 1} of ${exercises.length}; ${solved.size} solved.`);

  function showExercise(exercise: number): void {
    shown = exercise;
    const bug = exercises[exercise];
    const { lines, first, wrong } = brokenCode(bug);
    setText(title, `Find the bug: ${formName(formOf(bug))}`);
    picture.replaceChildren(bugPicture(bug));
    setText(equations, formComment(sourceOf(bug.file), bug.rule, formOf(bug).variant).lines.join("\n"));
    setText(answer, "");
    proof.replaceChildren();
    showProgress();
    const checks = checksOfBug(bug);
    const choose = (rank: number) => (): void => {
      if (wrong.includes(rank)) settle(`Right, line ${first + rank}.`, checks, true);
      else setText(answer, `Line ${first + rank} is as it should be. Look again.`);
    };
    code.replaceChildren(...lines.map((text, rank) => codeLine(text, first + rank, choose(rank))));
    options.replaceChildren(...question(checks, exercise).map((check) => option(check, checks)));
    give.onclick = () => settle("", checks, false);
  }

  function option(check: RuleCheck, checks: readonly RuleCheck[]): HTMLElement {
    const button = h("button", { type: "button" }, check.name);
    button.addEventListener("click", () => {
      if (check.passed === false) settle("Right, this check fails.", checks, true);
      else setText(answer, "This check passes. Look again.");
    });
    return h("li", null, button);
  }

  return {
    element,
    render({ state: { mode, exercise } }) {
      element.hidden = mode !== "find";
      if (!element.hidden && exercise !== shown) showExercise(exercise);
    },
  };
}

const wrapped = (exercise: number): number => (exercise + exercises.length) % exercises.length;
const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

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
