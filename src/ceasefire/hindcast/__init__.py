"""The methods against past missions: what they would have said, beside what came of it."""

from ceasefire.hindcast.hindcast import Hindcast, hindcast

__all__ = ["Hindcast", "hindcast"]
