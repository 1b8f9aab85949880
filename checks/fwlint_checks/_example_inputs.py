"""What is known of the example tensors that an exporter is called with."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.facts import nodes as n
from fwlint.project.module import Module
from fwlint.project.origin import origin
from fwlint.project.values import Symbol, literal_of

_SIZES_FIRST = frozenset(f"torch.{name}" for name in ("empty", "ones", "rand", "randn", "zeros"))
_SIZE_AT = {"torch.full": 0, "torch.randint": 2}
_KEEPS_SHAPE = frozenset(
    {"bfloat16", "clone", "contiguous", "cpu", "cuda", "detach", "double", "float", "half"}
    | {"int", "long", "requires_grad_", "to"}
)


@dataclass(frozen=True)
class ExampleTensor:
    """A tensor made by a call such as ``torch.randn(1, 4)``; ``sizes`` are its dimensions."""

    module: Module
    sizes: tuple[n.Expr, ...]

    def size(self, axis: int) -> int | None:
        """The size of an axis, where it is known; negative axes count from the end."""
        if not -len(self.sizes) <= axis < len(self.sizes):
            return None
        found: int | None = literal_of(self.module.value(self.sizes[axis]), int)
        return found


def example_tensor(module: Module, node: n.Expr) -> ExampleTensor | None:
    """The example tensor that an expression stands for, if it is known to be one."""
    node = origin(module, node)
    while _keeps_shape(node):
        assert isinstance(node, n.Call) and isinstance(node.func, n.Attribute)
        node = origin(module, node.func.value)
    if not isinstance(node, n.Call):
        return None
    maker = module.value(node.func)
    if not isinstance(maker, Symbol):
        return None
    plain = [a.value for a in node.arguments if a.keyword is None and not a.star]
    if any(argument.star or argument.keyword == "size" for argument in node.arguments):
        return None
    if maker.canonical in _SIZES_FIRST:
        sizes = _shape(plain[0]) if len(plain) == 1 else plain
    elif maker.canonical in _SIZE_AT and len(plain) > _SIZE_AT[maker.canonical]:
        sizes = _shape(plain[_SIZE_AT[maker.canonical]])
    else:
        return None
    return None if sizes is None else ExampleTensor(module, tuple(sizes))


def _keeps_shape(node: n.Expr) -> bool:
    return (
        isinstance(node, n.Call)
        and isinstance(node.func, n.Attribute)
        and node.func.attr in _KEEPS_SHAPE
    )


def _shape(node: n.Expr) -> list[n.Expr] | None:
    """The dimensions of ``(1, 4)`` or of a single ``4``; ``None`` for a shape in a name."""
    if isinstance(node, n.Sequence):
        starred = any(isinstance(element, n.Starred) for element in node.elements)
        return None if starred else node.elements
    return [node] if isinstance(node, n.Constant) and node.kind == "int" else None


def example_tensors(module: Module, args: n.Expr) -> list[ExampleTensor] | None:
    """The inputs of a model, in order, if all of them are known example tensors.

    ``args`` is the exporter's argument: a tuple of inputs or a single tensor.
    """
    node = origin(module, args)
    elements = node.elements if isinstance(node, n.Sequence) and node.kind == "tuple" else [node]
    found = [example_tensor(module, element) for element in elements]
    tensors = [tensor for tensor in found if tensor is not None]
    return tensors if tensors and len(tensors) == len(found) else None
