/** @file The WebAssembly module, decoded and instantiated when first needed, synchronously. */
import { type Reservation, reserve } from "./memory.ts";
import { plain, relaxed } from "./module.generated.ts";

/** Addresses are bytes, sizes elements; see assembly/README.md. */
export type Kernel = (...numbers: number[]) => number;

export interface Instance extends Reservation {
  /** Every exported function of assembly/*.ts, by name. */
  readonly kernels: Readonly<Record<string, Kernel>>;
  /** True if multiplications and additions are fused. */
  readonly fused: boolean;
}

let current: Instance | null | undefined;

/** The module in use; null for good where WebAssembly, its SIMD or the permission to compile (CSP) is missing. */
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
    const fused = WebAssembly.validate(decode(relaxed));
    const module = new WebAssembly.Module(decode(fused ? relaxed : plain));
    const reservation = reserve();
    const { exports } = new WebAssembly.Instance(module, { env: { memory: reservation.memory } });
    return { ...reservation, kernels: exports as unknown as Record<string, Kernel>, fused };
  } catch {
    return null;
  }
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
