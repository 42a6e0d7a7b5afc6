import * as programs from "../generated/programs/schedules.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Expression, ScheduleProgram, ScheduleStatement } from "./program.ts";
import { mentions } from "./support/walk.ts";

/** A function of a schedule, with its arguments as constants. */
export interface ScheduleFunction {
  /** `schedule` for the whole; `cosine`, `annealCosine`, … for its parts. */
  readonly name: string;
  readonly equations: readonly string[];
  readonly parameters: readonly string[];
  readonly constants: readonly (readonly [name: string, value: number | readonly number[]])[];
  readonly body: readonly ScheduleStatement[];
}

/** The value of a name that does not depend on t: a number, a text, a list, or a function. */
type Known = number | string | readonly number[] | { readonly length: number } | { readonly call: string };

/**
 * Returns the functions of a schedule made by downhill's factories. Functions precede their callers; the last one is
 * `schedule(t)`. Branches that the arguments decide are resolved.
 * Throws a RangeError for a plain function, whose source is not known.
 */
export function scheduleFunctions(schedule: Schedule): ScheduleFunction[] {
  const unit: Unit = { functions: [], names: new Set(["schedule"]) };
  addSchedule(unit, schedule, "schedule");
  return unit.functions;
}

interface Unit {
  functions: ScheduleFunction[];
  names: Set<string>;
}

function freeName({ names }: Unit, name: string): string {
  let free = name;
  for (let i = 2; names.has(free); i++) free = `${name}${i}`;
  names.add(free);
  return free;
}

function addSchedule(unit: Unit, { madeBy }: Schedule, name: string): void {
  if (madeBy === undefined)
    throw new RangeError("emit: a schedule must come from a factory such as cosine, got a plain function");
  const program = programs.schedules[madeBy.name];
  const known = new Map<string, Known>();
  const given = Object.values(madeBy.args);
  for (const [i, parameter] of program.parameters.entries()) {
    const value = given[i];
    if (typeof value !== "function") known.set(parameter, value);
    else {
      const call = freeName(unit, value.madeBy?.name ?? "");
      addSchedule(unit, value, call);
      known.set(parameter, { call });
    }
  }
  addFunction(unit, { ...program, parameters: ["t"] }, name, known);
}

function addFunction(unit: Unit, program: ScheduleProgram, name: string, known: Map<string, Known>): void {
  const whole = reduced(unit, program.body, known);
  const isReadIn = (body: readonly ScheduleStatement[], key: string): boolean =>
    expressionsOf(body).some((node) => mentions(node, (one) => one === key));
  const body = whole.filter((one) => !("length" in one) || isReadIn(whole, one[0]));
  const isRead = (key: string): boolean => isReadIn(body, key);
  const constants = [...known].flatMap(([key, value]): [string, number | readonly number[]][] =>
    (typeof value === "number" || Array.isArray(value)) && isRead(key) ? [[key, value]] : [],
  );
  unit.functions.push({ name, equations: program.equations ?? [], parameters: program.parameters, constants, body });
}

/** Returns every expression of a body. */
const expressionsOf = (body: readonly ScheduleStatement[]): Expression[] =>
  body.flatMap((statement) => {
    if ("return" in statement) return [statement.return];
    if ("if" in statement) return [statement.if, ...expressionsOf(statement.body)];
    if ("while" in statement) return [statement.while, ...expressionsOf(statement.body)];
    return [statement[2]];
  });

/** Carries out the choices that are known. Statements after a return that always happens are dropped. */
function reduced(unit: Unit, body: readonly ScheduleStatement[], known: Map<string, Known>): ScheduleStatement[] {
  const out: ScheduleStatement[] = [];
  for (const statement of body) {
    if (out.some((one) => "return" in one)) break;
    if ("return" in statement) out.push({ return: fold(unit, statement.return, known) });
    else if ("while" in statement)
      out.push({ while: fold(unit, statement.while, known), body: reduced(unit, statement.body, known) });
    else if ("if" in statement) {
      const holds = decided(statement.if, known);
      if (holds === undefined)
        out.push({ if: fold(unit, statement.if, known), body: reduced(unit, statement.body, known) });
      else if (holds) out.push(...reduced(unit, statement.body, known));
    } else {
      const [target, operator, value] = statement;
      const folded = fold(unit, value, known);
      if (typeof folded === "string" && Object.hasOwn(programs.functions, folded)) known.set(target, { call: folded });
      else out.push([target, operator, folded]);
      if (typeof folded === "object" && folded[0] === "list") known.set(target, { length: folded.length - 1 });
    }
  }
  return out;
}

/** Returns whether a condition holds; undefined if it depends on more than the arguments. */
function decided(node: Expression, known: ReadonlyMap<string, Known>): boolean | undefined {
  if (typeof node !== "object") return undefined;
  const [operator, a, b] = node;
  if (operator === "isNumber") return typeof known.get(`${a}`) === "number";
  if (operator !== "===") return undefined;
  const [left, right] = [knownValue(a, known), knownValue(b, known)];
  return left === undefined || right === undefined ? undefined : left === right;
}

function knownValue(node: Expression, known: ReadonlyMap<string, Known>): number | string | undefined {
  if (typeof node === "number") return node;
  if (typeof node === "string") {
    const value = known.get(node);
    return typeof value === "object" ? undefined : value;
  }
  if (node[0] === "text") return `${node[1]}`;
  const list = node[0] === "length" ? known.get(`${node[1]}`) : undefined;
  return typeof list === "object" && "length" in list ? list.length : undefined;
}

function fold(unit: Unit, node: Expression, known: Map<string, Known>): Expression {
  if (typeof node === "number") return node;
  if (typeof node === "string") return node;
  const [operator, ...operands] = [node[0], ...node.slice(1)];
  if (operator === "?") {
    const holds = decided(operands[0], known);
    if (holds !== undefined) return fold(unit, operands[holds ? 1 : 2], known);
  }
  if (operator === "length") return knownValue(node, known) ?? node;
  const called = known.get(operator);
  const name = typeof called === "object" && "call" in called ? called.call : operator;
  const shared = programs.functions[name];
  if (shared !== undefined) return callOf(unit, name, shared, operands, known);
  const folded = operands.map((one) => fold(unit, one, known));
  const [left, right] = folded;
  if (operator === "-" && typeof left === "number" && typeof right === "number") return left - right;
  return [name, ...folded];
}

/** Calls a function that schedules share. One that takes a list becomes a function with that list inside. */
function callOf(
  unit: Unit,
  name: string,
  program: ScheduleProgram,
  operands: readonly Expression[],
  known: Map<string, Known>,
): Expression {
  const inside = new Map<string, Known>();
  for (const [i, parameter] of program.parameters.entries()) {
    const list = typeof operands[i] === "string" ? known.get(operands[i]) : undefined;
    if (Array.isArray(list)) inside.set(parameter, list);
  }
  const parameters = program.parameters.filter((parameter) => !inside.has(parameter));
  const isNew = inside.size > 0 || !unit.names.has(name);
  const own = isNew ? freeName(unit, name) : name;
  if (isNew) addFunction(unit, { ...program, parameters }, own, inside);
  const kept = operands.filter((_, i) => !inside.has(program.parameters[i]));
  return [own, ...kept.map((one) => fold(unit, one, known))];
}
