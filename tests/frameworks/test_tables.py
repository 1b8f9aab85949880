from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

import fwlint.frameworks.tables
from fwlint.frameworks import MEASURED_VERSIONS, Parameter, api
from fwlint.frameworks.tables import ApiTable

DATA = Path(fwlint.frameworks.tables.__file__).parent / "data"
MEASURED = sorted(MEASURED_VERSIONS)


def table(symbols: str, aliases: str = "{}") -> ApiTable:
    header = '{"framework":"toy","version":"1.0","measured":"2026-01-01","script":"none"}'
    return ApiTable(
        f'{{"header":{header},"symbols":{symbols},"aliases":{aliases},"only_old":[]}}'.encode()
    )


def test_parameters_are_read_as_a_def_has_them() -> None:
    toy = table('{"toy.f":["function",["a","/","b=\'x=1\'","*rest","c","d=...","**more"]]}')
    symbol = toy.lookup("toy.f")
    assert symbol is not None
    assert symbol.parameters == (
        Parameter("a", "positional-only"),
        Parameter("b", "plain", "'x=1'"),
        Parameter("rest", "var-positional"),
        Parameter("c", "keyword-only"),
        Parameter("d", "keyword-only", "..."),
        Parameter("more", "var-keyword"),
    )
    assert [p.name for p in symbol.parameters if p.required] == ["a", "c"]


def test_a_star_alone_makes_what_follows_keyword_only() -> None:
    symbol = table('{"toy.f":["function",["a=1","*","b"]]}').lookup("toy.f")
    assert symbol is not None
    assert symbol.parameters == (Parameter("a", "plain", "1"), Parameter("b", "keyword-only"))


def test_no_parameters_and_unknown_parameters_differ() -> None:
    toy = table('{"toy.f":["function",[]],"toy.g":["function"]}')
    f, g = toy.lookup("toy.f"), toy.lookup("toy.g")
    assert f is not None
    assert g is not None
    assert f.parameters == ()
    assert g.parameters is None


def test_an_alias_gives_the_symbol_under_its_canonical_name() -> None:
    toy = table('{"toy.C":["class",null,["toy.B"]]}', '{"toy.deep.C":"toy.C"}')
    symbol = toy.lookup("toy.deep.C")
    assert symbol is not None
    assert (symbol.canonical, symbol.kind, symbol.bases) == ("toy.C", "class", ("toy.B",))
    assert toy.lookup("toy.D") is None


def test_a_framework_without_a_table_is_told_so() -> None:
    with pytest.raises(KeyError, match="no API table for 'jax'"):
        api("jax")


@pytest.mark.parametrize("framework", MEASURED)
def test_every_row_decodes_and_names_only_what_the_tables_have(framework: str) -> None:
    measured = api(framework)
    assert measured.version == MEASURED_VERSIONS[framework]
    for name in measured.names:
        assert not any(part.startswith("_") for part in name.split(".")), name
        symbol = measured.lookup(name)
        assert symbol is not None
        for base in symbol.bases:
            assert api(base.partition(".")[0]).home(base) == base
    for alias, home in measured.aliases.items():
        assert alias not in measured.names
        assert api(home.partition(".")[0]).home(home) == home


def test_tables_are_small_and_load_fast() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("*.json")) < 1_500_000
    for framework in MEASURED:
        data = (DATA / f"{framework}.json").read_bytes()
        best = min(_seconds_to_load(data) for _ in range(3))
        assert best < 0.015, f"{framework}: {best * 1000:.1f} ms"


def _seconds_to_load(data: bytes) -> float:
    start = perf_counter()
    ApiTable(data)
    return perf_counter() - start


def test_looking_a_name_up_imports_no_framework() -> None:
    code = (
        "import sys; from fwlint.frameworks import canonical, signature;"
        "canonical('tensorflow.keras.Model'); signature('torch.onnx.export');"
        "print(sorted({'torch', 'tensorflow', 'keras', 'libcst', 'numpy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
