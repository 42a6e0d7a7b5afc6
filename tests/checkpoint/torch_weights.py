"""Weights across the border, both ways: PyTorch writes a safetensors file that the tests read, and reads one that they write.

    /usr/bin/python3 tests/checkpoint/torch_weights.py      (made with Debian's PyTorch 1.13 and NumPy 1.24)

Writes into fixtures/: torch_cnn.safetensors and torch_cnn.json (an input and PyTorch's outputs), and arrays as .npy.
Reads downhill_cnn.safetensors, which the tests hold equal to what encodeWeights gives, with load_state_dict(strict=True),
and records PyTorch's outputs for it in downhill_cnn.json. Without the safetensors package: the format is 20 lines.
"""
import json
import pathlib
import struct

import numpy
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent / "fixtures"
DTYPES = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
NAMES = {name: dtype for dtype, name in DTYPES.items()}


def raw(tensor):
    return bytes(tensor.contiguous().reshape(-1).view(torch.uint8).tolist()) if tensor.dim() else raw(tensor[None])


def save_file(tensors, path):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        bytes_ = raw(tensor)
        offsets = [len(data), len(data) + len(bytes_)]
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": offsets}
        data += bytes_
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def load_file(path):
    content = path.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(bytearray(content[start + begin : start + end]), dtype=NAMES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(27, 5), nn.LayerNorm(5)
    )


def numbers(tensor):
    return tensor.detach().reshape(-1).tolist()


torch.manual_seed(1)
model = cnn()
inputs = torch.randn(4, 1, 8, 8)
for _ in range(3):
    model(torch.randn(16, 1, 8, 8))  # so that the running statistics are no longer 0 and 1
model.eval()
save_file(model.state_dict(), HERE / "torch_cnn.safetensors")
save_file({name: t.half() if t.is_floating_point() else t for name, t in model.state_dict().items()}, HERE / "torch_cnn_f16.safetensors")
save_file({name: t.bfloat16() if t.is_floating_point() else t for name, t in model.state_dict().items()}, HERE / "torch_cnn_bf16.safetensors")
record = {"torch": torch.__version__, "inputs": numbers(inputs), "outputs": numbers(model(inputs))}
for name, dtype in [("f16", torch.float16), ("bf16", torch.bfloat16)]:
    rounded = cnn().eval()
    rounded.load_state_dict({name: t.to(dtype) if t.is_floating_point() else t for name, t in model.state_dict().items()})
    record[f"outputs_{name}"] = numbers(rounded(inputs))
(HERE / "torch_cnn.json").write_text(json.dumps(record))

ours = cnn().eval()
ours.load_state_dict(load_file(HERE / "downhill_cnn.safetensors"), strict=True)
record = {"torch": torch.__version__, "inputs": numbers(inputs), "outputs": numbers(ours(inputs))}
record["batches"] = int(ours[1].num_batches_tracked)
(HERE / "downhill_cnn.json").write_text(json.dumps(record))

values = numpy.arange(24).reshape(2, 3, 4) - 7.5
numpy.save(HERE / "f8.npy", values)
numpy.save(HERE / "f4_fortran.npy", numpy.asfortranarray(values.astype("<f4")))
numpy.save(HERE / "f2.npy", (values / 3).astype("<f2"))
numpy.save(HERE / "i8_scalar.npy", numpy.int64(-(2**40)))
numpy.save(HERE / "b1_vector.npy", numpy.array([True, False, True]))
numpy.save(HERE / "u2_empty.npy", numpy.zeros((3, 0), "<u2"))
numpy.save(HERE / "big_endian.npy", values.astype(">f4"))
numpy.lib.format.write_array(open(HERE / "f4_version2.npy", "wb"), values.astype("<f4"), version=(2, 0))
members = {"weight": values.astype("<f4"), "layer/bias": values[0].astype(">f8"), "zeros": numpy.zeros((100, 100), "<f4")}
numpy.savez(HERE / "stored.npz", **{name: members[name] for name in ["weight", "layer/bias"]})
numpy.savez_compressed(HERE / "deflated.npz", **members)
read_back = numpy.load(HERE / "downhill.npy")
assert read_back.dtype == numpy.float32 and (read_back == values.astype("f4")).all(), read_back
