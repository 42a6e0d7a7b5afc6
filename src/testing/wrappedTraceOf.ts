import { wrappers } from "../generated/traces/wrappers.ts";
import type { Rule } from "../optim/rule.ts";
import type { Traced } from "../optim/trace.ts";
import { traceOf } from "./traceOf.ts";

/** Returns the statements of a rule and of the wrappers around it, or undefined if one of them has none. */
export function wrappedTraceOf(rule: Rule): Traced | undefined {
  const own = traceOf(rule);
  const prefix = rule.prefixes?.at(-1);
  if (own !== undefined || rule.inner === undefined || prefix === undefined) return own;
  const inner = wrappedTraceOf(rule.inner);
  const wrapper = wrappers[rule.definition.name]?.[ownVariant(rule, rule.inner)];
  if (inner === undefined || wrapper === undefined) return undefined;
  const outer = (key: string): string => (Object.hasOwn(rule.inner?.hyper ?? {}, key) ? `${prefix}.${key}` : key);
  const names = Object.keys(rule.definition.hyper).map((key) => [key, outer(key)] as const);
  return { wrapper, prefix, names, inner };
}

/** The variant of the wrapper itself: `reset` of `reset(tensorflow)`. */
const ownVariant = ({ variant }: Rule, inner: Rule): string =>
  inner.variant === "" ? variant : variant.slice(0, -`(${inner.variant})`.length);
