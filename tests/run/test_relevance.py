"""Files that have nothing to do with a framework are not parsed; all others are."""

from __future__ import annotations

import pytest
from scanning import BASE, Repository

from fwlint.run.relevance import look


class TestLook:
    @pytest.mark.parametrize(
        "text",
        [
            "import torch",
            "from torch.nn import functional as F",
            "tf = __import__('tensorflow')",
            "    import keras.layers as kl",
            "from ts.torch_handler.base_handler import BaseHandler",
            "# uses onnxruntime",
        ],
    )
    def test_names_a_framework(self, text: str) -> None:
        assert look(text.encode(), True).names_framework

    @pytest.mark.parametrize("text", ["", "import os", "x = mytorch", "ts = 3", "torchlight = 1"])
    def test_names_none(self, text: str) -> None:
        assert not look(text.encode(), True).names_framework

    def test_text_of_two_bytes_per_character_may_name_one(self) -> None:
        assert look("import torch".encode("utf-16"), True).names_framework

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("import a.b as c, d", {"a", "a.b", "d"}),
            ("from a import b", {"a", "a.b"}),
            ("from a import (  # why\n    b,\n    c as d,\n)", {"a", "a.b", "a.c"}),
            ("from a import b, \\\n    c", {"a", "a.b", "a.c"}),
            ("from . import b", {".", ".b"}),
            ("from ..a import b", {"..a", "..a.b"}),
            ("from.a import*", {".a"}),
            ("if x:\n\timport a", {"a"}),
            ("'''\nfrom here on\n'''", set()),
        ],
    )
    def test_imports_none_too_few(self, text: str, expected: set[str]) -> None:
        assert expected <= set(look(text.encode(), True).imports)

    def test_pages_and_notebooks_are_no_modules(self) -> None:
        assert look(b"import helper", False).imports == ()


class TestChoice:
    def test_what_names_no_framework_is_not_parsed(self, repository: Repository) -> None:
        repository.write("plain.py", "import os\n")
        repository.write("broken.py", "def f(:\n")
        repository.write("page.md", "# Title\n")
        repository.write("net.py", BASE)
        report = repository.scan()
        assert repository.judged == ["net.py"]
        assert (report.scanned, report.errors) == (4, [])

    @pytest.mark.parametrize(
        ("importer", "statement"),
        [
            ("net.py", "from helper import Base"),
            ("net.py", "import helper; Base = helper.Base"),
            ("pkg/net.py", "from .. import x\nfrom helper import Base"),
            ("pkg/__init__.py", "from helper import Base"),
        ],
    )
    def test_what_imports_a_module_that_does_is(
        self, repository: Repository, importer: str, statement: str
    ) -> None:
        repository.write("helper.py", BASE)
        repository.write(importer, f"{statement}\nclass Net(Base): pass\n")
        assert any(model.endswith(":Net") for model in repository.models())

    @pytest.mark.parametrize(
        ("helper", "importer", "statement"),
        [
            ("pkg/helper.py", "pkg/net.py", "from .helper import Base"),
            ("pkg/helper.py", "pkg/net.py", "from . import helper\nBase = helper.Base"),
            ("pkg/helper.py", "pkg/sub/net.py", "from ..helper import Base"),
            ("pkg/helper.py", "pkg/__init__.py", "from .helper import Base"),
            ("pkg/helper.py", "tool.py", "from pkg.helper import Base"),
            ("src/pkg/helper.py", "src/pkg/net.py", "from pkg.helper import Base"),
            ("src/pkg/helper.py", "tests/test_net.py", "from pkg.helper import Base"),
        ],
    )
    def test_in_packages(
        self, repository: Repository, helper: str, importer: str, statement: str
    ) -> None:
        for package in {"pkg", "pkg/sub", "src/pkg"}:
            if any(f"{package}/" in name for name in (helper, importer)):
                repository.write(f"{package}/__init__.py", "")
        repository.write(helper, BASE)
        repository.write(importer, f"{statement}\nclass Net(Base): pass\n")
        assert any(model.endswith(":Net") for model in repository.models())

    def test_below_directories_without_init(self, repository: Repository) -> None:
        repository.write("scripts/helper.py", BASE)
        repository.write("net.py", "from scripts.helper import Base\nclass Net(Base): pass\n")
        assert repository.models() == ["net.py:Net", "helper.py:Base"]

    def test_through_several_modules(self, repository: Repository) -> None:
        repository.write("c.py", BASE)
        repository.write("b.py", "from c import Base\n")
        repository.write("a.py", "from b import Base\nclass Net(Base): pass\n")
        assert repository.models() == ["a.py:Net", "c.py:Base"]

    def test_through_a_module_that_is_not_scanned(self, repository: Repository) -> None:
        repository.write("helper.py", BASE)
        repository.write("net.py", "from helper import Base\nclass Net(Base): pass\n")
        assert repository.models("net.py") == ["net.py:Net"]

    def test_two_modules_of_one_name(self, repository: Repository) -> None:
        repository.write("one/helper.py", BASE)
        repository.write("one/net.py", "from helper import Base\nclass Net(Base): pass\n")
        repository.write("two/helper.py", "class Base: pass\n")
        repository.write("two/net.py", "from helper import Base\nclass Net(Base): pass\n")
        assert repository.models() == ["helper.py:Base", "net.py:Net"]
        assert sorted(repository.judged) == ["one/helper.py", "one/net.py"]

    def test_modules_that_import_each_other(self, repository: Repository) -> None:
        repository.write("a.py", "from b import B\nclass A: pass\n")
        repository.write("b.py", "from a import A\nclass B: pass\n")
        assert repository.models() == []
        assert repository.judged == []
