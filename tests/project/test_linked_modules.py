"""Names and classes across files."""

from __future__ import annotations

from pathlib import Path

import pytest
from programs import module_of, project_of, reveals

MODEL = """
    import keras
    class Model(keras.Model):
        def own(self): ...
    def make():
        return Model()
    rate = 0.5
"""


def revealed_in(root: Path, name: str, files: dict[str, str]) -> list[str]:
    return reveals(module_of(project_of(root, files), root / name))


class TestImportForms:
    @pytest.mark.parametrize(
        ("statement", "expression", "value"),
        [
            ("from pkg.model import Model", "Model", "pkg.model.Model"),
            ("from pkg.model import Model", "Model().save", "pkg.model.Model().save"),
            ("from .model import make", "make()", "pkg.model.Model()"),
            ("from . import model", "model.Model", "pkg.model.Model"),
            ("from . import model as m", "m.rate", "0.5"),
            ("import pkg.model", "pkg.model.make()", "pkg.model.Model()"),
            ("import pkg.model as m", "m.Model().own", "pkg.model.Model.own"),
            ("from pkg import model", "model", "pkg.model"),
            ("from .model import *", "make()", "pkg.model.Model()"),
            ("from .model import nothing", "nothing", "?"),
            ("from .missing import nothing", "nothing", "?"),
            ("from ... import above", "above", "?"),
            ("from ..other import above", "above", "?"),
        ],
    )
    def test_in_a_package(
        self, tmp_path: Path, statement: str, expression: str, value: str
    ) -> None:
        files = {
            "pkg/__init__.py": "",
            "pkg/model.py": MODEL,
            "pkg/use.py": f"{statement}\nreveal({expression})",
        }
        assert revealed_in(tmp_path, "pkg/use.py", files) == [value]

    def test_in_init(self, tmp_path: Path) -> None:
        init = """
            from .model import Model as Net
            from . import model
            from .model import *
            reveal(Net)
            reveal(model.rate)
            reveal(make())
        """
        use = """
            import pkg
            from pkg import Net, make
            reveal(Net)
            reveal(pkg.model.Model)
            reveal(make())
        """
        files = {"pkg/__init__.py": init, "pkg/model.py": MODEL, "use.py": use}
        expected = ["pkg.model.Model", "0.5", "pkg.model.Model()"]
        assert revealed_in(tmp_path, "pkg/__init__.py", files) == expected
        assert revealed_in(tmp_path, "use.py", files) == [
            "pkg.model.Model", "pkg.model.Model", "pkg.model.Model()",
        ]  # fmt: skip

    def test_what_init_binds_hides_a_module_of_that_name(self, tmp_path: Path) -> None:
        files = {
            "pkg/__init__.py": "from .model import make as model",
            "pkg/model.py": MODEL,
            "use.py": "from pkg import model\nreveal(model)\nreveal(model())",
        }
        assert revealed_in(tmp_path, "use.py", files) == ["pkg.model.make", "pkg.model.Model()"]

    def test_a_module_holds_what_was_bound_last(self, tmp_path: Path) -> None:
        files = {
            "lib.py": "x = 1\nx = 2\nif a:\n    y = 1\nelse:\n    y = 2",
            "use.py": "from lib import x, y\nreveal(x)\nreveal(y)",
        }
        assert revealed_in(tmp_path, "use.py", files) == ["2", "?"]


class TestLayouts:
    def test_src(self, tmp_path: Path) -> None:
        files = {
            "src/pkg/__init__.py": "",
            "src/pkg/model.py": MODEL,
            "tests/test_model.py": "from pkg.model import Model\nreveal(Model)",
        }
        assert revealed_in(tmp_path, "tests/test_model.py", files) == ["pkg.model.Model"]

    def test_namespace_packages(self, tmp_path: Path) -> None:
        files = {
            "space/inner/model.py": MODEL,
            "space/inner/use.py": "from .model import make\nreveal(make())",
            "use.py": "import space.inner.model as m\nreveal(m.make().save)",
        }
        assert revealed_in(tmp_path, "use.py", files) == ["model.Model().save"]
        assert revealed_in(tmp_path, "space/inner/use.py", files) == ["?"]

    def test_scripts_beside_each_other(self, tmp_path: Path) -> None:
        """Each folder has its own ``utils``, as Python finds it when the script is started."""
        files = {
            "a/utils.py": "x = 1",
            "b/utils.py": "x = 2",
            "b/train.py": "from utils import x\nreveal(x)",
            "c/train.py": "from utils import x\nreveal(x)",
        }
        assert revealed_in(tmp_path, "b/train.py", files) == ["2"]
        assert revealed_in(tmp_path, "c/train.py", files) == ["utils.x"]

    def test_a_folder_of_data_is_no_package(self, tmp_path: Path) -> None:
        (tmp_path / "scripts" / "pkg").mkdir(parents=True)
        files = {
            "src/pkg/__init__.py": "x = 1",
            "scripts/train.py": "from pkg import x\nreveal(x)",
        }
        assert revealed_in(tmp_path, "scripts/train.py", files) == ["1"]

    def test_files_of_the_project_that_are_not_scanned(self, tmp_path: Path) -> None:
        project_of(tmp_path, {"pkg/__init__.py": "", "pkg/model.py": MODEL})
        files = {"pkg/use.py": "from .model import make\nreveal(make())"}
        assert revealed_in(tmp_path, "pkg/use.py", files) == ["pkg.model.Model()"]

    def test_the_standard_library_is_not_looked_for_elsewhere(self, tmp_path: Path) -> None:
        files = {
            "examples/random.py": "choice = 1",
            "use.py": "from random import choice\nreveal(choice)",
            "examples/use.py": "from random import choice\nreveal(choice)",
        }
        assert revealed_in(tmp_path, "use.py", files) == ["random.choice"]
        assert revealed_in(tmp_path, "examples/use.py", files) == ["1"]

    def test_a_module_called_like_a_part_of_a_framework(self, tmp_path: Path) -> None:
        use = """
            import nn, torch
            from onnx import export
            reveal(nn.Linear)
            reveal(torch.nn.Linear)
        """
        files = {"nn.py": "Linear = 1", "use.py": use}
        assert revealed_in(tmp_path, "use.py", files) == ["1", "torch.nn.Linear"]

    def test_a_package_within_called_like_a_framework(self, tmp_path: Path) -> None:
        files = {
            "pkg/__init__.py": "",
            "pkg/keras.py": "class Model: ...",
            "pkg/use.py": "from . import keras\nfrom .keras import Model\n"
            "reveal(keras.Model)\nreveal(Model().save)",
        }
        assert revealed_in(tmp_path, "pkg/use.py", files) == [
            "pkg.keras.Model", "pkg.keras.Model().save",
        ]  # fmt: skip


class TestInheritance:
    def test_methods_across_files(self, tmp_path: Path) -> None:
        files = {
            "pkg/__init__.py": "from .derived import Derived",
            "pkg/base.py": MODEL,
            "pkg/derived.py": """
                from . import base
                class Derived(base.Model):
                    def __init__(self):
                        self.inner = base.make()
                    def call(self, x):
                        reveal(self.own)
                        reveal(self.inner.save)
                        reveal(self.save)
            """,
        }
        project = project_of(tmp_path, files)
        module = module_of(project, tmp_path / "pkg/derived.py")
        assert reveals(module) == [
            "pkg.base.Model.own", "pkg.base.Model().save", "pkg.derived.Derived().save",
        ]  # fmt: skip
        derived = module.definition(next(iter(module.tree.classes())).node)  # type: ignore[arg-type]
        bases = project.all_bases(derived)
        assert bases[:3] == ["pkg.derived.Derived", "pkg.base.Model", "keras.Model"]
        assert project.derives(derived, "keras.Model")


class TestCircles:
    def test_of_imports(self, tmp_path: Path) -> None:
        files = {
            "a.py": "from b import x, y\nreveal(x)\nreveal(y)",
            "b.py": "from a import x\nfrom a import z as y\nreveal(x)\nreveal(y)",
        }
        assert revealed_in(tmp_path, "a.py", files) == ["?", "?"]
        assert revealed_in(tmp_path, "b.py", files) == ["?", "?"]

    def test_of_star_imports(self, tmp_path: Path) -> None:
        files = {
            "a.py": "from b import *\nreveal(x)\nreveal(y)\nreveal(len)",
            "b.py": "from c import *\nx = 1",
            "c.py": "from a import *\nfrom b import *\nfrom c import *",
        }
        assert revealed_in(tmp_path, "a.py", files) == ["1", "?", "builtins.len"]

    def test_of_packages_that_import_their_modules(self, tmp_path: Path) -> None:
        files = {
            "pkg/__init__.py": "from . import model\nfrom .model import Model",
            "pkg/model.py": "import pkg\nfrom pkg import Model as Again\n" + "class Model: ...\n"
            "reveal(pkg.model.Model)\nreveal(Again)",
        }
        assert revealed_in(tmp_path, "pkg/model.py", files) == ["pkg.model.Model"] * 2

    def test_of_classes(self, tmp_path: Path) -> None:
        files = {
            "a.py": "from b import B\nclass A(B): ...\nreveal(A().x)\nreveal(B().y)",
            "b.py": "from a import A\nclass B(A): ...",
        }
        assert revealed_in(tmp_path, "a.py", files) == ["a.A().x", "b.B().y"]

    def test_of_functions(self, tmp_path: Path) -> None:
        files = {
            "a.py": "from b import g\ndef f(): return g()\nreveal(f())",
            "b.py": "from a import f\ndef g(): return f()",
        }
        assert revealed_in(tmp_path, "a.py", files) == ["?"]

    def test_a_long_way(self, tmp_path: Path) -> None:
        """Names that are handed on through more modules than Python has frames."""
        files = {f"m{i}.py": f"from m{i + 1} import x\n" for i in range(120)}
        files["m120.py"] = "x = 1"
        files["use.py"] = "from m0 import x\nreveal(x)"
        assert revealed_in(tmp_path, "use.py", files) == ["1"]
