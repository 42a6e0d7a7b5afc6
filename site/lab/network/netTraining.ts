/** @file One rule that trains one network. */
import type { Tensor } from "../../../src/autograd/index.ts";
import { slice } from "../../../src/autograd/index.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Module } from "../../../src/nn/index.ts";
import { Optimizer } from "../../../src/optim/index.ts";
import { DivergenceError } from "../../../src/training/divergenceError.ts";
import { EarlyStopping } from "../../../src/training/earlyStopping.ts";
import { evaluate } from "../../../src/training/evaluate.ts";
import { trainStep } from "../../../src/training/trainStep.ts";
import type { Choice } from "../choice.ts";
import { preconditionerOf } from "../stability.ts";
import { fingerprint } from "./fingerprint.ts";
import { modelOf, PairOfLogits, weightsOf, withOutputs } from "./netModel.ts";
import { losses } from "./netOptions.ts";
import { type Kept, keptEvery, type NetEnd, RuleRecord } from "./netRecord.ts";
import { netRate, netRule } from "./netRule.ts";
import type { NetState } from "./netState.ts";

/** Steps between two evaluations of the test set; the curve holds its value in between. */
export const evaluateEvery = 10;

export class NetTraining {
  readonly model: Module;
  readonly record: RuleRecord;
  private readonly classifier: Module;
  private readonly optimizer: Optimizer;
  private readonly stopping: EarlyStopping | null;
  private readonly every: number;

  constructor(
    private readonly choice: Choice,
    private readonly state: NetState,
    private readonly test: Dataset,
  ) {
    const { steps, plateau } = state;
    this.model = modelOf(state);
    this.classifier = withOutputs(this.model, state);
    this.optimizer = new Optimizer(this.model.parameters(), netRule(choice, state));
    const patience = Math.ceil(plateau / evaluateEvery);
    this.stopping = plateau > 0 ? new EarlyStopping(this.model, { patience }) : null;
    this.every = keptEvery(steps);
    this.record = new RuleRecord(steps);
  }

  /** Evaluates the network before its first step. */
  begin(): void {
    if (this.record.kept.length === 0) this.note(null);
  }

  /** Makes one step on a batch, unless the training has ended. */
  step(batch: Dataset): void {
    const { record, model, optimizer, state } = this;
    if (record.end !== null) return;
    record.batches = fingerprint([...batch.inputs.data, ...batch.labels], record.batches);
    const isKept = (record.done + 1) % this.every === 0;
    const before = isKept ? weightsOf(model) : null;
    try {
      const options = { measure: true, clip: state.clip > 0 ? state.clip : null };
      const report = trainStep(model, optimizer, batch, losses[state.loss], options);
      const t = ++record.done;
      record.curves.trainLoss[t] = report.loss;
      record.curves.gradientNorm[t] = report.gradientNorm;
      record.curves.updateRatio[t] = report.updateRatio ?? Number.NaN;
      record.curves.rate[t] = optimizer.hyperAt(optimizer.groups[0], t).lr;
      this.note(before);
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      record.end = { t: record.done, why: "diverged" };
    }
  }

  /** Evaluates the test set and keeps the weights, where it is time to. */
  private note(before: Float32Array | null): void {
    const { record } = this;
    const { testLoss, accuracy } = record.curves;
    const t = record.done;
    if (t % evaluateEvery === 0) {
      [testLoss[t], accuracy[t]] = this.evaluate();
      record.end = this.endAt(t, testLoss[t]);
    } else [testLoss[t], accuracy[t]] = [testLoss[t - 1], accuracy[t - 1]];
    if (t % this.every === 0) record.kept.push(this.keptNow(before));
  }

  /** The weights now, and what the step from those `before` did; without them it did nothing. */
  private keptNow(before: Float32Array | null): Kept {
    const { model, choice, optimizer } = this;
    const weights = weightsOf(model);
    const gradients = new Float32Array(before?.length ?? 0);
    const moves = gradients.map((_, i) => weights[i] - (before?.[i] ?? 0));
    let from = 0;
    if (before !== null)
      for (const { grad, size } of model.parameters()) {
        if (grad !== null) gradients.set(grad, from);
        from += size;
      }
    const preconditioner = preconditionerOf(choice, netRate(choice), optimizer);
    return { t: this.record.done, weights, gradients, moves, preconditioner };
  }

  private evaluate(): [loss: number, accuracy: number] {
    const loss = losses[this.state.loss];
    const isPair = this.classifier instanceof PairOfLogits;
    const { loss: mean, accuracy } = evaluate(this.classifier, this.test, {
      loss: (outputs: Tensor, part) => loss(isPair ? slice(outputs, [null, [1]]) : outputs, part as Dataset),
    });
    return [mean, accuracy];
  }

  private endAt(t: number, testLoss: number): NetEnd | null {
    if (this.state.target > 0 && testLoss <= this.state.target) return { t, why: "target" };
    return this.stopping?.update(testLoss) ? { t, why: "plateau" } : null;
  }
}
