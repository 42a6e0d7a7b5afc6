/** @file The slow measurements of networks: in a worker, or in this thread if the browser refuses one. */
import { Random } from "../../../src/autograd/random.ts";
import { listen, listenForErrors, type Port } from "../../../src/training/support/port.ts";
import { type CurvaturePlace, eigenvalueAt } from "./netCurvature.ts";
import { dataOf } from "./netData.ts";
import { type FoundRates, findRates } from "./netRates.ts";
import type { NetState } from "./netState.ts";
import { type WeightHistory, type WeightPlace, weightHistory } from "./weightHistory.ts";

/** The input of each tool besides the state, and its answer. */
interface Tools {
  rates: { readonly input: number; readonly output: FoundRates };
  curvature: { readonly input: CurvaturePlace; readonly output: number };
  weight: { readonly input: WeightPlace; readonly output: WeightHistory };
}
type ToolName = keyof Tools;

interface ToolRequest {
  readonly id: number;
  readonly tool: ToolName;
  readonly state: NetState;
  readonly input: unknown;
}

interface ToolAnswer {
  readonly id: number;
  readonly output?: unknown;
  readonly failure?: string;
}

const tools: {
  readonly [K in ToolName]: (run: Parameters<typeof findRates>[0], input: Tools[K]["input"]) => Tools[K]["output"];
} = {
  rates: findRates,
  curvature: eigenvalueAt,
  weight: weightHistory,
};

function compute(tool: ToolName, state: NetState, input: unknown): unknown {
  const { train } = dataOf(state, new Random(state.seed));
  return (tools[tool] as (run: unknown, input: unknown) => unknown)({ state, train }, input);
}

/** Answers requests in a worker. */
export function serveTools(port: Port): void {
  listen<ToolRequest>(port, ({ id, tool, state, input }) => {
    if (tool === undefined) return;
    try {
      port.postMessage({ id, output: compute(tool, state, input) } satisfies ToolAnswer);
    } catch (error) {
      port.postMessage({ id, failure: `${error}` } satisfies ToolAnswer);
    }
  });
}

/** Asks for measurements. The first one makes the worker. */
export class NetTools {
  private worker: Port | null | undefined;
  private count = 0;
  private readonly waiting = new Map<number, (answer: ToolAnswer) => void>();

  constructor(private readonly makeWorker: () => Port) {}

  /** Measures in the worker. Rejects with the worker's message. */
  async ask<K extends ToolName>(tool: K, state: NetState, input: Tools[K]["input"]): Promise<Tools[K]["output"]> {
    if (this.worker === undefined) this.worker = this.connect();
    const { worker } = this;
    // The page is drawn before this thread works.
    if (worker === null) {
      await new Promise((done) => setTimeout(done, 0));
      return compute(tool, state, input) as Tools[K]["output"];
    }
    const id = ++this.count;
    const { output, failure } = await new Promise<ToolAnswer>((done) => {
      this.waiting.set(id, done);
      worker.postMessage({ id, tool, state, input } satisfies ToolRequest);
    });
    if (failure !== undefined) throw new Error(failure);
    return output as Tools[K]["output"];
  }

  private connect(): Port | null {
    try {
      const worker = this.makeWorker();
      listen<ToolAnswer>(worker, (answer) => this.answer(answer));
      listenForErrors(worker, ({ message }) => {
        this.worker = null;
        for (const id of [...this.waiting.keys()]) this.answer({ id, failure: message });
      });
      return worker;
    } catch {
      return null;
    }
  }

  private answer(answer: ToolAnswer): void {
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
  }
}
