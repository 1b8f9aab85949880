"""Imports appear once, where they belong, and go when nothing needs them."""

from __future__ import annotations

import pytest
from fix_pairs import Source, apply_all

from fwlint.fixes.edits import AddImport, RemoveImport, ReplaceExpression, safe

F = AddImport("torch.nn.functional", alias="F")


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("x = 1\n", F, "import torch.nn.functional as F\n\nx = 1\n"),
        ("# top\nx = 1\n", F, "# top\nimport torch.nn.functional as F\n\nx = 1\n"),
        ("def f(): pass\n", F, "import torch.nn.functional as F\n\n\ndef f(): pass\n"),
        ('"""Doc."""\nx = 1\n', F, '"""Doc."""\nimport torch.nn.functional as F\n\nx = 1\n'),
        ('"""Doc."""\n', AddImport("os"), '"""Doc."""\nimport os\n'),
        ("import os\nx = 1\n", AddImport("sys"), "import os\nimport sys\nx = 1\n"),
        (
            "from __future__ import annotations\n\nx = 1\n",
            AddImport("os"),
            "from __future__ import annotations\nimport os\n\nx = 1\n",
        ),
        (
            "import os\nimport torch\n\nimport mine\nx = 1\n",
            F,
            "import os\nimport torch\nimport torch.nn.functional as F\n\nimport mine\nx = 1\n",
        ),
        (
            '"cell 1"\npip()\n"cell 2"\nimport torch\n"cell 3"\nimport os\n',
            F,
            '"cell 1"\npip()\n"cell 2"\nimport torch\nimport torch.nn.functional as F\n'
            '"cell 3"\nimport os\n',
        ),
        ('"cell 1"\npip()\n', AddImport("os"), '"cell 1"\nimport os\n\npip()\n'),
        ("import os\r\n\r\nx = 1", AddImport("sys"), "import os\r\nimport sys\r\n\r\nx = 1"),
        ("from a import b, d\n", AddImport("a", "c"), "from a import b, c, d\n"),
        ("from a import d, b\n", AddImport("a", "c"), "from a import d, b, c\n"),
        ("from a import b\n", AddImport("a", "c", "e"), "from a import b, c as e\n"),
        (
            "from a import (\n    b,\n    d,  # why\n)\n",
            AddImport("a", "e"),
            "from a import (\n    b,\n    d,  # why\n    e,\n)\n",
        ),
        ("from a import *\n", AddImport("a", "c"), "from a import *\nfrom a import c\n"),
        ("from .a import b\n", AddImport(".a", "c"), "from .a import b, c\n"),
        ("from .a import b\n", AddImport("a", "c"), "from .a import b\nfrom a import c\n"),
        (
            "# %% [1]\n# text\n\n# %% [2]\nx = 1\n",
            AddImport("os"),
            "# %% [1]\n# text\n\n# %% [2]\nimport os\n\nx = 1\n",
        ),
        (
            "# %% [1]\nimport os\n\n# %% [2]\nx = 1\n",
            AddImport("sys"),
            "# %% [1]\nimport os\nimport sys\n\n# %% [2]\nx = 1\n",
        ),
    ],
)
def test_add(before: str, edit: AddImport, after: str) -> None:
    assert Source(before).fixed(edit) == after


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("import torch.nn.functional as F\n", F),
        ("import torch.nn as nn\n", AddImport("torch.nn", alias="nn")),
        ("import torch.nn\n", AddImport("torch")),
        ("from torch import nn\n", AddImport("torch", "nn")),
        ("x = 1\nimport torch\n", AddImport("torch")),
        ("try:\n    import torch\nexcept ImportError:\n    torch = None\n", AddImport("torch")),
    ],
)
def test_what_is_there_is_not_added(text: str, edit: AddImport) -> None:
    assert Source(text).fixed(edit) == text


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("import torch\n", AddImport("torch.nn")),
        ("import torch as t\n", AddImport("torch")),
        ("def f():\n    import torch\n", AddImport("torch")),
        ("if TYPE_CHECKING:\n    import torch\n", AddImport("torch")),
    ],
)
def test_what_only_looks_like_it_is_added(text: str, edit: AddImport) -> None:
    assert f"import {edit.module}\n" in Source(text).fixed(edit).splitlines(keepends=True)


def test_two_fixes_add_one_import() -> None:
    source = Source("import torch\n\ny = one(x)\nz = two(x)\n")
    first = safe("1", ReplaceExpression(source.at("one"), "F.one"), F)
    second = safe("2", ReplaceExpression(source.at("two"), "F.two"), F)
    assert apply_all(source.text, first, second) == (
        "import torch\nimport torch.nn.functional as F\n\ny = F.one(x)\nz = F.two(x)\n"
    )


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("import a\nx = 1\n", RemoveImport("a"), "x = 1\n"),
        ("import a, b\n", RemoveImport("a"), "import b\n"),
        ("import a.b as c\nx = 1\n", RemoveImport("a.b", alias="c"), "x = 1\n"),
        ("from a import b\n", RemoveImport("a", "b"), ""),
        ("from a import b as c, d\n", RemoveImport("a", "b", "c"), "from a import d\n"),
        (
            "from a import (\n    b,  # one\n    c,  # two\n)\n",
            RemoveImport("a", "c"),
            "from a import (\n    b,  # one\n)\n",
        ),
        ("def f():\n    from a import b\n", RemoveImport("a", "b"), "def f():\n    pass\n"),
        ("import a.b, a.c\na.c.f()\n", RemoveImport("a.b"), "import a.c\na.c.f()\n"),
        (
            "from a import b\nfrom c import b\nb()\n",
            RemoveImport("a", "b"),
            "from c import b\nb()\n",
        ),
        ("import a\nprint('a b c')\n", RemoveImport("a"), "print('a b c')\n"),
    ],
)
def test_remove(before: str, edit: RemoveImport, after: str) -> None:
    assert Source(before).fixed(edit) == after


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("import a\na.f()\n", RemoveImport("a")),
        ("import a.b\na.b.f()\n", RemoveImport("a.b")),
        ("import a.b\na.f()\n", RemoveImport("a.b")),
        ("from a import b\n__all__ = ['b']\n", RemoveImport("a", "b")),
        ("from a import b\ndef f(x: 'list[b.C]'): pass\n", RemoveImport("a", "b")),
        ("from a import *\n", RemoveImport("a", "b")),
        ("import a as c\n", RemoveImport("a")),
    ],
)
def test_what_is_needed_or_another_import_is_not_removed(text: str, edit: RemoveImport) -> None:
    assert Source(text).fixed(edit) == text


def test_a_name_moves_to_another_module() -> None:
    source = Source(
        "from torch.cuda.amp import autocast\n\nwith autocast():\n    pass\n",
    )
    edits = [
        AddImport("torch.amp", "autocast"),
        RemoveImport("torch.cuda.amp", "autocast"),
        ReplaceExpression(source.at("autocast()"), 'autocast("cuda")'),
    ]
    after = 'from torch.amp import autocast\n\nwith autocast("cuda"):\n    pass\n'
    assert source.fixed(*edits) == after


def test_the_last_use_goes_with_its_import() -> None:
    source = Source("import a\nimport b\n\nx = a.f()\n")
    edits = [ReplaceExpression(source.at("a.f"), "b.f"), RemoveImport("a")]
    assert source.fixed(*edits) == "import b\n\nx = b.f()\n"
