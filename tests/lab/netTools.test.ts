/** @file The slow measurements of networks: in a worker, in this thread, and with a worker that fails. */
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { findRates } from "../../site/lab/network/netRates.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { NetTools, serveTools } from "../../site/lab/network/netTools.ts";

/** Both ends of a connection. Messages are cloned, as between a page and its worker. */
function connected() {
  const { port1, port2 } = new MessageChannel();
  channels.push(port1);
  return [port1, port2] as const;
}

const channels: MessagePort[] = [];
afterEach(() => {
  for (const port of channels.splice(0)) port.close();
});

const { net } = readHash("#m=network&d=xor&h=3&r=sgd,adam").state;

describe("the tools of networks", () => {
  it("answer from a worker, with the numbers of this thread", async () => {
    const [page, worker] = connected();
    serveTools(worker);
    let made = 0;
    const tools = new NetTools(() => {
      made++;
      return page;
    });
    const [sgd, adam] = await Promise.all([0, 1].map((i) => tools.ask("rates", net, i)));
    const run = new NetRun(net);
    expect([sgd, adam]).toEqual([findRates(run, 0), findRates(run, 1)]);
    expect(made).toBe(1);
  });

  it("compute in this thread where a worker is refused", async () => {
    const tools = new NetTools(() => {
      throw new Error("refused");
    });
    expect(await tools.ask("rates", net, 0)).toEqual(findRates(new NetRun(net), 0));
    const place = { rule: 0, t: 0, weights: null, preconditioner: null };
    expect(await tools.ask("curvature", net, place)).toBeNaN();
  });

  it("reject with the message of the worker", async () => {
    const [page, worker] = connected();
    serveTools(worker);
    const tools = new NetTools(() => page);
    await expect(tools.ask("rates", net, 7)).rejects.toThrow("TypeError");
  });
});
