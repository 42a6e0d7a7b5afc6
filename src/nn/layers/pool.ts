import type { PoolingOptions } from "../../autograd/ops/support/pool2d.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { type Pair, pair, showPair } from "../../kernels/geometry.ts";
import { type LayerSettings, Module } from "../module.ts";

export abstract class Pool2d<Options extends PoolingOptions> extends Module {
  protected readonly kernelSize: readonly [height: number, width: number];
  protected readonly options: Options;

  constructor(kernelSize: Pair, options: Options, valid: readonly string[]) {
    super();
    const who = new.target.name;
    checkOptions(who, options, valid);
    this.kernelSize = pair(who, "kernelSize", kernelSize, 1);
    pair(who, "stride", options.stride ?? kernelSize, 1);
    pair(who, "padding", options.padding ?? 0, 0);
    this.options = options;
  }

  override describe(): string {
    return showPair(this.kernelSize);
  }

  override settings(): LayerSettings {
    const { kernelSize, options } = this;
    const stride = pair("Pool2d", "stride", options.stride ?? kernelSize, 1);
    const padding = pair("Pool2d", "padding", options.padding ?? 0, 0);
    return { kernelSize, stride, padding };
  }
}
