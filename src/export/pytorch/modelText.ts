/** @file The layers of a model as `model.py`. */

import type { ModelRecord } from "../../model/index.ts";
import { isSequential, type LayerDescription } from "../../model/layerDescription.ts";
import type { LayerName, SettingsOf } from "../../model/support/layerKinds.ts";

type Two = readonly [number, number];

const python = (value: boolean): string => (value ? "True" : "False");
const pair = ([vertical, horizontal]: Two): string =>
  vertical === horizontal ? `${vertical}` : `(${vertical}, ${horizontal})`;
const tuple = (sizes: readonly number[]): string => `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;

/** The arguments of each class. Its name is the layer's, except for Embedding and batch norm, see below. */
const inputs: { readonly [N in LayerName]: (settings: SettingsOf<N>) => string } = {
  Linear: ({ inFeatures, outFeatures, bias }) => `${inFeatures}, ${outFeatures}${bias ? "" : ", bias=False"}`,
  Conv2d: ({ inChannels, outChannels, kernelSize, stride, padding, dilation, groups, bias }) =>
    [
      `${inChannels}, ${outChannels}, ${pair(kernelSize)}, stride=${pair(stride)}, padding=${pair(padding)}`,
      `dilation=${pair(dilation)}, groups=${groups}, bias=${python(bias)}`,
    ].join(", "),
  BatchNorm1d: ({ channels, eps, momentum }) => `${channels}, eps=${eps}, momentum=${momentum ?? "None"}`,
  BatchNorm2d: ({ channels, eps, momentum }) => `${channels}, eps=${eps}, momentum=${momentum ?? "None"}`,
  LayerNorm: ({ features, eps }) => `${tuple(features)}, eps=${eps}`,
  Embedding: ({ count, features }) => `${count}, ${features}`,
  MaxPool2d: ({ kernelSize, stride, padding }) =>
    `${pair(kernelSize)}, stride=${pair(stride)}, padding=${pair(padding)}`,
  AvgPool2d: ({ kernelSize, stride, padding, countPadding }) =>
    `${pair(kernelSize)}, stride=${pair(stride)}, padding=${pair(padding)}, count_include_pad=${python(countPadding)}`,
  Flatten: () => "",
  Dropout: ({ p }) => `${p}`,
  Softmax: ({ axis }) => `dim=${axis}`,
  ReLU: () => "",
  LeakyReLU: ({ slope }) => `${slope}`,
  ELU: ({ alpha }) => `${alpha}`,
  GELU: ({ approximate }) => `approximate="${approximate}"`,
  SiLU: () => "",
  Sigmoid: () => "",
  Softplus: () => "",
  Tanh: () => "",
};

const lookup = `class Lookup(nn.Embedding):
    """An embedding that takes its indices as floats, as downhill stores them."""

    def forward(self, x):
        return super().forward(x.long())


`;

/** Batch norm over the examples of all processes. PyTorch's SyncBatchNorm works on GPUs only. */
const synced = `class Synced:
    """Batch norm whose statistics are those of the whole batch, also if processes share it."""

    def forward(self, x):
        if not self.training or not dist.is_initialized():
            return super().forward(x)
        self._check_input_dim(x)
        axes = [0, *range(2, x.dim())]
        shape = [1, -1] + [1] * (x.dim() - 2)
        count = all_reduce(x.new_tensor(x.numel() / x.size(1)))
        mean = all_reduce(x.sum(axes)) / count
        centered = x - mean.view(shape)
        variance = all_reduce((centered * centered).sum(axes)) / count
        with torch.no_grad():
            self.num_batches_tracked += 1
            share = 1 / float(self.num_batches_tracked) if self.momentum is None else self.momentum
            self.running_mean.lerp_(mean, share)
            self.running_var.lerp_(variance * count / (count - 1), share)
        scale = self.weight / torch.sqrt(variance + self.eps)
        return centered * scale.view(shape) + self.bias.view(shape)


`;

const syncedClass = (name: string): string => `class Synced${name}(Synced, nn.${name}):
    pass


`;

/** Returns `model.py`: a function that makes the model, with the names of the weights in the file. */
export function modelText({ architecture, inputShape }: ModelRecord): string {
  const made = layerText(architecture, 4);
  const norms = ["BatchNorm1d", "BatchNorm2d"].filter((name) => made.includes(`Synced${name}(`));
  return `"""The model of a run that began in downhill. Its input is [batch, ${inputShape.join(", ")}]."""

${norms.length > 0 ? "import torch\nimport torch.distributed as dist\n" : ""}from torch import nn
${norms.length > 0 ? "from torch.distributed.nn.functional import all_reduce\n" : ""}

${made.includes("Lookup(") ? lookup : ""}${norms.length > 0 ? synced : ""}${norms.map(syncedClass).join("")}def make_model():
    """Make the model with new weights."""
    return ${made}
`;
}

function layerText(description: LayerDescription, indent: number): string {
  const space = " ".repeat(indent);
  if (isSequential(description)) {
    const layers = description.layers.map((layer) => `${space}    ${layerText(layer, indent + 4)},\n`);
    return `nn.Sequential(\n${layers.join("")}${space})`;
  }
  const { layer, ...settings } = description;
  const name = layer === "Embedding" ? "Lookup" : layer.startsWith("BatchNorm") ? `Synced${layer}` : `nn.${layer}`;
  const write = inputs[layer as LayerName] as (settings: object) => string;
  return `${name}(${write(settings)})`;
}
