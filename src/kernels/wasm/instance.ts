/**
 * @file The kernels' memory and their WebAssembly modules, decoded and instantiated when first needed, synchronously.
 */
import { heapIn, reserve } from "./memory.ts";
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
export class Instance {
  readonly memory = reserve();
  readonly f32 = new Float32Array(this.memory.buffer);
  readonly i32 = new Int32Array(this.memory.buffer);
  readonly f64 = new Float64Array(this.memory.buffer);
  readonly heap = heapIn(this.memory);

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

/** A module with the type `() → v128`, and nothing else. An engine that accepts it has SIMD, and may compile. */
const vectorType = "oe`Dgnooon=ne0onc";

let current: Instance | null | undefined;
let refusal: unknown;

/** The reason that `instance()` returned null. */
export const missingReason = (): string =>
  typeof WebAssembly === "undefined" ? "WebAssembly is missing, as with --jitless" : (refusal as Error).message;

/**
 * Returns the instance in use; null for good where WebAssembly, SIMD or the permission to compile (CSP) is missing.
 *
 * Also makes an array that nothing uses. When the collector frees it, glibc learns to keep freed memory: 64 MiB, twice
 * the largest freed block that it counts. Otherwise large results return to the system after every collection. Mapping
 * their pages again can take longer than the arithmetic on them. An engine that refuses the array keeps its kernels.
 */
export function instance(): Instance | null {
  if (current !== undefined) return current;
  current = null;
  try {
    new WebAssembly.Module(decodeModule(vectorType));
    current = new Instance();
    // Just below 32 MiB, the largest block whose release glibc counts.
    new ArrayBuffer(33.5e6);
  } catch (error) {
    refusal = error;
  }
  return current;
}

/** Forgets the instance, so that the next call tries again: for tests that take WebAssembly away. */
export function forgetInstance(): void {
  current = undefined;
}
