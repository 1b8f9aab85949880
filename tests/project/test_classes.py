"""Classes of the project: self, attributes, methods and bases."""

from __future__ import annotations

import pytest
from programs import lone_module, revealed

from fwlint.facts import nodes as n


class TestSelf:
    def test_first_parameters(self) -> None:
        program = """
            import torch.nn as nn
            class Net(nn.Module):
                def __new__(cls, x): reveal(cls)
                def forward(self, x):
                    reveal(self)
                    reveal(x)
                    def inner(self): reveal(self)
                @classmethod
                def make(cls): reveal(cls)
                @staticmethod
                def helper(x): reveal(x)
                def anything(*args): reveal(args)
            def function(self): reveal(self)
        """
        assert revealed(program) == [
            "program.Net", "program.Net()", "?", "?", "program.Net", "?", "?", "?",
        ]  # fmt: skip

    def test_attributes(self) -> None:
        program = """
            from torch import nn
            class Net(nn.Module):
                kind = 1
                def __init__(self, layer):
                    self.first = nn.Linear(1, 1)
                    self.second: nn.Module = nn.ReLU()
                    self.given = layer
                    self.twice = 1
                    self.kind = 2
                    self.left, self.right = pair
                def more(this):
                    this.twice = 2
                    this.late = 3
                    def closure():
                        this.first_of_closure = 1
                def forward(self, x):
                    reveal(self.first)
                    reveal(self.second)
                    reveal(self.given)
                    reveal(self.twice)
                    reveal(self.kind)
                    reveal(self.left)
                    reveal(self.late)
                    reveal(self.first_of_closure)
                    reveal(self.training)
                    reveal(self.first.weight)
        """
        assert revealed(program) == [
            "torch.nn.Linear()", "torch.nn.ReLU()", "?", "?", "?", "?", "3", "1",
            "program.Net().training", "torch.nn.Linear().weight",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "statement",
        [
            "self.x += 1",
            "for self.x in y: pass",
            "with y as self.x: pass",
            "del self.x",
            "self.x, y = z",
            "*self.x, y = z",
            "if y: self.x = 2",
            "def inner(): self.x = 2",
        ],
    )
    def test_attributes_that_change(self, statement: str) -> None:
        program = f"""
class C:
    def __init__(self):
        self.x = 1
        reveal(self.x)
    def change(self):
        {statement}
"""
        assert revealed(program) == ["?"]

    def test_what_is_defined_but_unknown_is_no_method_of_the_base(self) -> None:
        program = """
            import keras
            class Net(keras.Model):
                def __init__(self, save):
                    self.save = save
                if condition:
                    def export(self): ...
                else:
                    def export(self, path): ...
                @property
                def weights(self): return []
            reveal(Net(f).save)
            reveal(Net(f).export)
            reveal(Net(f).weights)
            reveal(Net(f).summary)
            reveal(Net.summary)
        """
        assert revealed(program) == ["?", "?", "?", "program.Net().summary", "?"]


class TestInheritance:
    PROGRAM = """
        import keras
        from unknown import Mixin
        class Base(keras.Model):
            rate = 1
            def build(self): ...
            def fit(self): ...
        class Derived(Base):
            def fit(self): ...
        class Mixed(Mixin, Base): ...
        class Late(Base, Mixin): ...
        class Starred(*bases, Base): ...
    """

    @pytest.mark.parametrize(
        ("expression", "value"),
        [
            ("Derived().build", "program.Base.build"),
            ("Derived().fit", "program.Derived.fit"),
            ("Derived.rate", "1"),
            ("Derived().rate", "1"),
            ("Derived().save", "program.Derived().save"),
            ("Mixed().build", "program.Mixed().build"),
            ("Late().build", "program.Base.build"),
            ("Starred().build", "program.Starred().build"),
        ],
    )
    def test_attribute(self, expression: str, value: str) -> None:
        program = self.PROGRAM + f"    reveal({expression})\n"
        assert revealed(program) == [value]

    @pytest.mark.parametrize(
        ("call", "heard"),
        [
            ("Derived().save()", ["program.Derived", "program.Base", "keras.Model"]),
            ("Mixed().save()", ["program.Mixed", "unknown.Mixin"]),
            ("Late().save()", ["program.Late", "program.Base", "keras.Model"]),
            ("Starred().save()", ["program.Starred"]),
        ],
    )
    def test_callees(self, call: str, heard: list[str]) -> None:
        module = lone_module(self.PROGRAM + f"    {call}\n")
        names = module.callees(module.facts.calls[-1])
        assert list(names[: len(heard)]) == [f"{cls}.save" for cls in heard]
        assert ("keras.Model.save" in names) == ("keras.Model" in heard)

    def test_derives(self) -> None:
        module = lone_module(self.PROGRAM)
        classes = [module.definition(c) for c in module.facts.body if isinstance(c, n.Class)]
        assert [module.project.derives(cls, "keras.Model") for cls in classes] == [True] * 5
        assert not any(module.project.derives(cls, "torch.nn.Module") for cls in classes)

    @pytest.mark.parametrize(
        "program",
        [
            "class A(A): ...\nreveal(A().x)",
            "class A(B): ...\nclass B(A): ...\nreveal(A().x)",
            "class A(A.B): ...\nreveal(A().x)",
            "class A(A().B): ...\nreveal(A().x)",
        ],
    )
    def test_circles_end(self, program: str) -> None:
        assert revealed(program) in (["program.A().x"], ["?"])

    def test_a_long_line_of_bases(self) -> None:
        lines = ["import keras", "class C0(keras.Model): ..."]
        lines += [f"class C{i + 1}(C{i}): ..." for i in range(3000)]
        module = lone_module("\n".join([*lines, "C3000().save()"]))
        assert "keras.Model.save" in module.callees(module.facts.calls[-1])
