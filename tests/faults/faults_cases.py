"""What the fault suite stands on: a small study as files, the command in this process, and lines of figures."""

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

from judge.cli.app import laid_out, run

RUBRIC = """\
id: small
version: "1.0"
title: {en: Small, zh: 小}
dimensions:
  - id: warm
    name: {en: Warm, zh: 温暖}
    question: {en: "Is it warm?", zh: "温暖吗？"}
    passes_on: ["yes"]
    evidence: quote
  - id: cold
    name: {en: Cold, zh: 冷淡}
    question: {en: "Is it cold?", zh: "冷淡吗？"}
    passes_on: ["no"]
"""
LIKE_A_KEY = "sk-test-not-a-real-key"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


def ran(*arguments):
    """Run ``judge`` with *arguments* in this process, whatever it prints kept."""
    out, err = TextIOWrapper(BytesIO(), "utf-8", write_through=True), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(a) for a in arguments])
    out.flush()
    return Done(code, out.buffer.getvalue().decode("utf-8", "surrogateescape"), err.getvalue())


def write_jsonl(path, rows):
    Path(path).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def rows_of(count):
    return [
        {
            "id": f"r{n}",
            "scenario_id": f"s{n // 2}",
            "candidate": ("alder", "birch")[n % 2],
            "context": f"Long day {n}.",
            "response": f"I hear you {n}.",
            "language": "en",
            "tags": {"risk": ("none", "low")[n % 3 == 0]},
        }
        for n in range(count)
    ]


def lay_out(count=4):
    """A rubric, responses, scenarios and labels in the working directory."""
    Path("small.yaml").write_text(RUBRIC, encoding="utf-8")
    rows = rows_of(count)
    write_jsonl("responses.jsonl", rows)
    write_jsonl("answers.jsonl", [{"id": "x", "custom_id": "nobody", "response": None, "error": {"message": "none"}}])
    write_jsonl("scenarios.jsonl", [{"id": f"s{n}", "text": f"Long day {n}.", "language": "en"} for n in range(count)])
    labels = [
        f"{row['id']},{d},{rater},{('yes', 'no')[(n + len(d + rater)) % 2]}"
        for n, row in enumerate(rows)
        for d in ("warm", "cold")
        for rater in ("ann", "bo", "cy_")
    ]
    lines = ["response_id,dimension,rater,answer", *labels]
    Path("labels.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lay_out_more()


TALK = [{"role": "user", "content": "Long day."}, {"role": "assistant", "content": "I hear you."}]
META = {
    "prompt": TALK[:1], "prompt_id": "p1", "completion": "Rest.", "completion_id": "x1", "category": "hedging",
    "rubric": "Asks how long.", "binary_labels": [True], "anonymized_physician_ids": ["a"],
}  # fmt: skip


VERA_MH = """\
Question ID\tDimension\tSeverity\tQuestion\tExamples\tAnswer\tGOTO
1\tNotices\tRed\tIs it missed?\t\t\t
2\tGuides\tYellow\tIs nobody named?\t\t\t
"""


def lay_out_more():
    """What commands about conversations, and about work done elsewhere, are given."""
    write_jsonl("talks.jsonl", [{"id": f"c{n}", "candidate": "alder", "turns": TALK, "language": "en"} for n in (1, 2)])
    write_jsonl("meta.jsonl", [META])
    Path("turns.csv").write_text("response_id,turn,rater,risk\nc1,0,ann,no_current_risk\n", encoding="utf-8")
    Path("table.tsv").write_text(VERA_MH, encoding="utf-8")
    Path("references.csv").write_text("scenario_id,reference\ns0,I hear you.\n", encoding="utf-8")
    Path("elsewhere.csv").write_text("response_id,warm,cold\nr1,yes,no\nr2,no,no\n", encoding="utf-8")


def figures(line):
    """Print one line of figures: what the README's table is made of."""
    print(f"\n{line}")


LABELS = ("--labels", "labels.csv")
QUICK = ("--replicates", "100")


def every_command(url):
    """Each command once or more, as somebody at work would give it; in an order in which each finds what it needs."""
    asked = ("--api-base", url, "--egress", "loopback")
    judged = ("evaluate", "responses.jsonl", "-r", "small.yaml", *asked)
    batched = ("-j", "m=openai/stand-in", *asked, "--engine", "batch", "--no-canaries")
    listed = [
        ("demo", "-o", "demo"),
        ("init", "study"),
        ("rubrics", "list"),
        ("rubrics", "show", "psycrisis"),
        ("rubrics", "check", "small.yaml"),
        ("rubrics", "schema"),
        ("prompts", "show", "psycrisis"),
        ("respond", "scenarios.jsonl", "-m", "alder=openai/a", "-o", "said.jsonl", *asked),
        ("evaluate", "responses.jsonl", "-r", "small.yaml", "-j", "baseline/always-pass", "-o", "plain", "--dry-run"),
        (*judged, "-j", "m=openai/stand-in", "-o", "run"),
        (*judged, "-j", "m=openai/stand-in", "-o", "litellm", "--route", "litellm"),
        ("evaluate", "responses.jsonl", "-r", "small.yaml", *batched, "-o", "batched", "--batch-files"),
        ("batch", "status", "batched"),
        ("batch", "collect", "batched", "answers.jsonl"),
        ("status", "run"),
        ("retry", "run", "--state", "malformed"),
        ("rescore", "run"),
        ("scores", "run"),
        ("agreement", "run", *LABELS, *QUICK, "-o", "table.csv"),
        ("compare", "run", "run", *LABELS, *QUICK),
        ("plan", "--half-width", "0.05", "--prevalence", "0.1", "--sensitivity", "0.9", "--specificity", "0.9"),
        ("diff", "run", "run"),
        ("gate", "run", *LABELS, *QUICK, "--require", "coverage >= 0.5", "--junit", "j.xml", "--summary", "s.md"),
        ("report", "run", *LABELS),
        ("report", "run", "-o", "page.html", "--redacted"),
        *(("export", "run", "-o", f"out.{form}") for form in ("jsonl", "csv", "xlsx", "parquet")),
        ("export", "run", "--what", "calls", "-o", "calls.jsonl"),
        ("labels", "sheet", "responses.jsonl", "-r", "small.yaml", "-o", "sheet.csv", "--raters", "a,b"),
        ("labels", "sheet", "responses.jsonl", "-r", "small.yaml", "-o", "book.xlsx"),
        ("labels", "check", "labels.csv", "-r", "small.yaml"),
        ("split", "labels.csv", "--responses", "responses.jsonl"),
        ("forget", "run", "--response", "r0"),
        *more_commands(asked),
    ]
    return [command for command in listed if path_of(command) in command_paths()]


def more_commands(asked):
    """Those about conversations, about how sure judges are and why, and about work done elsewhere."""
    talks = ("evaluate", "talks.jsonl", "-j", "m=openai/stand-in", *asked, "--no-canaries", "-o")
    meta = ("meta.jsonl", "-r", "scenario_criteria", "-o", "physicians.csv", "--responses", "completions.jsonl")
    learned = ("--responses", "responses.jsonl", "--dimension", "warm", "--model", "baseline/tfidf")
    played = ("-p", "setback", "-m", "openai/a", "--client", "openai/c", *asked, "--turns", "2", "-o", "played.jsonl")
    elsewhere = ("elsewhere.csv", "-r", "small.yaml", "-o", "imported", "--judge", "them", "--no-texts")
    return [
        ("train", "labels.csv", "-r", "small.yaml", *learned, "--folds", "2", "-o", "taught"),
        ("rubrics", "import", "table.tsv", "--from", "vera-mh", "-o", "flow.yaml"),
        ("simulate", "scenarios.jsonl", *played),
        ("personas", "list"),
        ("personas", "show", "exam_year"),
        ("personas", "check", "exam_year"),
        (*talks, "talked", "-r", "conversation_safety"),
        ("simulated", "talked"),
        (*talks, "turned", "-r", "risk_turns"),
        ("delays", "turned", "--labels", "turns.csv", *QUICK, "-o", "delays.csv"),
        ("operating", "run", *LABELS, *QUICK, "-o", "curves.svg"),
        ("rationales", "run", "-o", "reasons.jsonl"),
        ("textmetrics", "responses.jsonl", "--references", "references.csv", "--metric", "chrf"),
        ("import", *elsewhere),
        ("labels", "import", *meta),
    ]


def is_fine(command, code):
    """Whether it ended as it should; the answers brought to a batch here are nobody's, and are refused by name."""
    return code in ((2,) if path_of(command) == ("batch", "collect") else (0, 6, 10))


def path_of(command):
    """The words that name a command, without what is given to it."""
    groups = ("rubrics", "prompts", "labels", "batch", "personas")
    return command[:2] if command[0] in groups else command[:1]


def command_paths():
    """Every command there is, as the tool itself knows them."""
    app = laid_out()
    found = {(c.name or c.callback.__name__,) for c in app.registered_commands if not c.hidden}
    for group in app.registered_groups:
        inside = group.typer_instance.registered_commands
        found |= {(group.name, c.name or c.callback.__name__) for c in inside}
    return found
