BEGIN TRANSACTION;
CREATE TABLE calls (
    call INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL UNIQUE,
    panel INTEGER NOT NULL, seq INTEGER NOT NULL, repeat INTEGER NOT NULL,
    dimensions TEXT NOT NULL, attempt INTEGER NOT NULL,
    model TEXT NOT NULL, model_returned TEXT, route TEXT NOT NULL, endpoint_host TEXT,
    asked_at TEXT NOT NULL, latency_s REAL NOT NULL, http_attempts INTEGER NOT NULL,
    finish_reason TEXT, raw_reply TEXT, refusal TEXT, shape TEXT, hidden_reasoning TEXT,
    structured_requested INTEGER NOT NULL, params_sent TEXT NOT NULL, prompt_sha256 TEXT NOT NULL,
    prompt_tokens INTEGER, completion_tokens INTEGER, cached_tokens INTEGER, reasoning_tokens INTEGER,
    cost_usd REAL, error TEXT, flags TEXT NOT NULL
);
INSERT INTO "calls" VALUES(1,'262aaabb0ed5cdbc2acbae6e',1,0,0,'["warm", "cold"]',1,'openai/stand-in','stand-in','openai','127.0.0.1','2026-11-26T22:21:13.537+00:00',21.6417,1,'stop','{"token": "830477", "answers": [{"dimension": "warm", "rationale": "A stand-in picked no.", "evidence": "I hear you 0.", "answer": "no"}, {"dimension": "cold", "rationale": "A stand-in picked no.", "answer": "no"}]}',NULL,NULL,NULL,0,'{}','8e9fcba947656640e9274ae1a580d25ad31ca49f3a1503336e74a21b6ddd052c',530,53,NULL,NULL,NULL,NULL,'[]');
INSERT INTO "calls" VALUES(2,'f107a4919ca8ba9de9632292',1,1,0,'["warm", "cold"]',1,'openai/stand-in','stand-in','openai','127.0.0.1','2026-11-26T22:21:13.539+00:00',21.6642,1,'stop','{"token": "449591", "answers": [{"dimension": "warm", "rationale": "A stand-in picked no.", "evidence": "I hear you 1.", "answer": "no"}, {"dimension": "cold", "rationale": "A stand-in picked unclear.", "answer": "unclear"}]}',NULL,NULL,NULL,0,'{}','200d78cea29b214c61b4314f9baa79097a6daa0189d2795d77b34aabc5c7e041',530,56,NULL,NULL,NULL,NULL,'[]');
CREATE TABLE forgotten (mark TEXT PRIMARY KEY);
CREATE TABLE judgments (
    judgment INTEGER PRIMARY KEY,
    panel INTEGER NOT NULL, seq INTEGER NOT NULL, repeat INTEGER NOT NULL,
    dimension TEXT NOT NULL, attempt INTEGER NOT NULL,
    state TEXT NOT NULL, reason_code TEXT, answer TEXT, passed INTEGER,
    rationale TEXT, evidence TEXT, evidence_found INTEGER,
    call_id TEXT, reader_version TEXT NOT NULL,
    final INTEGER NOT NULL,           -- 0: a resume may ask again
    UNIQUE (panel, seq, repeat, dimension, attempt, reader_version)
);
INSERT INTO "judgments" VALUES(1,1,0,0,'warm',1,'scored',NULL,'no',0,'A stand-in picked no.','I hear you 0.',1,'262aaabb0ed5cdbc2acbae6e','1',1);
INSERT INTO "judgments" VALUES(2,1,0,0,'cold',1,'scored',NULL,'no',1,'A stand-in picked no.',NULL,NULL,'262aaabb0ed5cdbc2acbae6e','1',1);
INSERT INTO "judgments" VALUES(3,1,1,0,'warm',1,'scored',NULL,'no',0,'A stand-in picked no.','I hear you 1.',1,'f107a4919ca8ba9de9632292','1',1);
INSERT INTO "judgments" VALUES(4,1,1,0,'cold',1,'abstained',NULL,NULL,NULL,'A stand-in picked unclear.',NULL,NULL,'f107a4919ca8ba9de9632292','1',1);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "meta" VALUES('rubric','{"ask": null, "decide": "each", "dimensions": [{"aliases": [], "answers": [{"aliases": [], "id": "yes", "name": null}, {"aliases": [], "id": "no", "name": null}], "applies_when": null, "choose": "one", "criteria": {}, "critical": false, "evidence": "quote", "group": null, "id": "warm", "name": {"en": "Warm", "zh": "温暖"}, "passes_on": ["yes"], "points": 1.0, "question": {"en": "Is it warm?", "zh": "温暖吗？"}, "scale": "nominal", "steps": []}, {"aliases": [], "answers": [{"aliases": [], "id": "yes", "name": null}, {"aliases": [], "id": "no", "name": null}], "applies_when": null, "choose": "one", "criteria": {}, "critical": false, "evidence": "none", "group": null, "id": "cold", "name": {"en": "Cold", "zh": "冷淡"}, "passes_on": ["no"], "points": 1.0, "question": {"en": "Is it cold?", "zh": "冷淡吗？"}, "scale": "nominal", "steps": []}], "examples": [], "id": "small", "per": "rubric", "review": [], "source": "", "title": {"en": "Small", "zh": "小"}, "unit": "response", "version": "1.0"}');
INSERT INTO "meta" VALUES('secret','b4a1645f68c749abf90a460bba83b66997133332b055c851ab5ef5a7592ed0e1');
CREATE TABLE panels (                 -- a judge with one way of asking
    panel INTEGER PRIMARY KEY,
    judge TEXT NOT NULL,
    ask TEXT NOT NULL,
    spec TEXT NOT NULL,               -- everything that decides what it would answer, as JSON
    UNIQUE (judge, ask)
);
INSERT INTO "panels" VALUES(1,'m','expert_chain','{"api_base": "http://127.0.0.1:45871/v1", "ask": "expert_chain", "ask_sha256": "96cd7f1c888ed5a618cc2a672722f5f6707e785abdc9f8e6daed626b7bec282e", "language": "auto", "model": "openai/stand-in", "params": {}, "per": "rubric", "reply": "json", "structured": "auto"}');
CREATE TABLE planned (                -- what was asked for: the denominator of every table
    panel INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    repeats INTEGER NOT NULL,
    PRIMARY KEY (panel, seq)
) WITHOUT ROWID;
INSERT INTO "planned" VALUES(1,0,1);
INSERT INTO "planned" VALUES(1,1,1);
CREATE TABLE responses (
    seq INTEGER PRIMARY KEY,          -- input order
    response_id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    body TEXT NOT NULL                -- the response as JSON, texts byte for byte
);
INSERT INTO "responses" VALUES(0,'r0','261afa18f128791d94d9bcf29c87bfe0992cfc716b6b147216ffa910190a892a','{"id": "r0", "scenario_id": "s0", "candidate": "alder", "turns": [], "response": "I hear you 0.", "context": "Long day 0.", "language": "en", "tags": {"risk": "low"}}');
INSERT INTO "responses" VALUES(1,'r1','599901579650db735823aa4400019b5166206f60a2112d5c7cab34fdab05d9f8','{"id": "r1", "scenario_id": "s0", "candidate": "birch", "turns": [], "response": "I hear you 1.", "context": "Long day 1.", "language": "en", "tags": {"risk": "none"}}');
CREATE INDEX calls_of ON calls (panel, seq, repeat);
COMMIT;
PRAGMA user_version = 1;
