"""Statements, figures, claims and renderers, made from a finished run folder alone."""

from __future__ import annotations

from ceasefire.briefing.build import brief

__all__ = ["brief"]
