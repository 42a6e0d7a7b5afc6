"""Import jax and optax, or put numpy in the place of jax.numpy where this Python has neither.

A tree is then a list of arrays. Only the functions that emitted files call are there.
"""

import sys
import types

import numpy as np


class ListTree:
    @staticmethod
    def flatten_up_to(tree):
        return tree

    @staticmethod
    def unflatten(leaves):
        return leaves


def stand_in():
    """Put the few functions that emitted files use in the place of jax and optax."""
    jax, optax = types.ModuleType("jax"), types.ModuleType("optax")

    def while_loop(condition, body, values):
        while condition(values):
            values = body(values)
        return values

    jax.numpy = np
    jax.lax = types.SimpleNamespace(while_loop=while_loop)
    jax.tree_util = types.SimpleNamespace(
        tree_map=lambda f, tree: [f(leaf) for leaf in tree],
        tree_structure=lambda tree: ListTree,
    )
    optax.Updates = list
    optax.GradientTransformation = lambda init, update: types.SimpleNamespace(init=init, update=update)
    optax.apply_updates = lambda params, updates: [p + u for p, u in zip(params, updates)]
    sys.modules.update({"jax": jax, "jax.numpy": np, "optax": optax})
    np.seterr(all="ignore")


try:
    import jax

    jax.config.update("jax_enable_x64", True)
    import optax
except ImportError:
    stand_in()
    import jax
    import optax
