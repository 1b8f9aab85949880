"""What expressions stand for: literals, text put together, objects, methods, results of calls."""

from __future__ import annotations

import pytest
from programs import lone_module, revealed

from fwlint.project.values import Literal, literal_of


class TestText:
    @pytest.mark.parametrize(
        ("expression", "value"),
        [
            ("'model.h5'", "'model.h5'"),
            ("'model' '.h5'", "'model.h5'"),
            ("'model' + '.h5'", "'model.h5'"),
            ("r'a\\b'", "'a\\\\b'"),
            ("'a\\tb'", "'a\\tb'"),
            ("b'model.h5'", "None"),
            ("f'model.h5'", "'model.h5'"),
            ("f'{{}}.h5'", "'{}.h5'"),
            ("f'{name}.h5'", "….h5"),
            ("f'{path}/model_{epoch:03d}.h5'", "….h5"),
            ("f'runs/{name}'", "runs/…"),
            ("f'{name}' '.h5'", "….h5"),
            ("'runs/' f'{name}'", "runs/…"),
            ("f'{name}\\t.h5'", "…"),
            ("rf'{name}\\.h5'", "…\\.h5"),
            ("f'{\"model\"}.h5'", "'model.h5'"),
            ("f'{\"model\"!r}.h5'", "….h5"),
            ("f'{\"model\":>9}.h5'", "….h5"),
            ("name + '.h5'", "….h5"),
            ("'runs/' + name", "runs/…"),
            ("name + other", "?"),
            ("'%s.h5' % name", "….h5"),
            ("'a%(b)05.2f.h5' % name", "a….h5"),
            ("'runs/{}.h5'.format(name)", "runs/….h5"),
            ("'runs/{0:d}_{x!r}.h5'.format(1, x=2)", "runs/….h5"),
            ("'a' * 3", "?"),
            ("4 / 2", "?"),
        ],
    )
    def test_of_literals(self, expression: str, value: str) -> None:
        assert revealed(f"reveal({expression})") == [value]

    @pytest.mark.parametrize(
        ("expression", "value"),
        [
            ("os.path.join('a', 'b.h5')", "'a/b.h5'"),
            ("os.path.join(a, 'b.h5')", "…/b.h5"),
            ("os.path.join(a, f'{b}.h5')", "….h5"),
            ("os.path.join(*parts)", "?"),
            ("os.path.join(a, b)", "?"),
            ("Path('a.h5')", "'a.h5'"),
            ("Path('a') / 'b.h5'", "'a/b.h5'"),
            ("Path(a) / 'b.h5'", "…/b.h5"),
            ("Path(a) / b / f'{c}.h5'", "….h5"),
            ("Path(a)", "?"),
            ("Path(f'a{b}.h5')", "a….h5"),
            ("str(Path('a') / 'b.h5')", "'a/b.h5'"),
            ("os.fspath('a.h5')", "'a.h5'"),
            ("str(5)", "?"),
        ],
    )
    def test_of_paths(self, expression: str, value: str) -> None:
        program = f"import os\nfrom pathlib import Path\nreveal({expression})"
        assert revealed(program) == [value]

    def test_through_names(self) -> None:
        program = """
            suffix = ".h5"
            name = f"model{suffix}"
            reveal(name)
            def function(folder):
                path = folder + "/" + name
                reveal(path)
        """
        assert revealed(program) == ["'model.h5'", "…model.h5"]


class TestLiterals:
    @pytest.mark.parametrize(
        ("source", "value"),
        [
            ("1", 1), ("-1", -1), ("0x1F", 31), ("1_000", 1000), ("1.5", 1.5), ("-2e-3", -2e-3),
            ("True", True), ("None", None), ("...", None), ("1j", None), ("-1j", None),
            ("9223372036854775807", 2**63 - 1), ("9223372036854775808", None),
            ("'a'", "a"), ("'\\ud800'", None), ("'''a\nb'''", "a\nb"), ("[1]", None),
        ],
    )  # fmt: skip
    def test_value(self, source: str, value: object) -> None:
        module = lone_module(f"x = {source}\nreveal(x)")
        known = module.value(module.facts.calls[0].arguments[0].value)
        if isinstance(known, Literal):
            assert known.value == value and type(known.value) is type(value)
        else:
            assert value is None

    def test_a_bool_is_no_int(self) -> None:
        module = lone_module("f(True)")
        value = module.value(module.facts.calls[0].arguments[0].value)
        assert literal_of(value, bool) is True
        assert literal_of(value, int) is None


class TestObjects:
    def test_of_frameworks(self) -> None:
        program = """
            import torch, keras
            from tensorflow import keras as tk
            reveal(torch.nn.Linear(1, 1))
            reveal(keras.Sequential())
            reveal(tk.Sequential())
            reveal(torch.jit.load("a.pt"))
            reveal(torch.zeros(1))
            reveal(torch.jit.load("a.pt").eval().to("cpu"))
            reveal(torch.jit.load("a.pt").eval().save)
            reveal(torch.jit.load("a.pt").forward())
        """
        assert revealed(program) == [
            "torch.nn.Linear()",
            "keras.Sequential()",
            "keras.Sequential()",
            "torch.jit.ScriptModule()",
            "?",
            "torch.jit.ScriptModule()",
            "torch.jit.ScriptModule().save",
            "?",
        ]

    def test_parameters_with_annotations(self) -> None:
        program = """
            from torch import nn
            def function(a: nn.Module, b: "nn.Module", c: int, *d: nn.Module, e: nn.Linear = None):
                reveal(a)
                reveal(b)
                reveal(c)
                reveal(d)
                reveal(e)
                a = a.eval()
                reveal(a)
        """
        assert revealed(program) == [
            "torch.nn.Module()", "?", "?", "?", "torch.nn.Linear()", "torch.nn.Module()",
        ]  # fmt: skip

    def test_awaited(self) -> None:
        program = """
            from torch import nn
            async def make():
                return nn.Linear(1, 1)
            reveal(make())
        """
        assert revealed(program) == ["?"]


class TestFunctionsOfTheProject:
    def test_that_return_a_model(self) -> None:
        program = """
            from torch import nn
            def make(flag):
                model = nn.Linear(1, 1)
                if flag:
                    return model.eval()
                return nn.Linear(2, 2)
            reveal(make(True))
            reveal(make(True).train())
        """
        assert revealed(program) == ["torch.nn.Linear()", "torch.nn.Linear()"]

    @pytest.mark.parametrize(
        "function",
        [
            "def make(flag):\n    if flag: return nn.Linear(1, 1)\n    return nn.ReLU()",
            "def make(flag):\n    if flag: return nn.Linear(1, 1)\n    return flag",
            "def make(flag):\n    if flag: return\n    return nn.Linear(1, 1)",
            "def make(flag):\n    yield 1\n    return nn.Linear(1, 1)",
            "async def make(flag):\n    return nn.Linear(1, 1)",
            "@decorated\ndef make(flag):\n    return nn.Linear(1, 1)",
            "def make(flag: nn.Linear):\n    return flag",
            "def make(flag):\n    def inner(): return nn.Linear(1, 1)",
            "def make(flag): return make(flag)",
            "def make(flag): return other(flag)\ndef other(flag): return make(flag)",
        ],
    )
    def test_that_may_return_something_else(self, function: str) -> None:
        assert revealed(f"from torch import nn\n{function}\nreveal(make(1))") == ["?"]

    def test_methods_that_return_self_may_return_an_object_of_a_subclass(self) -> None:
        program = """
            import keras
            class Base(keras.Model):
                def ready(self):
                    return self
            class Derived(Base):
                def save(self, path): ...
            reveal(Derived().ready().save)
        """
        assert revealed(program) == ["?"]
