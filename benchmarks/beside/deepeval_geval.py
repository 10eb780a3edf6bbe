"""DeepEval's GEval on our prompts, in its own environment: settings as they come, caches and displays off.

    python deepeval_geval.py URL PROMPTS FOLDER COUNT CONCURRENCY

Each prompt is a test case's input; the steps are given, so that each case is one call. Prints what was scored and with
which version.
"""

import json
import os
import sys
from importlib.metadata import version
from itertools import islice
from pathlib import Path

url, prompts, folder, count, concurrency = sys.argv[1:]
os.chdir(folder)  # it writes beside itself
os.environ.update(DEEPEVAL_TELEMETRY_OPT_OUT="1", DEEPEVAL_UPDATE_WARNING_OPT_IN="0", ERROR_REPORTING="0")

# After the switches are set, which it reads.
from deepeval import evaluate  # noqa: E402
from deepeval.evaluate.configs import AsyncConfig, CacheConfig, DisplayConfig, ErrorConfig  # noqa: E402
from deepeval.metrics import GEval  # noqa: E402
from deepeval.models import LocalModel  # noqa: E402
from deepeval.test_case import LLMTestCase  # noqa: E402
from deepeval.test_case import SingleTurnParams as Part  # noqa: E402

STEPS = ["Read the input.", "Answer the question it asks."]


def main() -> None:
    with Path(prompts).open(encoding="utf-8") as lines:
        cases = [LLMTestCase(input=json.loads(line), actual_output="as given") for line in islice(lines, int(count))]
    model = LocalModel(model="bench-judge", api_key="sk-none", base_url=url)
    parts = [Part.INPUT, Part.ACTUAL_OUTPUT]
    metric = GEval(name="support", evaluation_steps=STEPS, evaluation_params=parts, model=model)
    found = evaluate(
        cases,
        [metric],
        async_config=AsyncConfig(max_concurrent=int(concurrency)),
        display_config=DisplayConfig(show_indicator=False, print_results=False, inspect_after_run=False),
        cache_config=CacheConfig(write_cache=False, use_cache=False),
        error_config=ErrorConfig(ignore_errors=True),
    )
    graded = sum(one.metrics_data[0].score is not None for one in found.test_results)
    print(json.dumps({"graded": graded, "version": f"deepeval {version('deepeval')}, openai {version('openai')}"}))


if __name__ == "__main__":
    main()
