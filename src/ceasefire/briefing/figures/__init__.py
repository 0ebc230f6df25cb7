"""Figures of a briefing: plain data in, a themed Vega-Lite specification out, one per width."""
