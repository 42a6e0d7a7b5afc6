import { describeValue } from "../../../check/describeValue.ts";
import { sentence } from "../../../check/excerpt.ts";
import { isRecord } from "../../../check/isRecord.ts";

/**
 * Throws unless a state of a reducer, called `who`, has the members of another, of the same types. Members other than
 * `value` are null before the first metric, so null may stand for a number or an object.
 */
export function checkState(who: string, given: unknown, needed: unknown): void {
  const own = new Map(Object.entries(needed as object));
  const fits = (key: string, member: unknown): boolean => {
    const types = [member, own.get(key)].map((one) => (one === null ? "null" : typeof one));
    const isUnset = key !== "value" && types.includes("null") && (types.includes("number") || types.includes("object"));
    return own.has(key) && (types[0] === types[1] || isUnset);
  };
  const members = isRecord(given) ? Object.entries(given) : [];
  if (members.length === own.size && members.every(([key, member]) => fits(key, member))) return;
  const types = [...own].map(([key, member]) => `${key}: ${member === null ? "null or a number" : typeof member}`);
  const found = members.map(([key, member]) => `${key}: ${describeValue(member)}`).join(", ") || describeValue(given);
  throw new TypeError(`${who} must be ${types.join(", ")}, got ${sentence(found, 100)}`);
}
