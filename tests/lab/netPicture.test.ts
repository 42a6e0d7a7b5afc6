/** @file The curves of networks as an SVG file. */
import { describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { netCurves } from "../../site/lab/network/netCurves.ts";
import { netPicture } from "../../site/lab/network/netPicture.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { netSummary } from "../../site/lab/network/netWords.ts";

function pictureOf(hash: string, t: number): { svg: string; run: NetRun } {
  const { net } = readHash(`#m=network&h=3&nsteps=40&${hash}`).state;
  const run = new NetRun(net);
  run.advance(t);
  return { svg: netPicture(run, { ...net, t }), run };
}

const count = (text: string, part: RegExp): number => [...text.matchAll(part)].length;

describe("the picture of the networks' curves", () => {
  it("has every curve of every rule, with the names, and a description", () => {
    const { svg, run } = pictureOf("r=sgd,adam,lion&clip=2", 40);
    for (const { caption } of netCurves) expect(svg).toContain(`>${caption}</text>`);
    for (const name of run.names) expect(svg).toContain(`>${name}</text>`);
    expect(count(svg, /<path d="M[^"]*" fill="none" stroke="#[0-9a-f]{6}" stroke-width="2"/g)).toBe(3 * 6);
    expect(svg).toContain(`<desc>${netSummary(run, 40)} clipGradNorm 2</desc>`);
    expect(svg).not.toMatch(/NaN|undefined|var\(/);
  });

  it("is well-formed: every element is closed, and names are text", () => {
    const { svg } = pictureOf("r=sgd(lr=1e39),adam(bug=multiplied)", 10);
    const open: string[] = [];
    for (const [, slash, name, own] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g))
      if (slash) expect(open.pop()).toBe(name);
      else if (!own) open.push(name);
    expect(open).toEqual([]);
  });

  it("is smoothed as the page is, with the measured curves behind", () => {
    const plain = pictureOf("r=sgd,adam", 40).svg;
    const { svg } = pictureOf("r=sgd,adam&ema=0.9", 40);
    expect([count(plain, /opacity=".35"/g), count(svg, /opacity=".35"/g)]).toEqual([0, 6]);
  });

  it("without rules has axes alone", () => {
    expect(pictureOf("r=", 0).svg).toContain("No rule trains; add one.");
  });
});
