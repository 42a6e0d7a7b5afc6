import type { TraceEvent } from "../../src/optim/trace.ts";
import type { Inspection } from "./inspection.ts";

/** An arrow on the stage from the point before the step. */
export interface Arrow {
  /** The code's name of what it shows: `−g`, `−mHat`, `step`. */
  readonly name: string;
  /** In the frame's coordinates, y upwards. */
  readonly x: number;
  readonly y: number;
  /** True where it ends at the next point; others show a direction only. */
  readonly isStep: boolean;
}

/** The gradient that the step got, what the current statement computed where that has a direction, and the step. */
export function arrowsOf({ step, lines, current }: Inspection): Arrow[] {
  const arrows: Arrow[] = [{ name: "−g", x: -step.gradient[0], y: -step.gradient[1], isStep: false }];
  const event = lines[current]?.event;
  if (event !== undefined && event.statement.target !== "theta" && directed(step.events).has(event.statement)) {
    const [x, y] = [0, 1].map((axis) => -resultOf(step.events, event, axis));
    arrows.push({ name: `−${event.statement.target}`, x, y, isStep: false });
  }
  const [dx, dy] = [0, 1].map((axis) => step.after[axis] - step.before[axis]);
  return [...arrows, { name: "step", x: dx, y: dy, isStep: true }];
}

const resultOf = (events: readonly TraceEvent[], { statement }: TraceEvent, axis: number): number =>
  events.find((one) => one.statement === statement && one.element === axis)?.after ?? 0;

/**
 * The statements whose value points along the gradients: it changes its sign when the gradient and everything made of
 * it change theirs. m does, v does not.
 */
function directed(events: readonly TraceEvent[]): Set<TraceEvent["statement"]> {
  const names = new Set(["g"]);
  const found = new Set<TraceEvent["statement"]>();
  for (const { statement, reads, element } of events.filter(({ element }) => element === 0)) {
    if (element === null) continue;
    const { target, kind } = statement;
    const isNamed = (name: string): boolean => names.has(name) || (kind === "store" && name === target);
    const turned = Object.fromEntries(Object.entries(reads).map(([name, x]) => [name, isNamed(name) ? -x : x]));
    const [value, opposite] = [statement.value({ ...reads }), statement.value(turned)];
    if (value === 0 || opposite !== -value) continue;
    names.add(target);
    found.add(statement);
  }
  return found;
}
