"""Draw the figure of the README from a run's brief.json.

ceasefire brief ukraine-2025 --out briefing-ukraine-2025
python tools/readme_figure.py briefing-ukraine-2025 docs/figures/requirement.svg
"""

import json
import sys
from pathlib import Path

import vl_convert

run, target = Path(sys.argv[1]), Path(sys.argv[2])
brief = json.loads((run / "brief.json").read_text(encoding="utf-8"))
figures = {figure["id"]: figure for section in brief["sections"] for figure in section["figures"]}
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(vl_convert.vegalite_to_svg(figures["requirement"]["spec"]), encoding="utf-8")
