"""Writes torch_ops.json: forward values and gradients of every op, in float64, as PyTorch computes them.

Run with: python3 tests/autograd/torch_ops.py        (made with PyTorch 1.13)

Each case is a call in downhill's spelling, where a, b, c are the inputs, the same computation in PyTorch, and the
shapes of the inputs. The gradients are those of sum(seed * y) for a fixed random seed.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(1)
cases = []


def numbers(tensor):
    """JSON has no NaN and no Infinity: they are texts as JavaScript writes them."""
    special = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    return [special.get(str(x), x) for x in tensor.detach().reshape(-1).tolist()]


def positive(*shape):
    return torch.rand(shape, dtype=torch.float64) * 1.5 + 0.5


def make(spec):
    values = spec.double() if isinstance(spec, torch.Tensor) else torch.randn(spec, dtype=torch.float64)
    return torch.round(values * 1000) / 1000


def case(call, compute, *specs):
    inputs = [make(spec).requires_grad_() for spec in specs]
    y = compute(*inputs)
    seed = torch.round(torch.randn(y.shape, dtype=torch.float64) * 1000) / 1000
    gradients = torch.autograd.grad(y, inputs, seed, allow_unused=True)
    cases.append({
        "call": call,
        "inputs": [{"shape": list(x.shape), "values": numbers(x)} for x in inputs],
        "shape": list(y.shape),
        "values": numbers(y),
        "seed": numbers(seed),
        "gradients": [numbers(g if g is not None else torch.zeros_like(x)) for g, x in zip(gradients, inputs)],
    })


# Arithmetic
case("add(a, b)", lambda a, b: a + b, (2, 3), (3,))
case("sub(a, b)", lambda a, b: a - b, (2, 3), (2, 1))
case("mul(a, b)", lambda a, b: a * b, (2, 1), (1, 3))
case("div(a, b)", lambda a, b: a / b, (2, 3), positive(3))
case("neg(a)", lambda a: -a, (3,))
case("pow(a, 3)", lambda a: a ** 3, (4,))
case("pow(a, 0)", lambda a: a ** 0, torch.tensor([0.0, -1.5, 2.0]))
case("pow(a, 0.5)", lambda a: a ** 0.5, positive(4))
case("pow(2, a)", lambda a: 2 ** a, (4,))
case("pow(a, b)", lambda a, b: a ** b, positive(2, 3), (3,))
case("pow(a, b)", lambda a, b: a ** b, torch.tensor([0.0, 0.0, 1.0]), torch.tensor([2.0, 0.0, 3.0]))
case("matmul(a, b)", lambda a, b: a @ b, (2, 3), (3, 4))
case("matmul(a, b)", lambda a, b: a @ b, (2, 1, 2, 3), (2, 3, 2))
case("linear(a, b, c)", F.linear, (3, 4), (2, 4), (2,))
case("linear(a, b)", F.linear, (2, 2, 3), (2, 3))

# Elementary functions and activations
case("exp(a)", torch.exp, (4,))
case("log(a)", torch.log, positive(4))
case("sqrt(a)", torch.sqrt, positive(4))
case("abs(a)", torch.abs, torch.tensor([-1.5, 0.0, 2.0]))
case("sin(a)", torch.sin, (4,))
case("cos(a)", torch.cos, (4,))
wide = torch.tensor([-15.0, -3.0, -0.75, 0.0, 0.5, 2.5, 15.0])
case("tanh(a)", torch.tanh, wide)
case("sigmoid(a)", torch.sigmoid, wide)
case("relu(a)", torch.relu, wide)
case("leakyRelu(a)", F.leaky_relu, wide)
case("leakyRelu(a, 0.2)", lambda a: F.leaky_relu(a, 0.2), wide)
case("elu(a)", F.elu, wide)
case("elu(a, 1.7)", lambda a: F.elu(a, 1.7), wide)
case("gelu(a)", F.gelu, wide)
case('gelu(a, { approximate: "tanh" })', lambda a: F.gelu(a, approximate="tanh"), wide)
case("silu(a)", F.silu, wide)
case("softplus(a)", F.softplus, wide)

# Selection
case("clamp(a, { min: -0.75 })", lambda a: a.clamp(min=-0.75), wide)
case("clamp(a, { max: 0.5 })", lambda a: a.clamp(max=0.5), wide)
case("clamp(a, { min: -3, max: 2.5 })", lambda a: a.clamp(-3, 2.5), wide)
ties = torch.tensor([[1.0, 2.0, 2.0], [3.0, 0.0, 2.0]])
case("maximum(a, b)", torch.maximum, ties, torch.tensor([[1.0, 3.0, 2.0], [1.0, 0.0, 5.0]]))
case("maximum(a, b)", torch.maximum, (2, 3), (3,))
case("minimum(a, b)", torch.minimum, ties, torch.tensor([[1.0, 3.0, 2.0], [1.0, 0.0, 5.0]]))
case("minimum(a, b)", torch.minimum, (2, 1), (3,))
mask = torch.tensor([[1, 0, 1], [0, 0, 1]]).bool()
case("where([[1, 0, 1], [0, 0, 1]], a, b)", lambda a, b: torch.where(mask, a, b), (2, 3), (3,))

# Reductions
for name, function in [("sum", torch.sum), ("mean", torch.mean), ("max", torch.amax), ("min", torch.amin),
                       ("logSumExp", torch.logsumexp)]:
    everything = (0, 1, 2)
    case(f"{name}(a)", lambda a: function(a, everything), (2, 3, 2))
    case(f"{name}(a, 1)", lambda a: function(a, 1), (2, 3, 2))
    case(f"{name}(a, [0, -1])", lambda a: function(a, (0, 2)), (2, 3, 2))
    case(f"{name}(a, [1, 2], {{ keepDims: true }})", lambda a: function(a, (1, 2), keepdim=True), (2, 3, 2))
case("max(a, 1)", lambda a: a.amax(1), ties)
case("min(a, 0)", lambda a: a.amin(0), ties)
case("max(a)", lambda a: a.max(), torch.tensor([4.0, 1.0, 4.0, 4.0]))
case("variance(a)", torch.var, (2, 3))
case("variance(a, [0, 2])", lambda a: a.var((0, 2)), (2, 3, 2))
case("variance(a, -1, { correction: 0, keepDims: true })", lambda a: a.var(-1, unbiased=False, keepdim=True), (2, 3))
case("softmax(a)", lambda a: a.softmax(-1), (2, 4))
case("softmax(a, 1)", lambda a: a.softmax(1), (2, 3, 2))
case("logSoftmax(a)", lambda a: a.log_softmax(-1), (2, 4))
case("logSoftmax(a, 0)", lambda a: a.log_softmax(0), (2, 3, 2))

# Shape
case("reshape(a, [3, -1])", lambda a: a.reshape(3, -1), (2, 6))
case("flatten(a, 1)", lambda a: a.flatten(1), (2, 3, 2))
case("squeeze(a, 1)", lambda a: a.squeeze(1), (2, 1, 1))
case("unsqueeze(a, -1)", lambda a: a.unsqueeze(-1), (2, 3))
case("permute(a, [2, 0, 1])", lambda a: a.permute(2, 0, 1), (2, 3, 2))
case("transpose(a, 0, -1)", lambda a: a.transpose(0, -1), (2, 3, 2))
case("expand(a, [2, 3, 2])", lambda a: a.expand(2, 3, 2), (3, 1))
case("slice(a, [[1, -1], [-2, null], [0, null, 2]])", lambda a: a[1:-1, -2:, ::2], (4, 3, 3))
case("concat([a, b], 1)", lambda a, b: torch.cat([a, b], 1), (2, 3), (2, 1))
case("stack([a, b], -1)", lambda a, b: torch.stack([a, b], -1), (2, 3), (2, 3))
picks = torch.tensor([[0, 2], [1, 1]])
case("gather(a, 1, [[0, 2], [1, 1]])", lambda a: a.gather(1, picks), (2, 3))
case("gather(a, 0, [[2, 0, 2]])", lambda a: a.gather(0, torch.tensor([[2, 0, 2]])), (3, 3))
case("pad(a, [[1, 0], [2, 1]], 0.5)", lambda a: F.pad(a, (2, 1, 1, 0), value=0.5), (2, 3))

# Convolution and pooling
case("conv2d(a, b, c)", F.conv2d, (2, 2, 4, 4), (3, 2, 3, 2), (3,))
case("conv2d(a, b, null, { stride: [2, 1], padding: [1, 2] })",
     lambda a, b: F.conv2d(a, b, stride=(2, 1), padding=(1, 2)), (1, 2, 4, 4), (2, 2, 3, 3))
case("conv2d(a, b, null, { dilation: 2, padding: 1 })",
     lambda a, b: F.conv2d(a, b, dilation=2, padding=1), (1, 1, 5, 5), (2, 1, 2, 3))
case("conv2d(a, b, c, { groups: 2, stride: 2 })",
     lambda a, b, c: F.conv2d(a, b, c, groups=2, stride=2), (1, 4, 4, 4), (4, 2, 2, 2), (4,))
case("maxPool2d(a, 2)", lambda a: F.max_pool2d(a, 2), (1, 2, 4, 5))
case("maxPool2d(a, [3, 2], { stride: [2, 1], padding: 1 })",
     lambda a: F.max_pool2d(a, (3, 2), stride=(2, 1), padding=1), (1, 1, 5, 4))
case("maxPool2d(a, 2, { stride: 1 })", lambda a: F.max_pool2d(a, 2, stride=1), torch.tensor(
    [[[[1.0, 1.0, 0.0], [1.0, 1.0, 2.0], [0.0, 2.0, 2.0]]]]))
case("avgPool2d(a, 2)", lambda a: F.avg_pool2d(a, 2), (1, 2, 4, 5))
case("avgPool2d(a, 3, { stride: 2, padding: 1 })", lambda a: F.avg_pool2d(a, 3, 2, 1), (1, 1, 5, 4))
case("avgPool2d(a, 3, { stride: 2, padding: 1, countPadding: false })",
     lambda a: F.avg_pool2d(a, 3, 2, 1, count_include_pad=False), (1, 1, 5, 4))

# Losses
labels = torch.tensor([2, 0, 3, 2])
weights = torch.tensor([1.0, 0.2, 3.0, 0.7], dtype=torch.float64)
for reduction in ["mean", "sum", "none"]:
    for smoothing in [0.0, 0.1]:
        for weight, spelled in [(None, ""), (weights, ", classWeights: [1, 0.2, 3, 0.7]")]:
            call = f'crossEntropy(a, [2, 0, 3, 2], {{ reduction: "{reduction}", labelSmoothing: {smoothing}{spelled} }})'
            case(call, lambda a: F.cross_entropy(a, labels, weight, reduction=reduction, label_smoothing=smoothing), (4, 4))
    call = f'nll(a, [2, 0, 3, 2], {{ reduction: "{reduction}", classWeights: [1, 0.2, 3, 0.7] }})'
    case(call, lambda a: F.nll_loss(a, labels, weights, reduction=reduction), (4, 4))
    option = f'{{ reduction: "{reduction}" }}'
    case(f"binaryCrossEntropyWithLogits(a, b, {option})",
         lambda a, b: F.binary_cross_entropy_with_logits(a, b, reduction=reduction),
         (2, 3), torch.rand(2, 3, dtype=torch.float64))
    case(f"mse(a, b, {option})", lambda a, b: F.mse_loss(a, b, reduction=reduction), (2, 3), (2, 3))
    case(f"l1(a, b, {option})", lambda a, b: F.l1_loss(a, b, reduction=reduction), (2, 3), (2, 3))
    case(f'huber(a, b, {{ delta: 0.4, reduction: "{reduction}" }})',
         lambda a, b: F.huber_loss(a, b, delta=0.4, reduction=reduction), (2, 3), (2, 3))
case("crossEntropy(a, [2, 0, 3, 2])", lambda a: F.cross_entropy(a, labels), (4, 4))
case("nll(a, [2, 0, 3, 2])", lambda a: F.nll_loss(a, labels), (4, 4))
case("huber(a, b)", F.huber_loss, (2, 3), (2, 3))

# Normalisation and embedding
case("batchNorm(a, b, c)", lambda a, b, c: F.batch_norm(a, None, None, b, c, True), (4, 3), (3,), (3,))
case("batchNorm(a, b, c, { eps: 0.01 })",
     lambda a, b, c: F.batch_norm(a, None, None, b, c, True, eps=0.01), (2, 3, 2, 2), (3,), (3,))
running = (torch.tensor([0.1, -0.3], dtype=torch.float64), torch.tensor([0.5, 2.0], dtype=torch.float64))
case("batchNorm(a, b, c, { training: false, runningMean: constant([0.1, -0.3]), runningVariance: constant([0.5, 2]) })",
     lambda a, b, c: F.batch_norm(a, *running, b, c, False), (3, 2), (2,), (2,))
case("layerNorm(a, [4], b, c)", lambda a, b, c: F.layer_norm(a, (4,), b, c), (3, 4), (4,), (4,))
case("layerNorm(a, [2, 3], null, null, { eps: 0.1 })", lambda a: F.layer_norm(a, (2, 3), eps=0.1), (2, 2, 3))
case("embedding(a, [[1, 3], [1, 0]])", lambda a: F.embedding(torch.tensor([[1, 3], [1, 0]]), a), (4, 3))

# The running statistics of batch norm after one update
mean, variance = running[0].clone(), running[1].clone()
x = make((2, 2, 1, 3))
F.batch_norm(x, mean, variance, training=True, momentum=0.3)
updated = {"x": {"shape": list(x.shape), "values": numbers(x)}, "momentum": 0.3,
           "before": [numbers(running[0]), numbers(running[1])], "after": [numbers(mean), numbers(variance)]}

# NaN, Infinity and signs of 0. What differs on purpose is in docs/reference/differences-from-pytorch.md, and not here
inf, nan = float("inf"), float("nan")
special = torch.tensor([0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 3.0, inf, -inf, nan])
case("pow(a, b)", torch.pow, special.reshape(11, 1), special)
for power, spelled in [(nan, "NaN"), (inf, "Infinity"), (-inf, "-Infinity"), (0, "0"), (1, "1"), (2, "2"), (5, "5"), (-2, "-2")]:
    case(f"pow(a, {spelled})", lambda a: torch.pow(a, power), special)
for base in [1, -1, 0, 2]:
    case(f"pow({base}, a)", lambda a: torch.pow(float(base), a), special)
rows = torch.tensor([[inf, 1, 2, 3], [1, 2, inf, 3], [-inf, 0, 1, 2], [1, 2, 3, -inf], [inf, -inf, 0, 1], [nan, 1, 2, 3],
                     [1, 2, 3, nan], [2, 2, 2, 2], [0, 0, 0, 0], [1, 2, 3, 5]])
case("variance(a, 1)", lambda a: a.var(1), rows)
case("variance(a, 0)", lambda a: a.var(0), rows.T.clone())
case("variance(a, [0, 2], { correction: 0 })", lambda a: a.var((0, 2), unbiased=False), torch.stack([rows, rows + 1]))
case("mean(a, 1)", lambda a: a.mean(1), rows)
case("sum(a, 0)", lambda a: a.sum(0), rows)
case("logSumExp(a, 1)", lambda a: a.logsumexp(1), rows)
case("softmax(a, 1)", lambda a: a.softmax(1), torch.cat([rows, torch.full((1, 4), -inf)]))
case("softmax(a, 0)", lambda a: a.softmax(0), rows.T.clone())
case("logSoftmax(a, 1)", lambda a: a.log_softmax(1), torch.cat([rows, torch.full((1, 4), -inf)]))
case("layerNorm(a, [4], b, c)", lambda a, b, c: F.layer_norm(a, (4,), b, c), rows, (4,), (4,))
case("batchNorm(a, b, c)", lambda a, b, c: F.batch_norm(a, None, None, b, c, True), rows.T.clone(), (10,), (10,))
case("batchNorm(a, b, c, { training: false, runningMean: constant([0.1, -0.3]), runningVariance: constant([0.5, 2]) })",
     lambda a, b, c: F.batch_norm(a, *running, b, c, False), torch.tensor([[1, inf], [nan, 2], [-inf, 3]]), (2,), (2,))
case("pow(a, -0.5)", lambda a: a ** -0.5, positive(4))
case("pow(a, -1)", lambda a: a ** -1, special)
case("pow(a, 0.5)", lambda a: a ** 0.5, special)

path = pathlib.Path(__file__).with_suffix(".json")
lines = ",\n    ".join(json.dumps(c, separators=(",", ":")) for c in cases)
path.write_text(f'{{"torch": "{torch.__version__}",\n  "batchNormStatistics": {json.dumps(updated)},\n  "cases": [\n    {lines}\n  ]\n}}\n')
print(f"{len(cases)} cases, {path.stat().st_size} bytes")
