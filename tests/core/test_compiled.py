"""The cache folder of compiled kernels."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import ceasefire
from ceasefire.core import compiled


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the package, so that a source can change, and keep its kernels in a folder."""
    package = tmp_path / "ceasefire"
    source = Path(str(ceasefire.__file__)).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("packs", "__pycache__"))
    monkeypatch.setattr(compiled, "_PACKAGE", package)
    monkeypatch.setenv("CEASEFIRE_CACHE_DIR", str(tmp_path / "cache"))
    compiled.kernel_cache.cache_clear()
    yield package
    compiled.kernel_cache.cache_clear()


def folder() -> Path:
    compiled.kernel_cache.cache_clear()
    return compiled.kernel_cache()


def test_a_change_in_any_kernel_source_moves_the_cache(elsewhere: Path) -> None:
    before = folder()
    assert before.parent == elsewhere.parent / "cache" / "kernels"
    assert folder() == before
    for changed in ("prospects/dynamics/random.py", "core/philox.py"):
        path = elsewhere / changed
        path.write_text(path.read_text() + "# changed\n")
        assert folder() != before, changed
        before = folder()
    path = elsewhere / "cli" / "app.py"
    path.write_text(path.read_text() + "# changed\n")
    assert folder() == before


def test_compiled_functions_keep_the_order_of_sums(elsewhere: Path) -> None:
    @compiled.compiled
    def total(values: np.ndarray) -> float:
        result = 0.0
        for value in values:
            result += value
        return result

    values = np.random.default_rng(1).normal(size=1000) * 10.0 ** np.arange(1000)[::-1].clip(0, 12)
    assert total(values) == sum(values.tolist())


def test_numba_is_not_loaded_with_the_package() -> None:
    code = "import sys, ceasefire; assert 'numba' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
