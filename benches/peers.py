#!/usr/bin/env python3
"""Asks other searchers the questions that Fairway is asked, over the same content, and prints both as Markdown tables.

    benches/peers.py target/release/fairway

The others are bm25s, Haystack's BM25 and rapidfuzz, as their manuals use them. They go into an environment of their own,
target/peers-venv (or the one that PEERS_VENV names): nothing that ships needs them.

What a searcher lacks of its own is given to it in its favour:

- BM25 reads each entry as one document and, in a second try, each title, ask and section as a document of its own; the try
  that puts more right entries first counts.
- None of them says "I do not know". Each gets a threshold on its confidence such that at most 4 % of the questions outside
  the field are answered, chosen on those very questions; of three confidences (the score, the score for each word asked,
  the lead over the second entry) the one counts with which most questions are answered right. Since that leaves many wrong
  answers, the last column has the same where no more may be wrong than with Fairway.

Fairway is taken as it ships; its thresholds were set before these questions were written.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["bm25s==0.3.16", "haystack-ai==3.4.1", "rapidfuzz==3.14.6", "PyStemmer==3.1.0"]
# The set that no threshold and no ask knows (docs/benchmarks.md).
TOPICS = [f"tests/golden/third/topics.{language}.tsv" for language in ("en", "nl", "de", "fr")]
OUTSIDE = ["tests/golden/third/outside.tsv"]
FALSE_MAX = 0.04
# What ties a translated section to its English one; nobody asks for it.
ANCHOR = re.compile(r" \{#[\w-]+\}$", re.M)
STEMMERS = {"en": "english", "nl": "dutch", "de": "german", "fr": "french"}


def environment():
    """Goes on in the environment of the others, which it makes when it is not there."""
    venv = Path(os.environ.get("PEERS_VENV", ROOT / "target/peers-venv"))
    if Path(sys.prefix).resolve() == venv.resolve():
        return
    python = venv / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    installed = subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=False)
    if installed.returncode:
        sys.exit(f"peers: the packages could not be installed into {venv}: nothing was compared")
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "false"
    os.execv(python, [python, __file__, *sys.argv[1:]])


def read_pieces():
    """Every piece of text of the published entries: (entry, language, text)."""
    import yaml

    pieces = []
    files = sorted((ROOT / "knowledge-base/entries").rglob("*.md"))
    unpublished = set()
    for file in files:
        match = re.match(r"---\n(.*?)\n---\n(.*)", file.read_text(), re.S)
        if not match:
            continue
        front, body = yaml.safe_load(match[1]), match[2]
        entry, language = file.name.split(".")[:2]
        if language == "en" and front.get("status") != "published":
            unpublished.add(entry)
        pieces.append((entry, language, front["title"]))
        pieces += [(entry, of, ask) for of, asks in (front.get("asks") or {}).items() for ask in asks]
        sections = re.split(r"(?m)^## ", ANCHOR.sub("", body))
        pieces += [(entry, language, section) for section in sections if section.strip()]
    return [piece for piece in pieces if piece[0] not in unpublished]


def read_cases(lines):
    """(language, question, right entries) of each line."""
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [(row[0].strip(), row[1].strip(), row[2].strip().split("|")) for row in rows]


def written(files):
    return [case for file in files for case in read_cases((ROOT / file).read_text().splitlines())]


def run(command, given=""):
    """What a command prints to what it is given."""
    return subprocess.run(command, input=given, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def with_slips(fairway, files):
    """The slips that `fairway evaluate` makes, from itself: all are asked the same letters."""
    return read_cases(run([fairway, "evaluate", "--slips", *files]).splitlines())


def documents(pieces, whole):
    """(entry, language, text) of each document: whole entries in each of their languages, or single pieces."""
    if not whole:
        return pieces
    together = {}
    for entry, language, text in pieces:
        together.setdefault(entry, []).append((language, text))
    return [(entry, None, texts) for entry, texts in together.items()]


def best_of_each(scored):
    """Entries by their best document, the best entry first."""
    best = {}
    for entry, score in scored:
        best[entry] = max(best.get(entry, float("-inf")), float(score))
    return sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))


class Bm25s:
    """With the stop words and stemmer of each text's language, as its manual has it for one language."""

    name = "bm25s, with stemming"

    def __init__(self, pieces, whole):
        import bm25s
        import Stemmer

        self.bm25s = bm25s
        self.stemmers = {language: Stemmer.Stemmer(name) for language, name in STEMMERS.items()}
        self.entries, tokens = [], []
        for entry, language, text in documents(pieces, whole):
            parts = text if language is None else [(language, text)]
            self.entries.append(entry)
            tokens.append([word for of, part in parts for word in self.words(part, of)])
        self.index = bm25s.BM25()
        self.index.index(tokens, show_progress=False)

    def words(self, text, language):
        of = {"stopwords": STEMMERS[language], "stemmer": self.stemmers[language]}
        return self.bm25s.tokenize(text, return_ids=False, show_progress=False, **of)[0]

    def rank(self, question, language):
        words = self.words(question, language)
        if not words:
            return []
        return best_of_each(zip(self.entries, self.index.get_scores(words)))


class Bm25sPlain(Bm25s):
    name = "bm25s, as it comes"

    def words(self, text, language):
        return self.bm25s.tokenize(text, return_ids=False, show_progress=False)[0]


class Haystack:
    name = "Haystack, BM25"

    def __init__(self, pieces, whole):
        from haystack import Document
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        store = InMemoryDocumentStore()
        texts = [(entry, text if language else "\n".join(part for _, part in text))
                 for entry, language, text in documents(pieces, whole)]
        store.write_documents([Document(id=str(at), content=text, meta={"entry": entry})
                               for at, (entry, text) in enumerate(texts)])
        # Enough documents that the first four entries are among them, however many pieces of one entry lead.
        self.retriever = InMemoryBM25Retriever(document_store=store, top_k=len(texts) if whole else 300)

    def rank(self, question, _):
        found = self.retriever.run(query=question)["documents"]
        return best_of_each((document.meta["entry"], document.score) for document in found)


class Rapidfuzz:
    """Nearest title or ask: sections are too long to be near any question."""

    def __init__(self, scorer, pieces):
        from rapidfuzz import fuzz, process, utils

        self.name = f"rapidfuzz, {scorer}"
        self.process, self.utils, self.scorer = process, utils, getattr(fuzz, scorer)
        lines = [(entry, text) for entry, _, text in pieces if "\n" not in text]
        short = [(entry, utils.default_process(text)) for entry, text in lines if len(text) < 200]
        self.entries, self.texts = [entry for entry, _ in short], [text for _, text in short]

    def rank(self, question, _):
        asked = [self.utils.default_process(question)]
        return best_of_each(zip(self.entries, self.process.cdist(asked, self.texts, scorer=self.scorer)[0]))


CONFIDENCES = {
    "score": lambda hits, _: hits[0][1],
    "score for each word": lambda hits, question: hits[0][1] / max(1, len(question.split())),
    "lead": lambda hits, _: hits[0][1] - (hits[1][1] if len(hits) > 1 else 0),
}


def shares(rankings, cases):
    """How often a right entry is first, and among the first four."""
    ids = [[entry for entry, _ in hits] for hits in rankings]
    first = sum(bool(set(ranked[:1]) & set(right)) for ranked, (_, _, right) in zip(ids, cases))
    four = sum(bool(set(ranked[:4]) & set(right)) for ranked, (_, _, right) in zip(ids, cases))
    return first / len(cases), four / len(cases)


def answered(peer, rankings, cases, outside, wrong_most):
    """What is answered with the best confidence, at the lowest threshold that allows few false answers: the shares of right
    and wrong answers, of false ones outside; and of right ones where no more than so many may be wrong as well."""
    foreign = [(peer.rank(question, language), question) for language, question, _ in outside]
    tries, careful = [], 0
    for name, confidence in CONFIDENCES.items():
        false = sorted((confidence(hits, question) for hits, question in foreign if hits), reverse=True)
        allowed = int(FALSE_MAX * len(outside))
        threshold = false[allowed] if len(false) > allowed else float("-inf")
        sure = sorted(((confidence(hits, question), hits[0][0] in right)
                       for hits, (_, question, right) in zip(rankings, cases) if hits), reverse=True)
        sure = [is_right for score, is_right in sure if score > threshold]
        right, wrong = sum(sure), len(sure) - sum(sure)
        told = sum(score > threshold for score in false)
        tries.append((right / len(cases), wrong / len(cases), told / len(outside), name))
        starts = (sure[:many] for many in range(len(sure) + 1))
        careful = max([careful, *(sum(start) for start in starts if start.count(False) <= wrong_most)])
    return *max(tries), careful / len(cases)


def row_of_peer(make, cases, outside, wrong_most):
    tries = []
    for whole in (True, False):
        peer = make(whole)
        if tries and isinstance(peer, Rapidfuzz):
            break
        rankings = [peer.rank(question, language) for language, question, _ in cases]
        tries.append((shares(rankings, cases), whole, peer, rankings))
    (first, four), whole, peer, rankings = max(tries, key=lambda one: one[0])
    right, wrong, false, confidence, careful = answered(peer, rankings, cases, outside, wrong_most)
    unit = "titles and asks" if isinstance(peer, Rapidfuzz) else "entries" if whole else "pieces"
    return peer.name, first, four, right, wrong, false, careful, f"{unit}; {confidence}"


def row_of_fairway(fairway, cases, outside):
    def ask(asked):
        lines = [json.dumps({"id": at, "text": question, "lang": language})
                 for at, (language, question, _) in enumerate(asked)]
        return [json.loads(line) for line in run([fairway, "ask", "--jsonl"], "\n".join(lines)).splitlines()]

    answers = ask(cases)
    first, four = shares([[(entry, 0) for entry in answer["entries"]] for answer in answers], cases)
    served = [(answer["sources"][0]["entry"], right)
              for answer, (_, _, right) in zip(answers, cases) if answer["sources"]]
    right = sum(entry in right for entry, right in served)
    wrong = len(served) - right
    false = sum(bool(answer["sources"]) for answer in ask(outside))
    right, told = right / len(cases), false / len(outside)
    return ("**Fairway**", first, four, right, wrong / len(cases), told, right, "as it ships"), wrong


def table(title, fairway, pieces, cases, outside):
    print(f"\n{title}: {len(cases)} questions in the field, {len(outside)} outside it.\n")
    print("| searcher | right entry first | among the first four | answered right | answered wrong | answered outside "
          "| answered right, with no more wrong than Fairway | read as; confidence |\n|---|---|---|---|---|---|---|---|")
    row, wrong = row_of_fairway(fairway, cases, outside)
    rows = [row]
    for make in (
        lambda whole: Bm25s(pieces, whole),
        lambda whole: Bm25sPlain(pieces, whole),
        lambda whole: Haystack(pieces, whole),
        lambda _: Rapidfuzz("WRatio", pieces),
        lambda _: Rapidfuzz("token_set_ratio", pieces),
        lambda _: Rapidfuzz("token_sort_ratio", pieces),
    ):
        rows.append(row_of_peer(make, cases, outside, wrong))
    for name, *numbers, how in rows:
        print(f"| {name} | {' | '.join(f'{100 * number:.1f} %' for number in numbers)} | {how} |", flush=True)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: benches/peers.py FAIRWAY")
    environment()
    fairway = Path(sys.argv[1]).resolve()
    pieces = read_pieces()
    print(f"{len({entry for entry, _, _ in pieces})} entries, {len(pieces)} pieces; {', '.join(PACKAGES)}")
    table("As written", fairway, pieces, written(TOPICS), written(OUTSIDE))
    table("With slips", fairway, pieces, with_slips(fairway, TOPICS), with_slips(fairway, OUTSIDE))


if __name__ == "__main__":
    main()
