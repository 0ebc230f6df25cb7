"""Walks options and draws through the questions; run folder, resume, workers."""

from ceasefire.core.threads import pin_threads

pin_threads()  # what is imported below loads numpy and polars

from ceasefire.runs.comparison import compare, outcomes_of  # noqa: E402
from ceasefire.runs.progress import progress_on_stderr  # noqa: E402
from ceasefire.runs.reading import Run, open_run  # noqa: E402
from ceasefire.runs.run_folder import run  # noqa: E402

__all__ = ["Run", "compare", "open_run", "outcomes_of", "progress_on_stderr", "run"]
