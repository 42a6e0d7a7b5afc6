import { setFlagsFromString } from "node:v8";
import { describe, expect, it } from "vitest";
import { conv2d } from "../../src/generated/wasm/conv2d.ts";
import { gemm } from "../../src/generated/wasm/gemm.ts";
import { peak } from "../../src/generated/wasm/peak.ts";
import { probe } from "../../src/generated/wasm/probe.ts";
import { fuseProducts } from "../../src/kernels/wasm/fuseProducts.ts";
import { decodeModule } from "../../src/kernels/wasm/moduleText.ts";

const fusedProbe = decodeModule(probe.plain, fuseProducts);
// Node 20 has relaxed SIMD behind this flag.
if (!WebAssembly.validate(fusedProbe)) setFlagsFromString("--experimental-wasm-relaxed-simd");

describe("a module with fused products", () => {
  it.each(Object.entries({ conv2d, gemm, peak }))("is valid and as long: %s", (_, code) => {
    const [plain, fused] = [decodeModule(code.plain), decodeModule(code.plain, code.fuse)];
    expect(fused).not.toEqual(plain);
    expect(fused.length).toBe(plain.length);
    expect(WebAssembly.validate(fused)).toBe(true);
  });

  it("rounds a · b + c once, or twice on a machine without such an instruction", () => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fusedProbe), {
      env: { memory: new WebAssembly.Memory({ initial: 0 }) },
    });
    const x = Math.fround(1 / 3);
    const result = (exports as unknown as { probe(x: number): number }).probe(x);
    const [once, twice] = [Math.fround(x * x + x), Math.fround(Math.fround(x * x) + x)];
    expect(once).not.toBe(twice);
    expect([once, twice]).toContain(result);
  });

  it("keeps a product that anything but a local is added to", () => {
    const constant = "\xfd\xe6\x01\xfd\x0c".padEnd(21, "\0").concat("\xfd\xe4\x01");
    expect(fuseProducts(constant)).toBe(constant);
  });
});
