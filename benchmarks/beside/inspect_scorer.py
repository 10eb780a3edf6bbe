"""Inspect AI's model-graded scorer on our prompts, in its own environment: settings as they come, displays off.

    python inspect_scorer.py URL PROMPTS FOLDER COUNT CONCURRENCY

Each prompt is a sample whose output is given, so that the one call of each is the grader's; the grader's template is
the prompt itself, and its default pattern reads the grade. Prints what was graded and with which version.
"""

import json
import os
import sys
from importlib.metadata import version
from itertools import islice
from pathlib import Path

url, prompts, folder, count, concurrency = sys.argv[1:]
os.environ.update(BENCH_API_KEY="sk-none", BENCH_BASE_URL=url)

# After the address is set, which it reads.
from inspect_ai import Task, eval  # noqa: A004, E402 - its own name
from inspect_ai.dataset import MemoryDataset, Sample  # noqa: E402
from inspect_ai.model import ModelOutput  # noqa: E402
from inspect_ai.scorer import model_graded_qa  # noqa: E402
from inspect_ai.solver import Generate, Solver, TaskState, solver  # noqa: E402

MODEL = "openai-api/bench/bench-judge"


@solver
def given() -> Solver:
    """The output is there already."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:  # noqa: ARG001 - its signature
        state.output = ModelOutput.from_content("candidate", "as given")
        state.completed = True
        return state

    return solve


def main() -> None:
    with Path(prompts).open(encoding="utf-8") as lines:
        samples = [Sample(id=i, input=json.loads(line), target="C") for i, line in enumerate(islice(lines, int(count)))]
    scorer = model_graded_qa(template="{question}", instructions="", model=MODEL)
    task = Task(dataset=MemoryDataset(samples), solver=given(), scorer=scorer)
    (log,) = eval(task, model=MODEL, log_dir=folder, max_connections=int(concurrency), display="none")
    graded = sum(sample.scores["model_graded_qa"].value == "C" for sample in log.samples)
    print(json.dumps({"graded": graded, "version": f"inspect-ai {version('inspect-ai')}, openai {version('openai')}"}))


if __name__ == "__main__":
    main()
