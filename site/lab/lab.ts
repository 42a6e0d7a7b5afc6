import { type ReadHash, readHash, writeHash } from "./hash.ts";
import type { NetState } from "./network/netState.ts";
import { type Run, runOf } from "./run.ts";
import type { LabState } from "./state.ts";

/** A part of the page. `render` brings it up to date; it compares with what it showed last. */
export interface View {
  render(lab: Lab): void;
}

/** The services of a browser that the lab needs; a test gives its own. */
export interface Surroundings {
  /** Calls back once, before the next frame. */
  nextFrame(work: () => void): void;
  /** Calls back once, after some milliseconds. */
  later(work: () => void, milliseconds: number): void;
  /** Puts a hash into the address: as a new entry of the history, or in place of the current one. */
  writeAddress(hash: string, isNew: boolean): void;
}

const runKeys = [
  "surface",
  "formula",
  "condition",
  "rotation",
  "start",
  "noise",
  "clip",
  "decay",
  "seed",
  "steps",
  "choices",
  "tuning",
] as const;
const addressPause = 250;

/** The state, its paths, and the views that show them. Changes are drawn once a frame. */
export class Lab {
  state: LabState;
  run: Run;
  /** The parts of the link that were not used. */
  notices: readonly string[];
  private readonly views: View[] = [];
  private isDue = false;
  private isAddressDue = false;
  private isStale = false;
  private readonly surroundings: Surroundings;

  constructor(hash: string, surroundings: Surroundings) {
    this.surroundings = surroundings;
    const { state, notices } = readHash(hash);
    this.state = state;
    this.notices = notices;
    this.run = runOf(state);
  }

  add(...views: readonly View[]): void {
    this.views.push(...views);
  }

  /** Changes the state. A new entry of the history is for choices that people want to undo. */
  set(change: Partial<LabState>, isNew = false): void {
    const before = this.state;
    const isAtEnd = before.t === before.steps;
    const next = { ...before, ...change };
    const t = change.t ?? (isAtEnd ? next.steps : next.t);
    this.state = { ...next, t: Math.max(0, Math.min(t, next.steps)) };
    this.isStale ||= runKeys.some((key) => before[key] !== this.state[key]);
    if (isNew) {
      // Back leads to the state before, also where its address was still to be written.
      this.surroundings.writeAddress(writeHash(before), false);
      this.surroundings.writeAddress(this.hash, true);
    } else this.writeAddressSoon();
    this.renderSoon();
  }

  /** Changes the network mode's part of the state. Its step stays within the steps. */
  setNet(change: Partial<NetState>, isNew = false): void {
    const next = { ...this.state.net, ...change };
    this.set({ net: { ...next, t: Math.max(0, Math.min(next.t, next.steps)) } }, isNew);
  }

  /** Takes the state of another hash, as after Back. */
  read(hash: string): void {
    const { state, notices }: ReadHash = readHash(hash);
    this.state = state;
    this.notices = notices;
    this.isStale = true;
    this.renderSoon();
  }

  get hash(): string {
    return writeHash(this.state);
  }

  /** Draws before the next frame; several calls draw once. */
  renderSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.surroundings.nextFrame(() => {
      this.isDue = false;
      this.render();
    });
  }

  /** Draws now. */
  render(): void {
    if (this.isStale) this.run = runOf(this.state);
    this.isStale = false;
    for (const view of this.views) view.render(this);
  }

  /** Browsers refuse an address that changes too often. */
  private writeAddressSoon(): void {
    if (this.isAddressDue) return;
    this.isAddressDue = true;
    this.surroundings.later(() => {
      this.isAddressDue = false;
      this.surroundings.writeAddress(this.hash, false);
    }, addressPause);
  }
}
