"""A real server on loopback for testing judges and whatever calls them.

:class:`LoopbackServer` speaks the protocols of OpenAI, Anthropic, Gemini and Ollama and answers each request as told:
a good reply, or one of the faults that providers really show (:class:`Canned`; by name in :data:`CATALOGUE`, and mixed
in by :class:`Meeting`). :class:`StandIn` is a reply function that understands our judging prompts and answers them
validly, the same prompt always alike; ``python -m judge.testing`` serves one from a process of its own.
:class:`Batches`, mounted on a server, adds OpenAI's files and batches.

Here stands no model library: what is tested meets bytes on a socket, as in life.
"""

from judge.testing.answering import Asked, AskedDimension, asked, verdict_reply
from judge.testing.batches import Batches
from judge.testing.canned import Canned
from judge.testing.catalogue import CATALOGUE, Meeting
from judge.testing.likelihoods import spelled
from judge.testing.loopback import LoopbackServer
from judge.testing.standin import Faults, StandIn

__all__ = [
    "CATALOGUE",
    "Asked",
    "AskedDimension",
    "Batches",
    "Canned",
    "Faults",
    "LoopbackServer",
    "Meeting",
    "StandIn",
    "asked",
    "spelled",
    "verdict_reply",
]
