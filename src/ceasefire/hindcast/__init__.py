"""The methods against past missions: what they would have said, beside what was asked, sent, held."""

from ceasefire.hindcast.hindcast import Hindcast, hindcast

__all__ = ["Hindcast", "hindcast"]
