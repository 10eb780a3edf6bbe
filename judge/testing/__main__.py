"""``python -m judge.testing``: a judging model to stand in for a real one, in a process of its own.

Its first line on stdout is its base address; ``GET /counts`` on the same port tells what it was asked.
"""

from argparse import ArgumentParser
from dataclasses import fields

from judge.testing.catalogue import CATALOGUE, Meeting
from judge.testing.loopback import LoopbackServer
from judge.testing.standin import Faults, StandIn


def main(arguments: list[str] | None = None) -> None:
    """Serve until the process is ended."""
    parser = ArgumentParser(prog="python -m judge.testing", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--seed", type=int, default=0)
    for field in fields(Faults):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=float, default=field.default)
    known = f"meet this share of prompts with a fault; repeatable: {', '.join(CATALOGUE)}"
    parser.add_argument("--fault", action="append", default=[], metavar="NAME[=SHARE]", help=known)
    parser.add_argument("--always", action="store_true", help="meet them each time, not the first time only")
    options = parser.parse_args(arguments)
    shares = {name: float(share or 1) for name, _, share in (given.partition("=") for given in options.fault)}
    faults = Faults(**{field.name: getattr(options, field.name) for field in fields(Faults)})
    model = StandIn(faults, seed=options.seed)
    try:
        meeting = Meeting(model, shares, seed=options.seed, once=not options.always)
    except ValueError as error:
        parser.error(str(error))
    server = LoopbackServer(meeting, latency=options.latency, port=options.port, keep=False)
    server.page("/counts", lambda: {**model.counts(), "faults": dict(meeting.met)})
    with server:
        print(server.url, flush=True)  # noqa: T201 - the one line a caller reads
        server.wait()


if __name__ == "__main__":
    main()
