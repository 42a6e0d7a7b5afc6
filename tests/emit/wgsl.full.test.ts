/** @file Emitted WGSL compiles without a message and follows the 50-digit trajectories, on Chromium's software GPU. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertFollows } from "../../src/testing/golden.ts";
import type { Bound } from "../../src/testing/support/agreement.ts";
import { type EmittedCase, emittedCases, withoutAverage } from "../support/emittedCases.ts";
import { hasChromium, openChromium } from "../support/openChromium.ts";

/** Float32 rounds every store and operation; where a rule subtracts nearly equal numbers, that grows. */
const float32: Bound = (t, distance, largest) => 2e-5 * distance + 4 * t * 2 ** -24 * largest;

/** One case for the page: the shader, and the uniform numbers of every step. */
function jobOf({ emitted, hyper, case: { theta0, gradients } }: EmittedCase) {
  const { text } = emitted.files[0];
  const host = /^\/\/ {5}(function uniforms[\s\S]*?^\/\/ {5}\})$/m.exec(text)?.[1].replace(/^\/\/ {5}/gm, "");
  const uniforms = new Function(`return ${host}`)();
  const [, start = "{}"] = /kept on the host: (\{.*?\})/.exec(text) ?? [];
  const state = new Function(`return ${start}`)();
  const steps = gradients.map((_, t) => {
    const values = Object.entries(hyper).map(([key, value]) => [key, typeof value === "number" ? value : value[t]]);
    return uniforms(Object.fromEntries(values), t + 1, state) as number[];
  });
  const buffers = [...text.matchAll(/^\/\/ {3}\d+ {2}storage, read_write {2}\w+: before the first step (.*)$/gm)];
  const fills = buffers.map(([, value]) => {
    const name = /^(\w+) everywhere$/.exec(value)?.[1];
    if (name === undefined) return null;
    const given = Number.isNaN(Number(name)) ? hyper[name] : Number(name);
    return typeof given === "number" ? given : given[0];
  });
  return { text, theta0, gradients, steps, fills };
}

type Job = ReturnType<typeof jobOf>;

/** Runs in the page: the weights after every step of every job, or the messages of the compiler. */
async function runAll(jobs: Job[]): Promise<{ paths: number[][][]; messages: string[] }> {
  // biome-ignore lint/suspicious/noExplicitAny: the types of WebGPU are not installed
  const gpu = (navigator as any).gpu;
  const adapter = await gpu.requestAdapter();
  const device = await adapter.requestDevice();
  const messages: string[] = [];
  device.addEventListener("uncapturederror", (event: { error: Error }) => messages.push(event.error.message));
  const [STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ] = [128, 64, 8, 4, 1];
  const buffer = (values: Float32Array | Uint8Array, usage: number) => {
    const made = device.createBuffer({ size: values.byteLength, usage: usage | COPY_DST | COPY_SRC });
    device.queue.writeBuffer(made, 0, values);
    return made;
  };
  const pipelines = new Map<string, unknown>();
  const pipelineOf = async (code: string) => {
    if (pipelines.has(code)) return pipelines.get(code);
    const module = device.createShaderModule({ code });
    for (const { message } of (await module.getCompilationInfo()).messages)
      messages.push(`${message} in ${code.slice(0, 60)}`);
    const made = await device.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint: "main" } });
    pipelines.set(code, made);
    return made;
  };
  const uniformBytes = (n: number, numbers: number[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4 * (numbers.length + 1)));
    view.setUint32(0, n, true);
    for (const [k, value] of numbers.entries()) view.setFloat32(4 * (k + 1), value, true);
    return new Uint8Array(view.buffer);
  };
  const run = async ({ text, theta0, gradients, steps, fills }: Job): Promise<number[][]> => {
    const n = theta0.length;
    const bytes = 4 * n;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const pipeline = (await pipelineOf(text)) as any;
    const theta = buffer(Float32Array.from(theta0), STORAGE);
    const state = fills.map((fill) =>
      buffer(fill === null ? Float32Array.from(theta0) : new Float32Array(n).fill(fill), STORAGE),
    );
    const read = device.createBuffer({ size: bytes * steps.length, usage: MAP_READ | COPY_DST });
    for (const [t, numbers] of steps.entries()) {
      const step = buffer(uniformBytes(n, numbers), UNIFORM);
      const g = buffer(Float32Array.from(gradients[t]), STORAGE);
      const entries = [step, theta, g, ...state].map((resource, binding) => ({
        binding,
        resource: { buffer: resource },
      }));
      // A shader that does not use a binding has no place for it in an automatic layout.
      const used = entries.filter(({ binding }) => new RegExp(`@binding\\(${binding}\\)`).test(text));
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: used }));
      pass.dispatchWorkgroups(1);
      pass.end();
      encoder.copyBufferToBuffer(theta, 0, read, bytes * t, bytes);
      device.queue.submit([encoder.finish()]);
    }
    await read.mapAsync(1);
    const all = [...new Float32Array(read.getMappedRange())];
    return steps.map((_, t) => all.slice(n * t, n * (t + 1)));
  };
  const paths: number[][][] = [];
  for (const job of jobs) paths.push(await run(job).catch((error) => [[messages.push(`${error}`)]]));
  return { paths, messages };
}

describe.skipIf(!hasChromium)("WGSL (skipped without Chromium)", () => {
  const { cases } = emittedCases("wgsl");
  let browser: Browser;
  let page: Page;
  let paths: number[][][];

  beforeAll(async () => {
    browser = await openChromium([
      "--enable-unsafe-webgpu",
      "--enable-unsafe-swiftshader",
      "--use-webgpu-adapter=swiftshader",
    ]);
    page = await browser.newPage();
    // Only pages of a trustworthy origin have a GPU.
    await page.route("http://127.0.0.1/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<p>WGSL</p>" }),
    );
    await page.goto("http://127.0.0.1/wgsl.html");
  });
  afterAll(() => browser?.close());

  it("compiles and runs every shader without a message", async () => {
    const { paths: found, messages } = await page.evaluate(runAll, cases.map(jobOf));
    paths = found;
    expect(messages).toEqual([]);
  });

  it.each(cases.map((one, i) => [one.title, one, i] as const))("%s", (_, { case: one }, i) => {
    const theta = [[...one.theta0], ...paths[i]];
    assertFollows(withoutAverage(one), { theta, average: [] }, float32);
  });
});
