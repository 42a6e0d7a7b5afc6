import { setFlagsFromString } from "node:v8";
import { describe, expect, it } from "vitest";
import { conv2d } from "../../src/generated/wasm/conv2d.ts";
import { exp } from "../../src/generated/wasm/exp.ts";
import { gelu } from "../../src/generated/wasm/gelu.ts";
import { gemm } from "../../src/generated/wasm/gemm.ts";
import { peak } from "../../src/generated/wasm/peak.ts";
import { probe } from "../../src/generated/wasm/probe.ts";
import { softmax } from "../../src/generated/wasm/softmax.ts";
import { fuseIfAccepted, fuseProducts } from "../../src/kernels/wasm/fuseProducts.ts";
import { decodeModule } from "../../src/kernels/wasm/moduleText.ts";

const fusedProbe = fuseProducts(decodeModule(probe.plain));
// Node 20 has relaxed SIMD behind this flag.
if (!WebAssembly.validate(fusedProbe)) setFlagsFromString("--experimental-wasm-relaxed-simd");

describe("a module with fused products", () => {
  it.each(Object.entries({ conv2d, exp, gelu, gemm, peak, softmax }))("is valid and as long: %s", (_, code) => {
    const plain = decodeModule(code.plain);
    const fused = fuseProducts(plain);
    expect(code.fuse).toBe(fuseIfAccepted);
    expect(fused).not.toEqual(plain);
    expect(fused.length).toBe(plain.length);
    expect(WebAssembly.validate(fused)).toBe(true);
  });

  it("rounds a · b + c once, or twice on a machine without such an instruction", () => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fusedProbe), {
      env: { memory: new WebAssembly.Memory({ initial: 0 }) },
    });
    const x = Math.fround(1 / 3);
    const [rounded] = Object.values(exports) as ((x: number) => number)[];
    const result = rounded(x);
    const [once, twice] = [Math.fround(x * x + x), Math.fround(Math.fround(x * x) + x)];
    expect(once).not.toBe(twice);
    expect([once, twice]).toContain(result);
  });

  it("keeps a product that anything but a local is added to", () => {
    const constant = Uint8Array.of(0xfd, 0xe6, 1, 0xfd, 0x0c, ...new Uint8Array(16), 0xfd, 0xe4, 1);
    expect(fuseProducts(constant)).toEqual(constant);
  });
});
