/** @file Rules inside wrappers on the stage: their paths, their lines and their links. */
import { describe, expect, it } from "vitest";
import { shownWrappers } from "../../site/lab/forms.ts";
import { readHash, writeHash } from "../../site/lab/hash.ts";
import { inspect, stepsOf } from "../../site/lab/inspection.ts";
import { addSources } from "../../site/lab/ruleSources.ts";
import { runOf } from "../../site/lab/run.ts";
import { snippetOf } from "../../site/lab/snippet.ts";
import type { LabState } from "../../site/lab/state.ts";
import { readRuleSources } from "../../site/readRuleSources.ts";
import { slopeAt } from "../../src/data/surfaces/slopeAt.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { lookahead, Optimizer, sam, sgd } from "../../src/optim/index.ts";

addSources(readRuleSources());

function stateOf(hash: string): LabState {
  const { state, notices } = readHash(hash);
  expect(notices).toEqual([]);
  return state;
}

describe("a rule inside a wrapper", () => {
  it.each(shownWrappers)("%s takes the steps of its lines, and its link gives the same state", (wrapper) => {
    const state = stateOf(`#f=quadratic&o=momentum(lr=0.01,wrapper=${wrapper})&steps=12`);
    expect(readHash(writeHash(state)).state.choices).toEqual(state.choices);
    const run = runOf(state);
    expect(run.names).toEqual([`${wrapper}(momentum)`]);
    const steps = stepsOf(run, state, 0);
    expect(steps.every(({ events }) => events.length > 0)).toBe(true);
    const average = steps[11].state[`${wrapper}.average`];
    expect([...run.paths[0].points.slice(24, 26)]).toEqual(average ? [...average] : steps[11].after);
  });

  it("shows its own lines with their file, equation and numbers", () => {
    const state = stateOf("#f=quadratic&o=sgd(lr=0.01,wrapper=lookahead,k=2)&steps=4&t=4&line=1");
    const lines = inspect(runOf(state), state)?.lines ?? [];
    expect(lines.map(({ file, target }) => `${file} ${target}`)).toEqual([
      "src/optim/rules/sgd.ts theta",
      "src/optim/wrappers/lookahead.ts slow",
      "src/optim/wrappers/lookahead.ts theta",
    ]);
    expect(lines[1].reason).toBe("Moves the slow weights a share of the way to the fast ones.");
    expect(lines[2].after).toBe(lines[1].after);
  });

  it("puts numbers into the expression of a gradient", () => {
    const state = stateOf("#f=quadratic&p0=3,2&o=sgd(lr=0.01,wrapper=l2,l2=0.5)&steps=1&t=1");
    const [gradient] = inspect(runOf(state), state)?.lines ?? [];
    expect([gradient.operands, gradient.before, gradient.after]).toEqual(["3 + 0.5 * 3", 3, 4.5]);
  });

  it("that evaluates the loss again moves as the optimizer with a closure does", () => {
    const state = stateOf("#f=rosenbrock&o=sgd(lr=0.001,wrapper=sam)&steps=20");
    const [path] = runOf(state).paths;
    const [surface] = surfaces.filter(({ name }) => name === "Rosenbrock");
    const theta = { data: Float64Array.from(surface.start), grad: new Float64Array(2), shape: [2] };
    const optimizer = new Optimizer([theta], sam(sgd({ lr: 0.001 })));
    for (let t = 0; t < 20; t++)
      optimizer.step(() => {
        const { value, gradient } = slopeAt(surface, [theta.data[0], theta.data[1]]);
        theta.grad = Float64Array.from(gradient);
        return value;
      });
    expect([...path.points.slice(40)]).toEqual([...theta.data]);
  });

  it("that averages shows f at its averages", () => {
    const state = stateOf("#f=quadratic&o=sgd(lr=0.05,wrapper=swa)&steps=9");
    const run = runOf(state);
    const [{ points, values }] = run.paths;
    for (let t = 0; t <= 9; t++) expect(values[t]).toBe(slopeAt(run.surface, [points[2 * t], points[2 * t + 1]]).value);
  });

  it("is refused where the wrapper refuses the rule, and in network mode", () => {
    for (const hash of [
      "#o=sgd(wrapper=none)",
      "#o=sgd(wrapper=centralize)",
      "#o=scheduleFreeSgd(wrapper=lookahead)",
    ]) {
      const { state, notices } = readHash(hash);
      expect([state.choices.length, notices.length], hash).toEqual([0, 1]);
    }
    const { state, notices } = readHash("#m=network&r=sgd(wrapper=ema)");
    expect([state.net.choices.length, notices.length]).toEqual([0, 1]);
  });

  it("is written as a program, unless its path is an average", () => {
    const state = stateOf("#f=quadratic&o=sgd(lr=0.01,wrapper=lookahead,k=2),sgd(wrapper=ema)&steps=3");
    const program = snippetOf(runOf(state), state);
    expect(program).toContain('"lookahead(sgd)": lookahead(sgd({ lr: 0.01 }), { k: 2, alpha: 0.5 }),');
    expect(program).toContain("average weights or evaluate the loss themselves are left out");
    expect(lookahead(sgd({ lr: 0.01 }), { k: 2, alpha: 0.5 }).name).toBe("lookahead(sgd)");
  });
});
