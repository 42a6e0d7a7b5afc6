/** `files.py`: reads and writes safetensors with NumPy, so that nothing has to be installed beside PyTorch. */
export const filesText = `"""Read and write safetensors files: https://github.com/huggingface/safetensors#format"""

import json
import struct

import numpy
import torch

_KINDS = {"F64": numpy.float64, "F32": numpy.float32, "I64": numpy.int64, "I32": numpy.int32}


def load(path):
    """Return the tensors of a file by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(data[begin:end], _KINDS[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def save(path, tensors):
    """Write tensors by name."""
    names = {numpy.dtype(kind): name for name, kind in _KINDS.items()}
    arrays = {name: tensor.detach().cpu().contiguous().numpy() for name, tensor in tensors.items()}
    arrays = dict(sorted(arrays.items(), key=lambda item: -item[1].itemsize))
    header, position = {}, 0
    for name, values in arrays.items():
        offsets = [position, position + values.nbytes]
        header[name] = dict(dtype=names[values.dtype], shape=list(values.shape), data_offsets=offsets)
        position += values.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for values in arrays.values():
            file.write(values.tobytes())
`;
