/** @file The exports of the network mode: a program with the same numbers, and a table. */
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { netCsv } from "../../site/lab/network/netCsv.ts";
import { decays, inits, losses, schedules } from "../../site/lab/network/netOptions.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { netSnippet } from "../../site/lab/network/netSnippet.ts";
import * as downhill from "../../src/index.ts";

/** Runs a program and returns what it logs. */
function output(program: string): unknown[][] {
  const logged: unknown[][] = [];
  const body = transformSync(program, { loader: "ts" }).code.replace(
    /^import (\{[^}]*\}) from "downhill";/,
    "const $1 = downhill;",
  );
  new Function("downhill", "console", body)(downhill, { log: (...values: unknown[]) => logged.push(values) });
  return logged;
}

function trained(hash: string, t: number): NetRun {
  const run = new NetRun(readHash(`#m=network&nsteps=40&${hash}`).state.net);
  run.advance(t);
  return run;
}

function expectSame(hash: string, t: number): void {
  const run = trained(hash, t);
  const { names, records } = run;
  const expected = names.map((name, i) => [name, records[i].curves.testLoss[Math.min(t, records[i].done)]]);
  expect(output(netSnippet(run, t))).toEqual(expected);
}

const keys = Object.keys;

describe("the program of the networks", () => {
  it.each([
    ...keys(losses).map((loss) => `loss=${loss}&d=moons`),
    ...keys(inits).map((init) => `init=${init}&act=relu`),
    ...keys(schedules).map((schedule) => `sched=${schedule}&clip=0.5`),
    ...keys(decays).map((decay) => `decay=${decay}&wd=0.02&act=gelu&d=gauss`),
    "decay=decoupledDecay&r=scheduleFreeSgd,adam(lr=0.01,beta1=0.5),nadam(variant=optax)&act=sigmoid&d=spiral",
  ])("gives the same bits for %s", (hash) => expectSame(`h=5,3&b=8&${hash}`, 20));

  it("gives the same bits for digits", () => expectSame("d=digits&b=4&r=adam&loss=mse&act=relu", 10));

  it("gives the same bits for a pasted table", () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i % 3},${(i * 7) % 5},${"ab"[i % 2]}`);
    const csv = encodeURIComponent(`x,y,"the kind"\n${rows.join("\n")}`);
    for (const more of ["", "&label=x", "&loss=binaryCrossEntropyWithLogits"])
      expectSame(`d=table&csv=${csv}${more}&h=4&b=8&r=adam,sgd`, 10);
  });

  it("ends a rule where the page ended it, and begins at step 0", () => {
    expectSame("h=4&target=0.69&r=adam(lr=0.1),sgd&plateau=10", 40);
    expectSame("h=4", 0);
    const program = netSnippet(trained("h=4&r=adam,adam(bug=multiplied)", 1), 1);
    expect(program.match(/\{ name: /g)).toHaveLength(1);
  });
});

describe("the table of the networks", () => {
  it("has every number of every curve, and the settings of every rule", () => {
    const run = trained("h=4&r=adam,sgd&decay=l2&clip=2", 10);
    const [head, ...rows] = netCsv(run).trimEnd().split("\n");
    expect(head).toBe("rule,step,trainLoss,testLoss,accuracy,gradientNorm,updateRatio,rate,with every rule");
    expect(rows).toHaveLength(22);
    const { curves } = run.records[1];
    expect(rows[21]).toBe(
      `sgd,10,${curves.trainLoss[10]},${curves.testLoss[10]},${curves.accuracy[10]},${curves.gradientNorm[10]},${curves.updateRatio[10]},0.1,l2 0.01 · clipGradNorm 2`,
    );
    expect(rows[0].split(",")[2]).toBe("");
  });
});
