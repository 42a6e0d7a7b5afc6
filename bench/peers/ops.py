"""Every op of ../opCases.ts in PyTorch."""

import torch
from torch.nn import functional as F


def normalized(x, weight, bias):
    return F.batch_norm(x, None, None, weight, bias, training=True)


functions = {
    "abs": torch.abs,
    "add": torch.add,
    "add a row": torch.add,
    "avgPool2d": lambda x: F.avg_pool2d(x, 2),
    "batchNorm of images": normalized,
    "batchNorm of rows": normalized,
    "binaryCrossEntropyWithLogits": lambda x, t: F.binary_cross_entropy_with_logits(x, t),
    "clamp": lambda x: torch.clamp(x, -0.5, 0.5),
    "concat": lambda a, b: torch.cat([a, b]),
    "conv2d 1×1": F.conv2d,
    "conv2d 1×1 of many channels": F.conv2d,
    "conv2d 3×3": F.conv2d,
    "conv2d 3×3 padded": lambda x, weight, bias: F.conv2d(x, weight, bias, padding=1),
    "conv2d 3×3 of many channels": lambda x, weight, bias: F.conv2d(x, weight, bias, padding=1),
    "conv2d 3×3 strided": lambda x, weight, bias: F.conv2d(x, weight, bias, padding=1, stride=2),
    "cos": torch.cos,
    "crossEntropy": F.cross_entropy,
    "div": torch.div,
    "dropout": lambda x: F.dropout(x, 0.5),
    "elu": F.elu,
    "embedding": lambda weight, indices: F.embedding(indices, weight),
    "exp": torch.exp,
    "expand a row": lambda x: x.expand(64, x.shape[0]),
    "flatten": lambda x: torch.flatten(x, 1),
    "gather": lambda x, indices: torch.gather(x, 1, indices),
    "gelu": F.gelu,
    "gelu by tanh": lambda x: F.gelu(x, approximate="tanh"),
    "huber": F.huber_loss,
    "l1": F.l1_loss,
    "layerNorm": lambda x, weight, bias: F.layer_norm(x, weight.shape, weight, bias),
    "leakyRelu": F.leaky_relu,
    "linear": F.linear,
    "log": torch.log,
    "logSoftmax": lambda x: F.log_softmax(x, 1),
    "logSumExp": lambda x: torch.logsumexp(x, 1),
    "logSumExp of columns": lambda x: torch.logsumexp(x, 0),
    "matmul": torch.matmul,
    "matmul of a batch": torch.matmul,
    "max of columns": lambda x: torch.max(x, 0).values,
    "max of rows": lambda x: torch.max(x, 1).values,
    "maxPool2d": lambda x: F.max_pool2d(x, 2),
    "maximum": torch.maximum,
    "mean": torch.mean,
    "min of rows": lambda x: torch.min(x, 1).values,
    "minimum": torch.minimum,
    "mse": F.mse_loss,
    "mul": torch.mul,
    "neg": torch.neg,
    "nll": F.nll_loss,
    "pad": lambda x: F.pad(x, (2, 2, 1, 1)),
    "permute": lambda x: x.permute(0, 2, 3, 1).reshape(-1),
    "pow of 1.7": lambda x: torch.pow(x, 1.7),
    "pow of 3": lambda x: torch.pow(x, 3),
    "pow of tensors": torch.pow,
    "relu": F.relu,
    "reshape": lambda x: x.reshape(-1),
    "sigmoid": torch.sigmoid,
    "silu": F.silu,
    "sin": torch.sin,
    "slice": lambda x: x[:, 1:-1].reshape(-1),
    "softmax": lambda x: F.softmax(x, 1),
    "softmax of columns": lambda x: F.softmax(x, 0),
    "softmax along a middle axis": lambda x: F.softmax(x, 1),
    "softplus": F.softplus,
    "sqrt": torch.sqrt,
    "squeeze": lambda x: x.squeeze(0),
    "stack": lambda a, b: torch.stack([a, b]),
    "sub": torch.sub,
    "sum": torch.sum,
    "sum of columns": lambda x: torch.sum(x, 0),
    "sum of rows": lambda x: torch.sum(x, 1),
    "tanh": torch.tanh,
    "transpose": lambda x: x.t().reshape(-1),
    "unsqueeze": lambda x: x.unsqueeze(0),
    "variance": lambda x: torch.var(x, 1),
    "where": lambda condition, a, b: torch.where(condition, a, b),
}


def whole(op, x):
    """Conditions are booleans, targets of binary losses stay numbers, labels and indices are integers."""
    if op == "where":
        return x.bool()
    return x if op == "binaryCrossEntropyWithLogits" else x.long()


class Op:
    def __init__(self, problem, numbers):
        self.call = functions[problem["op"]]
        self.backward = problem["backward"]
        self.tensors = []
        for given in problem["inputs"]:
            x = numbers.take(given["shape"])
            if isinstance(given["values"], int):
                x = whole(problem["op"], x)
            else:
                x.requires_grad_(self.backward)
            self.tensors.append(x)
        self.y = self.call(*self.tensors)
        self.seed = torch.ones_like(self.y)

    def run(self, steps):
        for _ in range(steps):
            for x in self.tensors:
                x.grad = None
            self.y = self.call(*self.tensors)
            if self.backward:
                self.y.backward(self.seed)

    def loss(self):
        with torch.no_grad():
            values = [self.y] + [x.grad for x in self.tensors if x.grad is not None]
            return sum(one.abs().double().sum().item() for one in values)
