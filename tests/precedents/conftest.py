"""Other people's data, which is never in the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def external() -> Path:
    """Folder of outside data, named by ``CEASEFIRE_EXTERNAL_DATA``."""
    folder = os.environ.get("CEASEFIRE_EXTERNAL_DATA")
    if not folder:
        pytest.skip("CEASEFIRE_EXTERNAL_DATA names no folder with the outside data")
    return Path(folder)
