"""What names mean within one file."""

from __future__ import annotations

import pytest
from programs import revealed


class TestImports:
    @pytest.mark.parametrize(
        ("statement", "expression", "name"),
        [
            ("import torch", "torch.nn.Linear", "torch.nn.Linear"),
            ("import torch.nn", "torch.nn.Linear", "torch.nn.Linear"),
            ("import torch as t", "t.nn.Linear", "torch.nn.Linear"),
            ("import torch.nn.functional as F", "F.relu", "torch.nn.functional.relu"),
            ("from torch import nn as tnn", "tnn.Linear", "torch.nn.Linear"),
            ("from torch.nn import Linear as L", "L", "torch.nn.Linear"),
            ("import numpy as np", "np.random.rand", "numpy.random.rand"),
            ("import torch, os.path", "os.path.join", "os.path.join"),
            ("", "len", "builtins.len"),
            ("", "undefined", "?"),
        ],
    )
    def test_forms(self, statement: str, expression: str, name: str) -> None:
        assert revealed(f"{statement}\nreveal({expression})") == [name]

    def test_submodules_imported_one_by_one(self) -> None:
        program = """
            import torch
            import torch.nn
            import torch.onnx, torch.jit
            reveal(torch.nn)
            def function():
                reveal(torch.onnx.export)
        """
        assert revealed(program) == ["torch.nn", "torch.onnx.export"]

    def test_the_same_import_in_two_branches(self) -> None:
        program = """
            if condition:
                from torch import nn
            else:
                from torch import nn
            reveal(nn.Linear)
        """
        assert revealed(program) == ["torch.nn.Linear"]

    def test_an_alias_is_another_name_than_its_root(self) -> None:
        program = """
            import torch.nn
            import torch.nn as torch
            def function():
                reveal(torch)
        """
        assert revealed(program) == ["?"]

    def test_in_functions(self) -> None:
        program = """
            def function():
                from torch import nn
                reveal(nn)
            reveal(nn)
        """
        assert revealed(program) == ["torch.nn", "?"]

    def test_star_import_of_a_framework(self) -> None:
        program = """
            from torch.nn import *
            reveal(Linear)
            reveal(NoSuchLayer)
            reveal(len)
        """
        assert revealed(program) == ["torch.nn.Linear", "?", "builtins.len"]

    def test_star_imports_that_disagree(self) -> None:
        program = """
            from torch.nn import *
            from keras.layers import *
            reveal(Dropout)
            reveal(Linear)
            reveal(Dense)
        """
        assert revealed(program) == ["?", "torch.nn.Linear", "keras.layers.Dense"]

    def test_one_of_two_imports(self) -> None:
        program = """
            try:
                from torch.amp import autocast
                reveal(autocast)
            except ImportError:
                from torch.cuda.amp import autocast
                reveal(autocast)
            reveal(autocast)
        """
        assert revealed(program) == ["torch.amp.autocast", "torch.cuda.amp.autocast", "?"]

    def test_relative_imports_of_a_script_are_never_a_framework(self) -> None:
        assert revealed("from .keras import models\nreveal(models)") == ["?"]
        assert revealed("from . import torch\nreveal(torch.nn)") == ["?"]


class TestAssignments:
    def test_alias(self) -> None:
        program = """
            from torch import nn
            conv = nn.Conv2d
            reveal(conv)
            layer = conv(1, 1, 1)
            reveal(layer)
        """
        assert revealed(program) == ["torch.nn.Conv2d", "torch.nn.Conv2d()"]

    def test_straight_line(self) -> None:
        program = """
            x = 1
            reveal(x)
            x = 2
            reveal(x)
        """
        assert revealed(program) == ["1", "2"]

    def test_used_before(self) -> None:
        assert revealed("reveal(x)\nx = 1") == ["?"]

    def test_branches(self) -> None:
        program = """
            x = 1
            if condition:
                reveal(x)
                x = 2
                reveal(x)
            elif other:
                reveal(x)
                x = 3
            else:
                reveal(x)
            reveal(x)
        """
        assert revealed(program) == ["1", "2", "1", "1", "?"]

    def test_a_branch_binds_what_was_not_bound_before(self) -> None:
        program = """
            if condition:
                x = 1
            reveal(x)
        """
        assert revealed(program) == ["1"]

    def test_match(self) -> None:
        program = """
            x = 1
            match subject:
                case 1:
                    x = 2
                case [y] if reveal(x):
                    reveal(x)
                    reveal(y)
            reveal(x)
        """
        assert revealed(program) == ["1", "1", "?", "?"]

    def test_a_function_in_a_case_hides_nothing_from_the_next_guard(self) -> None:
        program = """
            x = 1
            match subject:
                case 1:
                    def function(x): pass
                case 2 if reveal(x): pass
        """
        assert revealed(program) == ["1"]

    def test_try(self) -> None:
        program = """
            x = 1
            try:
                x = 2
                reveal(x)
            except E as e:
                reveal(x)
                reveal(e)
            reveal(x)
        """
        assert revealed(program) == ["2", "?", "?", "?"]

    @pytest.mark.parametrize(
        "statement",
        [
            "del x",
            "x += 1",
            "for x in y: pass",
            "with y as x: pass",
            "with y as (a, x): pass",
            "x, a = y",
            "a, *x = 1, 2",
            "[a, [x]] = y",
            "from m import x",
            "def x(): pass",
            "if a and (x := 3): pass",
            "[a for a in b if (x := a)]",
            "async def f():\n    global x\n    x = 3",
        ],
    )
    def test_rebound(self, statement: str) -> None:
        assert revealed(f"x = 1\n{statement}\nreveal(x)") != ["1"]

    @pytest.mark.parametrize(
        "statement", ["y.x = 2", "y[x] = 2", "def f(x): x = 2", "class C: x = 2", "x: int"]
    )
    def test_not_rebound(self, statement: str) -> None:
        assert revealed(f"x = 1\n{statement}\nreveal(x)") == ["1"]

    def test_pairs(self) -> None:
        program = """
            a, (b, c) = 1, (2, three())
            reveal(a)
            reveal(b)
            reveal(c)
            a, b = b, a
            d = e = 4
            reveal(d)
            reveal(e)
        """
        assert revealed(program) == ["1", "2", "?", "4", "4"]

    def test_walrus(self) -> None:
        program = """
            import torch
            if (layer := torch.nn.ReLU()) is not None:
                reveal(layer)
            reveal((other := 3))
        """
        assert revealed(program) == ["torch.nn.ReLU()", "3"]


class TestLoops:
    def test_rebound_after_the_use(self) -> None:
        program = """
            x = 1
            for i in range(3):
                reveal(x)
                x = 2
                reveal(x)
        """
        assert revealed(program) == ["?", "2"]

    def test_rebound_in_the_branch_not_taken_now(self) -> None:
        program = """
            x = 1
            while condition:
                if i:
                    x = 2
                else:
                    reveal(x)
        """
        assert revealed(program) == ["?"]

    def test_rebound_after_a_binding_that_may_not_have_happened(self) -> None:
        program = """
            for i in y:
                if i == 0:
                    x = 1
                reveal(x)
                x = 2
        """
        assert revealed(program) == ["?"]

    def test_bound_anew_in_every_round(self) -> None:
        program = """
            for i in y:
                x = 1
                for j in z:
                    reveal(x)
                reveal(j)
                x = 2
        """
        assert revealed(program) == ["1", "?"]

    def test_an_inner_loop_rebinds(self) -> None:
        program = """
            x = 1
            for i in y:
                for j in z:
                    reveal(x)
                x = 2
        """
        assert revealed(program) == ["?"]


class TestScopes:
    def test_functions_see_the_module_whenever_they_run(self) -> None:
        program = """
            x = 1
            y = 1
            def function():
                reveal(x)
                reveal(y)
                reveal(z)
            y = 2
            z = 3
        """
        assert revealed(program) == ["1", "?", "3"]

    def test_a_local_name_hides_the_module(self) -> None:
        program = """
            x = 1
            def function():
                reveal(x)
                x = 2
                reveal(x)
        """
        assert revealed(program) == ["?", "2"]

    def test_parameters_hide_the_module(self) -> None:
        program = """
            from torch import nn
            def function(nn, /, *args, **kwargs):
                reveal(nn)
            def other(x=reveal(nn)): pass
        """
        assert revealed(program) == ["?", "torch.nn"]

    def test_global(self) -> None:
        program = """
            x = 1
            def outer():
                x = 2
                def inner():
                    global x
                    reveal(x)
                    reveal(y)
                reveal(x)
            def other():
                if condition:
                    global y
                y = 3
        """
        assert revealed(program) == ["1", "3", "2"]

    def test_global_in_the_module_itself(self) -> None:
        assert revealed("global len\nlen = 1\nreveal(len)") == ["1"]

    def test_nonlocal(self) -> None:
        program = """
            def outer():
                x = 1
                def middle():
                    def inner():
                        nonlocal x
                        x = 2
                    reveal(x)
                reveal(x)
        """
        assert revealed(program) == ["?", "?"]

    def test_classes_do_not_enclose_methods(self) -> None:
        program = """
            x = 1
            class C:
                x = 2
                reveal(x)
                def method(self, y=reveal(x)):
                    reveal(x)
        """
        assert revealed(program) == ["2", "2", "1"]

    def test_class_bodies_run_at_once(self) -> None:
        program = """
            x = 1
            class C:
                reveal(x)
            x = 2
            class D:
                class E:
                    reveal(x)
        """
        assert revealed(program) == ["1", "2"]

    def test_comprehensions_do_not_see_the_class(self) -> None:
        program = """
            x = 1
            class C:
                x = 2
                y = [reveal(x) for _ in z]
        """
        assert revealed(program) == ["?"]

    def test_comprehensions_and_lambdas_hide_names(self) -> None:
        program = """
            x = 1
            [reveal(x) for x in y]
            {reveal(x): 0 for a, (x, *b) in y}
            lambda x: reveal(x)
            lambda a, *x: reveal(x)
            reveal(x)
        """
        assert revealed(program) == ["?", "?", "?", "?", "1"]

    def test_lambdas_run_later(self) -> None:
        program = """
            x = 1
            lambda: reveal(x)
            x = 2
        """
        assert revealed(program) == ["?"]

    def test_nested_functions(self) -> None:
        program = """
            def outer(a):
                from torch import nn
                def inner():
                    reveal(nn.Linear)
                    reveal(a)
        """
        assert revealed(program) == ["torch.nn.Linear", "?"]

    def test_decorators_stand_outside(self) -> None:
        program = """
            x = 1
            @reveal(x)
            def function(x):
                x = 2
            @reveal(x)
            class C:
                x = 3
        """
        assert revealed(program) == ["1", "1"]
