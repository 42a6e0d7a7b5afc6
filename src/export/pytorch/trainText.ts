/** @file `train.py`: the training loop that continues a run. */

/** The parts of a run that the program names. */
export interface TrainProgram {
  /** The optimizer's module and class: `adam`, `Adam`. */
  module: string;
  title: string;
  /** True if the module has a `schedule(t)` of the learning rate. */
  hasSchedule: boolean;
  /** Hyperparameters by their Python names, without a schedule. */
  hyper: Readonly<Record<string, number>>;
  clip: number | null;
  isClassification: boolean;
  /** The weight of each class in the training loss; null for equal weights. */
  classWeights: readonly number[] | null;
  /** Steps made so far. */
  step: number;
  hasDropout: boolean;
}

/** Returns `train.py`. */
export const trainText = (program: TrainProgram): string =>
  [head(program), load(program), parts, clipping(program), loop(program), test(program), main].join("");

/** The sum over examples, so that processes can share a batch, and what divides it. */
const numberLoss = `def loss_sum(prediction, target):
    """Return the sum of the squared errors of some examples."""
    return ((prediction - target) ** 2).sum() / target.shape[1:].numel()


def size(target):
    """Return the number of examples."""
    return len(target)`;

const classLoss = (weights: readonly number[] | null): string => `${
  weights === null ? "" : `CLASS_WEIGHTS = torch.tensor([${weights.join(", ")}], dtype=torch.float64)\n\n\n`
}def loss_sum(prediction, target):
    """Return the sum of the losses of some examples."""
    ${
      weights === null
        ? 'return F.cross_entropy(prediction, target, reduction="sum")'
        : 'weight = CLASS_WEIGHTS.to(prediction.dtype)\n    return F.cross_entropy(prediction, target, weight, reduction="sum")'
    }


def size(target):
    """Return the ${weights === null ? "number" : "weights"} of the examples."""
    return ${weights === null ? "len(target)" : "CLASS_WEIGHTS[target].sum()"}`;

function head({ module, title, hasSchedule, isClassification, classWeights, step, hasDropout }: TrainProgram): string {
  const dropout = hasDropout
    ? "\n\nDropout draws other masks than downhill does, so losses agree in their mean only.\n"
    : "";
  return `"""Continue a run that began in downhill and made ${step} steps there.

    python train.py                              in one process
    torchrun --nproc_per_node=2 train.py         with DistributedDataParallel

Weights, optimizer state, data and the order of the examples are in run.safetensors.
Prints the loss of every step, and writes weights.safetensors.${dropout}"""

import argparse
import math
import os

import torch
import torch.distributed as dist
from torch.nn import functional as F
from torch.nn.parallel import DistributedDataParallel

import files
from ${module} import ${title}${hasSchedule ? ", schedule" : ""}
from model import make_model

WORLD = int(os.environ.get("WORLD_SIZE", 1))
RANK = int(os.environ.get("RANK", 0))


${isClassification ? classLoss(classWeights) : numberLoss}


`;
}

function load({ title, hyper }: TrainProgram): string {
  const settings = Object.entries(hyper).map(([name, value]) => `, ${name}=${value}`);
  return `def load_run(dtype):
    """Return model, optimizer, data and batches as downhill saved them."""
    run = files.load("run.safetensors")
    model = make_model().to(dtype)
    model.load_state_dict({name[6:]: value for name, value in run.items() if name.startswith("model.")})
    optimizer = ${title}(model.parameters()${settings.join("")})
    for name, parameter in model.named_parameters():
        prefix = f"optimizer.{name}."
        state = {key[len(prefix):]: value for key, value in run.items() if key.startswith(prefix)}
        if state:
            step = int(state.pop("step"))
            buffers = {key: fitted(value, parameter) for key, value in state.items()}
            optimizer.state[parameter] = dict(step=step, **buffers)
    data = {name[5:]: value for name, value in run.items() if name.startswith("data.")}
    data = {name: value.to(dtype) if value.is_floating_point() else value for name, value in data.items()}
    batches = run["batches.order"].long().split(run["batches.sizes"].tolist())
    return model, optimizer, data, batches


`;
}

const parts = `def fitted(buffer, parameter):
    """Return a buffer of the optimizer in the shape and kind of its parameter."""
    return buffer.reshape(parameter.shape).to(parameter.dtype) if buffer.numel() == parameter.numel() else buffer


def own_part(batch):
    """Return the examples of a batch that this process takes."""
    return batch.tensor_split(WORLD)[RANK]

`;

const clipping = ({ clip }: TrainProgram): string =>
  clip === null
    ? ""
    : `
def clip_gradients(parameters, most=${clip}):
    """Scale all gradients together so that their norm is at most this."""
    gradients = [p.grad for p in parameters if p.grad is not None]
    norm = math.sqrt(sum((g.double() ** 2).sum().item() for g in gradients))
    if norm > most:
        for gradient in gradients:
            gradient.mul_(most / norm)

`;

const loop = ({ clip, hasSchedule, step }: TrainProgram): string => `
def train(model, optimizer, data, batches):
    """Make a step for each batch, and print its loss."""
    network = DistributedDataParallel(model) if WORLD > 1 else model
    for step, batch in enumerate(batches, start=${step + 1}):
        part = own_part(batch)
        optimizer.zero_grad()
        # DistributedDataParallel averages the gradients of all processes.
        inputs, targets = data["inputs"], data["targets"]
        loss = loss_sum(network(inputs[part]), targets[part]) * WORLD / size(targets[batch])
        loss.backward()
${clip === null ? "" : "        clip_gradients(model.parameters())\n"}${
  hasSchedule
    ? `        for group in optimizer.param_groups:
            group["lr"] = schedule(step)
`
    : ""
}        optimizer.step()
        total = loss.detach().double() / WORLD
        if WORLD > 1:
            dist.all_reduce(total)
        if not math.isfinite(total):
            raise RuntimeError(f"train.py: the loss of step {step} must be finite, got {total.item()}")
        if RANK == 0:
            print(step, total.item(), flush=True)


`;

const test = ({ isClassification }: TrainProgram): string => `@torch.no_grad()
def test(model, optimizer, data):
    """Print the loss and the score on the test set."""
    if hasattr(optimizer, "eval"):
        optimizer.eval()
    model.eval()
    prediction, target = model(data["test_inputs"]), data["test_targets"]
    loss = loss_sum(prediction, target) / size(target)
${
  isClassification
    ? `    score = (prediction.argmax(1) == target).double().mean()
    print("test loss", loss.item(), "accuracy", score.item())`
    : `    score = 1 - ((prediction - target) ** 2).sum() / ((target - target.mean()) ** 2).sum()
    print("test loss", loss.item(), "r2", score.item())`
}


`;

const main = `def main():
    """Continue the run to its end, or for some steps."""
    parser = argparse.ArgumentParser(description="Continue a run that began in downhill.")
    parser.add_argument("--steps", type=int, help="the most steps to make")
    parser.add_argument("--dtype", choices=["float32", "float64"], default="float32")
    options = parser.parse_args()
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    if WORLD > 1:
        dist.init_process_group("gloo")
    model, optimizer, data, batches = load_run(getattr(torch, options.dtype))
    train(model, optimizer, data, batches[: options.steps])
    if RANK == 0:
        test(model, optimizer, data)
        files.save("weights.safetensors", model.state_dict())


if __name__ == "__main__":
    main()
`;
