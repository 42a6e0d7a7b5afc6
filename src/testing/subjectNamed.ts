import { unknownName } from "../check/unknownName.ts";
import type { MakeRule } from "../optim/index.ts";
import * as claims from "./claims/index.ts";
import type { Subject } from "./subject.ts";

const registry: Readonly<Record<string, Subject>> = claims;
const scopes = ["weight", "tensor", "model"];

/**
 * Returns the subject of a rule's or wrapper's name, or of an expression such as `lookahead(sgd, k=2)`, which `rule`
 * makes. The subject of an expression has the properties of its parts, and the claims of the outermost.
 */
export function subjectNamed(name: string, rule?: MakeRule): Subject {
  if (Object.hasOwn(registry, name)) return registry[name];
  const parts = (name.match(/\w+/g) ?? [])
    .filter((word) => Object.hasOwn(registry, word))
    .map((word) => registry[word]);
  if (parts.length === 0 || rule === undefined || !name.includes("("))
    throw new RangeError(unknownName("checkRule", "rule", name, Object.keys(registry)));
  const [outermost] = parts;
  const some = (property: "matrix" | "sparesVectors" | "ascends" | "constant"): boolean =>
    parts.some((part) => part[property]);
  return {
    name,
    make: (_, extra) => rule(extra),
    isWrapper: outermost.isWrapper,
    get scope() {
      return parts.map(({ scope }) => scope).sort((a, b) => scopes.indexOf(b) - scopes.indexOf(a))[0];
    },
    matrix: some("matrix"),
    isMirrored: true,
    asymmetric: [],
    sparesVectors: some("sparesVectors"),
    ascends: some("ascends"),
    constant: some("constant"),
    scaleFree: null,
    lr: outermost.lr,
    claims: outermost.claims,
  };
}
