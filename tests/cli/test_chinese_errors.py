"""With ``--ui zh``, or in a Chinese environment, everything that goes wrong is said in Chinese."""

import re
from pathlib import Path

import pytest
from cli_cases import a_run, ran, started

from judge.cli import failing
from judge.cli.speaking import ui_asked
from judge.testing import Canned, LoopbackServer

SHEET = "user,assistant\n最近很累。,听起来你累了很久。\nI cannot sleep.,Try to relax.\n"
LABELS = "response_id,dimension,rater,answer\nr1,{dimension},anna,{answer}\n"
LEXICAL = ("-j", "baseline/lexical", "-o", "out")


@pytest.fixture(autouse=True)
def desk():
    """A sheet, some labels and some mistakes."""
    files = {
        "r.csv": SHEET,
        "torn.csv": 'user,assistant\n你好,你好\n"x,y\n',
        "one.csv": "user\n你好\n",
        "empty.csv": "",
        "many.jsonl": '{"user": "a", "response": "b"}\n[1]\n',
        "answer.csv": LABELS.format(dimension="empathy", answer="maybe"),
        "choice.csv": "response_id,turn,dimension,rater,answer\nc1,0,risk,anna,S1; safe\n",
        "dimension.csv": LABELS.format(dimension="empthy", answer="yes"),
        "broken.yaml": "id: x\n  title: y\n",
        "version.yaml": "id: x\nversion: 1.0\n",
        "fields.yaml": 'id: x\nversion: "1"\ntitel: {en: X}\n',
        "run.yaml": "repeets: 2\n",
    }
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")


def chinese(text):
    return re.search(r"[\u4e00-\u9fff]", text) is not None


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        ("frob", "没有命令 'frob'", "--help"),
        ("evaluate", "缺少参数 'responses'", "evaluate --help"),
        ("rubrics sho", "没有命令 'sho'", "rubrics --help"),
        ("evaluate r.csv --repets 3", "没有选项 --repets（可能是：--", "evaluate --help"),
        ("evaluate r.csv --repeats 0", "'--repeats' 的值无效：应不小于 1", "evaluate --help"),
        ("evaluate r.csv --rpm soon", "'--rpm' 的值无效：应为数字", "evaluate --help"),
        ("evaluate r.csv b", "多出的参数：b", "evaluate --help"),
        ("labels sheet r.csv -o x.csv", "缺少选项 '--rubric' / '-r'", "labels sheet --help"),
        ("evaluate r.csv -r psycrisi", "没有指定运行文件夹", "请加上 -o results/first"),
        ("evaluate r.csv -r psycrisi {lexical}", "没有名为 'psycrisi' 的评分标准", "是否指 'psycrisis'？"),
        ("evaluate torn.csv -r psycrisis {lexical}", "torn.csv，第 3 行：引号没有闭合", "含引号的文本须整体加引号"),
        ("evaluate one.csv -r psycrisis {lexical}", "one.csv，第 1 行：表头缺少列 assistant / response", "相应的列"),
        ("evaluate empty.csv -r psycrisis {lexical}", "empty.csv：没有任何数据行", "请确认文件是否正确"),
        ("evaluate many.jsonl -r psycrisis {lexical}", "many.jsonl，第 2 行：应为对象，实为列表", "只含一个对象数组"),
        ("evaluate no.csv -r psycrisis {lexical}", "没有文件 'no.csv'", "是否指 '"),
        ("evaluate r.csv -r psycrisis -j gpt-5 -o out", "评审 'gpt-5' 没有写明服务商", "请写成 openai/gpt-5"),
        ("evaluate r.csv -r psycrisis -j openai/m -o out", "'openai/m' 需要密钥，但未设置环境变量 OPENAI_", "请先"),
        ("evaluate r.csv -r psycrisis -j no:Judge -o out", "没有评审 'no:Judge'：没有名为 'no' 的模块", "请写成"),
        ("evaluate r.csv -r psycrisis {lexical} --settings run.yaml", "第 1 行：repeets：没有这个字段", "是否指"),
        ("labels check answer.csv -r psycrisis", "第 2 行，列 'answer'：'maybe' 不是维度 'empathy' 的答案", "可用的有"),
        ("labels check choice.csv -r risk_turns", "'S1; safe' 不是有效的选择：只能单选的答案与其他", "用 ; 分隔"),
        ("labels check dimension.csv -r psycrisis", "评分标准 'psycrisis' 中没有维度 'empthy'", "是否指 'empathy'"),
        ("rubrics check version.yaml", "version.yaml，第 2 行：version 须加引号", '请写成 version: "1.0"'),
        ("rubrics check broken.yaml", "broken.yaml，第 2 行：此处不能出现“键: 值”", "请检查附近的缩进、冒号和引号"),
        ("scores nowhere", "'nowhere' 中没有运行结果", "请给出 judge evaluate -o 写入的文件夹"),
        ("export nowhere --format xml", "没有 'xml' 这种格式", "可用的有：csv, jsonl, label-studio, parquet, xlsx"),
        ("prompts show psycrisis --dimension empthy", "评分标准 'psycrisis' 没有维度 'empthy'", "是否指 'empathy'"),
        ("init .", "'.' 不是空文件夹", "请指定一个新的文件夹"),
        ("labels sheet r.csv -r psycrisis -o x.csv --sample 9", "要从 2 条回复中抽取 9 条", "应为 1 至 2"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said_in_chinese(capsys, arguments, error, hint):
    """Two lines, as in English: what is wrong, and what to do; the exit code is the same."""
    done = ran(capsys, *arguments.replace("{lexical}", " ".join(LEXICAL)).split(), "--ui", "zh")

    first, second = done.err.splitlines()
    assert done.code == 2
    assert first.startswith("错误：")
    assert error in first
    assert second.startswith("  提示：")
    assert hint in second


def test_several_faults_of_several_files_are_all_said_in_chinese(capsys):
    """Each line is one fault; none is left in English."""
    done = ran(capsys, "rubrics", "check", "version.yaml", "fields.yaml", "--ui=zh")

    assert len(done.err.splitlines()) >= 5
    assert all(chinese(line) for line in done.err.splitlines())
    assert "fields.yaml，第 3 行：titel：没有这个字段；是否指 'title'？" in done.err


def test_json_stays_english_and_so_do_exceptions(capsys):
    """A program that reads it must not depend on who started it."""
    done = ran(capsys, "rubrics", "check", "version.yaml", "--json", "--ui", "zh")

    assert done.document["files"][0]["faults"] == ["version.yaml, line 2: version must be quoted text"]
    assert "version 须加引号" in done.err


@pytest.mark.parametrize(
    ("arguments", "language", "ui"),
    [
        (["frob"], "C.UTF-8", "en"),
        (["frob"], "zh_CN.UTF-8", "zh"),
        (["frob", "--ui", "zh"], "C.UTF-8", "zh"),
        (["frob", "--ui=zh"], "C.UTF-8", "zh"),
        (["frob", "--ui", "en"], "zh_CN.UTF-8", "en"),
        (["frob", "--ui", "en", "--ui", "zh"], "C.UTF-8", "zh"),
        (["frob", "--ui", "fr"], "zh_TW.UTF-8", "zh"),
        (["frob", "--ui"], "C.UTF-8", "en"),
        (["--", "--ui", "zh"], "C.UTF-8", "en"),
        ([], "zh_CN.UTF-8", "zh"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(monkeypatch, arguments, language, ui):
    """What is wrong with a command line must be said in a language too."""
    monkeypatch.setenv("LANG", language)

    assert ui_asked(arguments) == ui


def test_a_chinese_environment_is_enough():
    """As a process of its own, nothing but the environment says it."""
    done = started("scores", "nowhere", LANG="zh_CN.UTF-8", PYTHONUTF8="1")

    assert done.err.startswith("错误：'nowhere' 中没有运行结果\n  提示：")


def test_a_bug_of_ours_is_called_one_in_chinese(capsys):
    """Above it stands the traceback, which nobody translates."""
    code = failing.guarded(lambda: 1 / 0, ui="zh")

    said = capsys.readouterr().err.splitlines()
    assert code == failing.Exit.BUG
    assert said[-2:][0] == "错误：这是 psyjudge 的缺陷，不是您的输入有误"
    assert said[-1].startswith("  提示：请报告此问题，并附上：")


BAD_SETTINGS = {
    "repeats": ["0", "1001", "a", "1.5", "[]"],
    "concurrency": ["0", "2000", "true"],
    "reasks": ["-1", "11"],
    "rpm": ["0", "x", ".inf"],
    "max_cost": ["-1"],
    "min_coverage": ["2", "-0.1"],
    "per": ["item"],
    "reply": ["xml"],
    "limit": ["0"],
    "ask": ["3", "[3]"],
    "language": ["3"],
    "egress": ["[]"],
    "judges": ["3", "[3]", "[{}]", "[{model: ''}]", "[{model: m, timeout: 0}]", "[{model: m, reply: yaml}]",
               "[{model: m, price: 3}]", "[{model: m, price: {prompt: 1}}]", "[{model: m, params: []}]",
               "[{model: m, structured: perhaps}]", "[{model: m, colour: red}]"],
}  # fmt: skip


@pytest.mark.parametrize("field", BAD_SETTINGS)
def test_every_fault_of_a_settings_file_is_said_in_chinese(capsys, field):
    """Most of these words are pydantic's, which knows no Chinese."""
    for value in BAD_SETTINGS[field]:
        Path("run.yaml").write_text(f"{field}: {value}\n", encoding="utf-8")
        done = ran(capsys, "evaluate", "r.csv", "-r", "psycrisis", "--settings", "run.yaml", *LEXICAL, "--ui", "zh")

        assert done.code == 2, value
        assert done.err.startswith("错误：run.yaml，第 1 行："), (value, done.err)
        assert chinese(done.err.splitlines()[0].rpartition("：")[2]), (value, done.err)


def test_notes_are_said_in_chinese_and_stay_english_in_json(capsys):
    """A table's notes tell what it does not hold, so a reader must understand them."""
    a_run()
    ran(capsys, "forget", "run", "--response", "r1")

    assert "应要求，已从本次运行中删除 1 条回复" in ran(capsys, "scores", "run", "--ui", "zh").err
    assert "评分标准 'small' 1.0：未经临床专家审阅" in ran(capsys, "scores", "run", "--ui", "zh").err
    notes = ran(capsys, "scores", "run", "--json", "--ui", "zh").document["notes"]
    assert "1 responses were removed from this run on request" in notes


def test_the_report_says_its_notes_in_its_language(capsys):
    """The page is one language from top to bottom."""
    a_run()
    ran(capsys, "forget", "run", "--response", "r1")

    pages = {}
    for ui in ("en", "zh"):
        assert ran(capsys, "report", "run", "--ui", ui).code == 0
        pages[ui] = Path("run/report.html").read_text(encoding="utf-8")
    assert "1 responses were removed from this run on request" in pages["en"]
    assert "<bdi>应要求，已从本次运行中删除 1 条回复</bdi>" in pages["zh"]
    assert "on request" not in pages["zh"]


def test_notes_of_files_are_said_in_chinese(capsys):
    """An encoding that was found, columns that were passed over."""
    text = "user,assistant,colour\n最近很累，什么都提不起劲。,听起来你累了很久。,red\n"
    Path("gb.csv").write_bytes(text.encode("gb18030"))

    done = ran(capsys, "evaluate", "gb.csv", "-r", "psycrisis", *LEXICAL, "--dry-run", "--ui", "zh")

    assert "gb.csv：按 GB18030 读取：文件不是 UTF-8，而按 GB18030 读出的是常见中文" in done.err
    assert "gb.csv：未读取的列：'colour'" in done.err


def test_a_rubric_that_cannot_be_read_is_listed_with_its_fault_in_chinese(capsys):
    """The list goes on; the fault stands in its line."""
    Path("rubrics").mkdir()
    Path("version.yaml").rename("rubrics/mine.yaml")

    done = ran(capsys, "rubrics", "--ui", "zh")

    assert "第 2 行：version 须加引号" in done.out
    assert done.code == 0


def test_why_a_judge_cannot_be_used_is_said_in_chinese(capsys, monkeypatch):
    """The provider's own words stay its own."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    with LoopbackServer(lambda _: Canned.failure(401, "bad key, friend")) as server:
        where = ("--api-base", server.url, "-o", "out")
        done = ran(capsys, "evaluate", "r.csv", "-r", "psycrisis", "-j", "strict=openai/m", *where, "--ui", "zh")

    assert done.code == failing.Exit.NO_JUDGE
    assert "评审 strict 无法使用：openai 返回 401（auth）：bad key, friend。" in done.err
    assert "错误：没有任何评审可用 (strict: auth)" in done.err
