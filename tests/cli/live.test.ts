/** @file `downhill train --live`: the address, the page, and the events of a run, by HTTP. */

import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";

const line = "train --data gauss --model 2-2 --epochs 6 --lr 0.05";

/** Trains; calls `visit` with the address once it is known. Returns the result and the visits' answers. */
async function live<T>(flags: string, visit: (address: string) => Promise<T>) {
  const terminal = fakeTerminal();
  // Every step takes 100 ms of this clock, so each of them waits for requests.
  terminal.tick = 100;
  const { write } = terminal.stderr;
  const visits: Promise<T>[] = [];
  terminal.stderr.write = (part) => {
    write(part);
    const [, address] = /live: (http:\/\/127\.0\.0\.1:\d+)\n/.exec(part) ?? [];
    if (address !== undefined) visits.push(visit(address));
  };
  const result = await run(`${flags} --live --json --progress none`, terminal);
  return { result, answers: await Promise.all(visits) };
}

interface Answer {
  status: number;
  policy: string;
  text: string;
}

const ask = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      let text = "";
      response.on("data", (part) => {
        text += part;
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, policy: `${response.headers["content-security-policy"]}`, text }),
      );
    }).on("error", reject);
  });

it("sends the whole run and each update, ends with the run, and does not change it", async () => {
  for (const optimizer of ["adam", "scheduleFreeAdamw", "ema(adam)"]) {
    const { result, answers } = await live(`${line} --optimizer ${optimizer}`, (address) => ask(`${address}/events`));
    const [{ status, text }] = answers;
    expect(status).toBe(200);
    const events = [...text.matchAll(/event: (\w+)\ndata: ?(.*)\n\n/g)].map(([, name, data]) => [name, data]);
    expect(events.at(-1)).toEqual(["end", ""]);
    const shown = (name: string): string[] =>
      events.filter(([one]) => one === name).map(([, data]) => JSON.parse(data));
    const steps = shown("status").map((status) => Number(/step (\d+) of 96/.exec(status)?.[1]));
    expect(steps.at(-1)).toBe(96);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(shown("status").at(-1)).toMatch(/^Over: /);
    expect(shown("curves").at(-1)).toContain("Test accuracy");
    expect(shown("fit").at(-1)).toContain("Decision boundary");
    const plain = await run(`${line} --optimizer ${optimizer} --json`);
    const untimed = (json: string) => ({ ...JSON.parse(json), seconds: 0 });
    expect(untimed(result.stdout)).toEqual(untimed(plain.stdout));
  }
});

it("answers with a strict policy, and only to its own name", async () => {
  const { answers } = await live(line, (address) =>
    Promise.all([
      ask(address),
      ask(`${address}/live.js`),
      ask(`${address}/package.json`),
      ask(address, { host: "evil.example" }),
    ]),
  );
  const [[page, script, other, foreign]] = answers;
  expect([page, script, other, foreign].map(({ status }) => status)).toEqual([200, 200, 404, 403]);
  expect(page.policy).toMatch(
    /^default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-[\w+/=]+'; /,
  );
  expect(page.policy).not.toContain("unsafe");
  expect(page.text).toContain('<script src="/live.js"></script>');
});

it("refuses a port that is in use, and a port without --live", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await run(`${line} --live --port ${port}`);
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`downhill: --port ${port} is in use by another program; give another port\n$`));
  other.close();
  expect(await run(`${line} --port 1`)).toMatchObject({
    code: 2,
    stderr: "downhill: --port is for --live; add --live\n",
  });
});

it("ends the page when training throws", async () => {
  const terminal = fakeTerminal();
  terminal.tick = 100;
  let events: Promise<Answer> | null = null;
  const { write } = terminal.stderr;
  terminal.stderr.write = (part) => {
    write(part);
    const [, address] = /live: (http:\/\/127\.0\.0\.1:\d+)\n/.exec(part) ?? [];
    if (address !== undefined) events = ask(`${address}/events`);
    if (part.includes("epoch=3/")) throw new TypeError("broken pipe");
  };
  await expect(run(`${line} --live`, terminal)).rejects.toThrow("broken pipe");
  expect(await events).toMatchObject({ status: 200, text: expect.stringMatching(/event: end\ndata: ?\n\n$/) });
});
