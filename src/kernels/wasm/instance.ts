/**
 * @file The kernels' memory and their WebAssembly modules, decoded and instantiated when first needed, synchronously.
 */
import { probe } from "../../generated/wasm/probe.ts";
import { type Reservation, reserve } from "./memory.ts";
import { decodeModule } from "./moduleText.ts";

/** A small WebAssembly module as text, with 128-bit SIMD. */
export interface CompiledModule {
  readonly plain: string;
  /** `fuseIfAccepted` for modules that use relaxed SIMD where the engine has it. */
  readonly fuse?: (module: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
  /** Its functions and the instance they work in, once that has loaded it. A Map of these took 1 % of a small step. */
  loaded?: { readonly by: Instance; readonly kernels: Kernels };
}

/** Addresses are bytes, sizes elements; see assembly/README.md. */
export type Kernel = (...numbers: number[]) => number;
/** The functions of a module, in the order of its assembly file. */
export type Kernels = readonly Kernel[];

/** One memory and the modules that work in it. */
export class Instance implements Reservation {
  declare readonly memory: WebAssembly.Memory;
  declare readonly f32: Float32Array;
  declare readonly i32: Int32Array;
  declare readonly heap: Reservation["heap"];

  constructor(reservation: Reservation) {
    Object.assign(this, reservation);
  }

  /** The functions of a module, which is instantiated at its first call. */
  load(code: CompiledModule): Kernels {
    if (code.loaded?.by !== this) {
      const plain = decodeModule(code.plain);
      const module = new WebAssembly.Module(code.fuse?.(plain) ?? plain);
      const { exports } = new WebAssembly.Instance(module, { env: { memory: this.memory } });
      code.loaded = { by: this, kernels: Object.values(exports) as Kernel[] };
    }
    return code.loaded.kernels;
  }
}

let current: Instance | null | undefined;
let refusal: unknown;

/** The reason that `instance()` returned null. */
export const missingReason = (): string =>
  typeof WebAssembly === "undefined" ? "WebAssembly is missing, as with --jitless" : (refusal as Error).message;

/** Returns the instance in use; null for good where WebAssembly, SIMD or the permission to compile (CSP) is missing. */
export function instance(): Instance | null {
  if (current === undefined) current = instantiate();
  return current;
}

/** Forgets the instance, so that the next call tries again: for tests that take WebAssembly away. */
export function forgetInstance(): void {
  current = undefined;
}

function instantiate(): Instance | null {
  try {
    const wasm = new Instance(reserve());
    wasm.load(probe);
    return wasm;
  } catch (error) {
    refusal = error;
    return null;
  }
}
