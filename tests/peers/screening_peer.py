#!/usr/bin/env python3
"""A second reading of the screening model, to hold `fairway screen --jsonl` against.

    tests/peers/screening_peer.py <fairway-binary> [--lines N] [--seed S] [--content DIR]

It shares no code and no data with the program: codes, levels and rules stand here as the text of the model gives them
(parts B1, B3, B4, B5, B8 and B9). The test vectors, all changes of one answer around them, up to N of two answers, and
N random answer sets go through one run of the binary in DIR, the repository unless told. Every field is compared but
the wording of `why` and of errors. Exits with 1 when anything differs.

Where the text can be read in two ways, a comment that begins with "Two readings" says which one is taken here.
"""

import argparse
import collections
import itertools
import json
import math
import multiprocessing
import random
import subprocess
import sys
from pathlib import Path

# B3 and B9 in one. A code without a number scores 0; q1, q3, d1, d3, d10, d11 and d19 have no scale of their own.
TABLE = """
q1 joint-project guest hire send funding mou teaching spin-off other unknown; q2 listed=3 plausible=2 hardly unknown=1
q3 basic mid applied none unknown; q4 civil company=1 state=2 military=3 unknown=1
q5 clear unchecked=1 possible=2 listed=3 unknown=1; q6 none low=2 embargo=3 unknown=1
q7 published joint=1 data=2 access=3 unknown=1; q8 only-together=3 public-good=3 scientific=2 money unsure=1 unknown=1
d1 no think-not yes unknown; d2 free delay veto=2 unknown=1; d3 no suspect told unknown
d4 none some=2 strong=3 not-looked=1 unknown=1; d5 clear partly=1 opaque=2 unknown=1
d6 normal unsolicited=1 pressure=2 unknown=1; d7 no some=1 yes=2 unknown=1
d8 teaching own-project=1 shared=2 restricted=3 unknown=1; d9 ours civil=1 duties=2 security=3 unknown=1
d10 done in-progress not-done unknown; d11 yes no unsure unknown
d12 neutral co-funded=1 foreign-only=2 unclear=2 unknown=2; d13 yes difficult=1 no=2 unknown=1
d14 all some=1 none=2 not-needed unknown=1; d15 none declared=1 undeclared=3 unknown=1
d16 no consented=1 unsure=3 unknown=1; d17 unlikely conceivable=1 likely=3 unknown=1
d18 no maybe=1 yes=2 rather-not=1 unknown=1
d19 published-only narrower other-unit consortium clauses none unknown; d20 unknown
"""
SCORE = {}
for row in TABLE.strip().replace("\n", ";").split(";"):
    name, *words = row.split()
    SCORE[name] = {code: int(number or 0) for code, _, number in (word.partition("=") for word in words)}
ORDER = list(SCORE)
QUICK = ORDER[:8]
MULTI = ("q8", "d19")
PLAIN = set(ORDER) - {"q8", "d19", "d20"}
JURISDICTIONS = "au ca cz de dk eu fi fr jp nl se tw uk us".split()
COLOURS = ["green", "yellow", "orange", "red"]
MEASURES = ["published-only", "narrower", "other-unit", "consortium", "clauses"]
HARD = [("h1", "q5", ("listed",)), ("h2", "d3", ("suspect", "told")), ("h3", "d16", ("unsure",)),
        ("h3", "d17", ("likely",)), ("h4", "d15", ("undeclared",)), ("h5", "d9", ("security",))]


class Levels(collections.namedtuple("Levels", "d p c a e highest several legal hard")):
    @property
    def i(self):
        return max(self.highest, 2) if self.several >= 4 else self.highest


def is_unknown(question, code):
    # Two readings of a list that holds `unknown`: it is none; only q8 and d19 take lists, which no colour reads.
    return code == "unknown" or (question, code) in (("q5", "unchecked"), ("d4", "not-looked"))


def others(question):
    return [code for code in SCORE[question] if not is_unknown(question, code)]


def counted(answers):
    """The answers that count (B3)."""
    people = answers.get("q1") in ("guest", "hire") or answers.get("q7") == "access"
    terms = answers.get("q1") in ("joint-project", "funding", "mou", "spin-off")
    idle = ["d8", "d9", "d10", "d11"] * (not people) + ["d12", "d13", "d14"] * (not terms)
    idle += ["d15"] * (not people and not terms)
    return {question: code for question, code in answers.items() if question not in idle}


def legal_checks(answers, d, a):
    # Two readings of d10: in B3 in-progress and unknown raise L always, in B4 with D>=1 or A>=2. B4 is the rule; there
    # the condition goes with both answers.
    raising = {"q5": ("possible", "listed"), "q6": ("embargo",),
               "d1": ("yes", "think-not", "unknown") if d >= 2 else ("yes",),
               "d10": ("not-done", "in-progress", "unknown") if d >= 1 or a >= 2 else ("not-done",)}
    return [question for question, codes in raising.items() if answers.get(question) in codes]


def hard_stops(answers, a):
    return sorted({stop for stop, question, codes in HARD
                   if answers.get(question) in codes and (stop != "h5" or a >= 2)})


def scales(answers, measures=()):
    """D, P, C, A, E, I and how many of the eight questions score, of answers that all count."""
    score = dict.fromkeys(ORDER, 0)
    score.update((question, SCORE[question][code]) for question, code in answers.items() if question in PLAIN)
    d = score["q2"]
    # Two readings of "but not with q7=access; applied +1": the exception is that of basic; applied counts always, and
    # so does basic while q7 has no answer.
    if d in (1, 2) and answers.get("q3") == "basic" and answers.get("q7") != "access":
        d -= 1
    elif d in (1, 2) and answers.get("q3") == "applied":
        d += 1
    # Two readings of "the contribution of q7 := 0": what falls is its part in A. The answer stays `access`, so basic
    # research does not begin to lower D.
    zero = {"published-only": ["q7"], "other-unit": ["d4", "d5"], "clauses": ["d14", "d2"]}
    for measure in measures:
        score.update(dict.fromkeys(zero.get(measure, ()), 0))
    if "consortium" in measures:
        score.update({question: max(score[question] - 1, 0) for question in ("d7", "d12", "d13")})
    d = max(d - 1, 0) if "narrower" in measures else d
    eight = [score[question] for question in ("d2", "d6", "d7", "d9", "d12", "d13", "d14", "d15")]
    return (d, max(score["q4"], score["q5"], score["d4"], score["d5"]), score["q6"], max(score["q7"], score["d8"]),
            max(score["d16"], score["d17"]), max(*eight, score["d18"]), sum(one >= 1 for one in eight))


def levels(answers):
    d, p, c, a, *rest = scales(answers)
    return Levels(d, p, c, a, *rest, bool(legal_checks(answers, d, a)), bool(hard_stops(answers, a)))


def colour(found):
    """The combination rule (B4), without grey."""
    d, p, c, a, e, i = *found[:5], found.i
    if found.hard or (d >= 2 and p == 3 and a >= 1) or (d == 3 and p >= 2 and a >= 2):
        return "red"
    if (found.legal or (d >= 2 and a >= 1 and (p >= 2 or c >= 2)) or (p == 3 and (d >= 1 or a >= 1)) or c == 3 or i == 3
            or (i >= 2 and a >= 2 and d >= 1 and (p >= 2 or c >= 2))):
        return "orange"
    if max(d, p, a, i, e) >= 2 or (e >= 1 and (p >= 2 or c >= 2)) or (c == 2 and d + p + a >= 2) or d + p + c + a >= 4:
        return "yellow"
    return "green"


def outcome(answers):
    found = colour(levels(answers))
    open_ends = sum(is_unknown(question, answers.get(question)) for question in "q2 q4 q5 q6 q7 d3 d4 d5".split())
    return "grey" if open_ends >= 3 and found in ("green", "yellow") else found


def next_question(answers):
    valid, asked = counted(answers), list(QUICK)
    if levels(valid).hard:
        return None
    if all(question in answers for question in QUICK):
        # Two readings of D, P, C and A here: those of q1 to q8 alone, so that no deep answer opens a block.
        quick = {question: answers[question] for question in QUICK}
        first, activity = levels(quick), quick["q1"]
        if first.d >= 2 or first.a >= 2 or activity == "send":
            asked += ["d1", "d2", "d3"]
        if first.p >= 1 or quick["q5"] != "clear" or first.c >= 2:
            asked += ["d3", "d4", "d5", "d6", "d7"]
        if activity in ("guest", "hire") or quick["q7"] == "access":
            asked += ["d8", "d9", "d10", "d11", "d15"]
        # Two readings of "is not green": grey is a colour of the rule, and it is not green.
        if activity in ("funding", "mou", "spin-off") or (activity == "joint-project" and outcome(quick) != "green"):
            asked += ["d12", "d13", "d14", "d15"]
        if first.d >= 2 or first.c >= 2 or first.a >= 2 or activity == "send":
            asked += ["d16", "d17", "d18"]
        # Two readings of the colour that opens F: that of all answers that count.
        if outcome(valid) != "green":
            asked += ["d19", "d20"]
    return next((question for question in asked if question not in answers), None)


# Only within a group do questions read each other; across groups levels combine by the highest, the eight by their sum.
# No colour reads q1, q8, d11, d19 and d20 once it stands which answers count.
GROUPS = [group.split() for group in ("q2 q3 q7 d1 d8 d9 d10", "q4 q5 d4 d5", "q6", "d3", "d16 d17",
                                      "d2 d6 d7 d12 d13 d14 d15 d18")]
READ = set(itertools.chain(*GROUPS))
BRUTE = 1_500  # Above so many completions the groups are faster.


def completions(answers, unknowns, judge):
    """What `judge` says of all completions, and per unknown the sets of what it says where only that one differs."""
    said, alike = set(), {question: collections.defaultdict(set) for question in unknowns}
    for codes in itertools.product(*map(others, unknowns)):
        verdict = judge(levels(answers | dict(zip(unknowns, codes))))
        said.add(verdict)
        for place, question in enumerate(unknowns):
            alike[question][codes[:place] + codes[place + 1:]].add(verdict)
    return said, {question: {frozenset(one) for one in alike[question].values() if len(one) > 1} for question in alike}


def spread_by_groups(answers, unknowns):
    """The colours of all completions and the unknowns that matter, exactly, without going through all of them."""
    def settled(found):
        # Levels that mean the same made equal: the product over the groups stays small.
        steady = found._replace(highest=found.i, several=0 if found.i >= 2 else found.several)
        return Levels(0, 0, 0, 0, 0, 0, 0, False, True) if found.hard else steady
    said, alike, verdicts, matter = [], {}, {}, {}
    for group in GROUPS:
        some = {question: answers[question] for question in group if question in answers}
        group_said, group_alike = completions(some, [one for one in group if one in unknowns], settled)
        said.append(group_said)
        alike |= group_alike
    for parts in itertools.product(*said):
        columns = list(zip(*parts))
        verdicts[parts] = colour(Levels(*map(max, columns[:6]), sum(columns[6]), any(columns[7]), any(columns[8])))
    for question, sets in alike.items():
        place = next(place for place, group in enumerate(GROUPS) if question in group)
        matter[question] = any(
            len({verdicts[*before, part, *after] for part in one}) > 1 for one in sets
            for before in itertools.product(*said[:place]) for after in itertools.product(*said[place + 1:]))
    return set(verdicts.values()), matter


def spread(valid):
    # Two readings of a completion of q1 or q7: the set of answers that count stays that of the present answers.
    unknowns = [question for question in ORDER if question in READ and is_unknown(question, valid.get(question))]
    many = math.prod(len(others(question)) for question in unknowns) > BRUTE
    said, matter = spread_by_groups(valid, unknowns) if many else completions(valid, unknowns, colour)
    return sorted(said, key=COLOURS.index), [question for question in unknowns if matter[question]]


def what_if(valid, today):
    stands = levels(valid)
    if today == "grey" or stands.hard:
        return []
    reached = {chosen: COLOURS.index(colour(Levels(*scales(valid, chosen), stands.legal, stands.hard)))
               for size in range(len(MEASURES) + 1) for chosen in itertools.combinations(MEASURES, size)}
    found = {chosen for wanted in range(COLOURS.index(today)) for chosen, got in reached.items() if got <= wanted
             and not any(reached[other] <= wanted and set(other) < set(chosen) for other in reached)}
    # Two readings of a subset that is the least for two colours: it is said once, with the colour it gives. The text
    # leaves the order of the subsets open, so it is not compared.
    return sorted(({"measures": list(chosen), "outcome": COLOURS[reached[chosen]]} for chosen in found), key=str)


def in_error(line):
    def wrong(question, given):
        codes = given if isinstance(given, list) else [given]
        # Two readings of "characters": those of Unicode, not bytes.
        if question == "d20":
            return len(given) > 300
        # Two readings of a list of one code for a single choice: it is a list.
        many = len(codes) > 2 if question == "q8" else isinstance(given, list) and question != "d19"
        return many or not set(codes) <= set(SCORE.get(question, ()))
    known = line.get("jurisdiction", "nl") in JURISDICTIONS and line.get("questionnaire") in (None, "collaboration")
    return not known or any(wrong(question, given) for question, given in line["answers"].items())


def reading(line):
    if in_error(line):
        return {"error": True}
    answers = line["answers"]
    valid = counted(answers)
    today, found = outcome(valid), levels(valid)
    stops = hard_stops(valid, found.a)
    worth = answers.get("q8", [])
    opportunity = max((SCORE["q8"][code] for code in ([worth] if isinstance(worth, str) else worth)), default=None)
    low, high = ("fine", "green-list-first") if (opportunity or 0) < 2 else ("go-with-conditions", "redesign")
    posture = "pause" if stops else {"grey": "find-out", "green": low, "yellow": low}.get(today, high)
    # Two readings of the reason `outcome`: red is a reason of its own, also where a hard stop made it red.
    reasons = stops + [reason for reason, holds in (
        ("outcome", today in ("orange", "red")), ("d18", valid.get("d18") in ("yes", "rather-not")),
        ("spin-off", valid.get("q1") == "spin-off" and valid.get("q2") == "listed")) if holds]
    colours, matter = spread(valid)
    return {
        "outcome": today, "next_question": next_question(answers), "range": colours, "unknowns": matter,
        "scales": {"domain": found.d, "partner": found.p, "context": found.c, "access": found.a, "ethics": found.e,
                   "interference": found.i},
        "opportunity": opportunity, "posture": posture, "hard_stops": stops,
        "legal_checks": legal_checks(valid, found.d, found.a),
        "handover": {"when": "now" if today == "red" else "offer" if reasons else "none", "reasons": reasons},
        "why": today != "green", "what_if": what_if(valid, today),
    }


def place_counts_little(line):
    """B1, 2 (a) and (c), of this reading: q6 alone moves no colour, and never far."""
    here, there = (counted(line["answers"]) | {"q6": code} for code in ("none", "low"))
    found, before, after = levels(here), colour(levels(here)), colour(levels(there))
    if found.d + found.p + found.a < 2 and found.e == 0 and found.i < 2:
        return before == after and outcome(here) == outcome(there)
    return before == after or (before, after) in (("green", "yellow"), ("yellow", "orange"))


def vectors():
    """B8, each with the colour it expects."""
    def given(text, activity="joint-project", **more):
        return {"q1": activity, **dict(zip(QUICK[1:7], text.split())), "q8": "scientific", **more}
    low, poor = "hardly basic civil clear low joint", "unknown unknown unknown unchecked unknown unknown"
    plain = dict(d3="no", d4="none", d5="clear", d6="normal", d7="no", d16="no", d17="unlikely", d18="no")
    leads = dict(d2="delay", d3="no", d4="not-looked", d5="partly", d6="normal")
    strings = dict(d2="veto", d12="foreign-only", d14="some")
    person = dict(d8="shared", d9="duties", d10="done", d11="yes")
    return {
        "T1": (given("hardly basic civil clear none joint"), "green"),
        "T2": (given(low), "green"),
        "T2, plain": (given(low, **plain), "green"),
        "T3": (given("listed applied company unchecked none data", d1="unknown", **leads), "orange"),
        "T4": (given("plausible mid military possible low access"), "red"),
        "T5": (given(low, "guest", **person), "yellow"),
        "T6": (given("hardly basic civil listed none published"), "red"),
        "T7": (given("hardly none civil clear embargo joint", d3="no"), "orange"),
        # Two readings of "all don't know": q2 to q7, as q1 and q8 are given above the table.
        "T8": (given(poor), "grey"),
        "T9": (given("plausible mid company clear low data", d1="no", d16="unsure"), "red"),
        "T10": (given("hardly mid company clear none data", "funding", **strings), "yellow"),
        "T11": (given("plausible basic civil clear none joint"), "green"),
        "T12": (given(low, "funding", d15="undeclared"), "red"),
        "T13": (given("plausible mid civil clear low published"), "yellow"),
        "T13, joint": (given("plausible mid civil clear low joint"), "orange"),
    }


def changes(limit, chance):
    """Every change of one answer around the vectors, taking it back among them, and up to `limit` of those of two."""
    steps = [(question, code) for question in ORDER for code in (*SCORE[question], None)]
    known = [answers for answers, _ in vectors().values()]
    ones = list(itertools.product(known, steps))
    twos = [(answers, one, two) for answers in known for one, two in itertools.combinations(steps, 2)
            if one[0] != two[0] and all(answers.get(question) != code for question, code in (one, two))]
    for answers, *steps in ones + chance.sample(twos, min(limit, len(twos))):
        yield {question: code for question, code in (answers | dict(steps)).items() if code is not None}


def random_answer(question, chance, doubt, calm, stops):
    if chance.random() < doubt:
        return chance.choice([code for code in SCORE[question] if is_unknown(question, code)])
    if question == "d20":
        return "é " * chance.choice((1, 10, 10, 150))
    dangerous = [(stopped, code) for _, stopped, codes in HARD for code in codes]
    sure = [code for code in others(question) if stops or (question, code) not in dangerous]
    if chance.random() < calm:
        lowest = min(SCORE[question][code] for code in sure)
        sure = [code for code in sure if SCORE[question][code] == lowest]
    if question in MULTI and chance.random() < 0.6:
        return chance.sample(sure, chance.randint(1, min(2 if question == "q8" else 6, len(sure))))
    return chance.choice(sure)


def random_line(chance):
    manner = (chance.choice((0, 0, 0.1, 0.1, 0.3, 0.6)), chance.choice((0, 0.4, 0.7, 0.9)), chance.random() < 0.25)
    answers, kind = {}, chance.random()
    if kind < 0.35:
        # As a conversation goes: the one way to come far along the blocks.
        for _ in range(chance.choice((chance.randint(0, 28), 28))):
            if question := next_question(answers):
                answers[question] = random_answer(question, chance, *manner)
    else:
        quick, deep = 1 if kind < 0.85 else chance.random(), chance.choice((0, 0.2, 0.5, 0.8, 1))
        kept = [question for question in ORDER if chance.random() < (quick if question in QUICK else deep)]
        chance.shuffle(kept)
        answers = {question: random_answer(question, chance, *manner) for question in kept}
    line = {key: chance.choice(values) for key, values in (
        ("jurisdiction", JURISDICTIONS), ("language", ["en", "nl", "de", "fr"]), ("questionnaire", ["collaboration"]),
    ) if chance.random() < 0.2}
    if chance.random() < 0.03:
        single = chance.choice(sorted(PLAIN))
        mistake = chance.choice((
            {"q9": "unknown"}, {"d21": "no"}, {"Q1": "guest"}, {single: "perhaps"}, {single: [others(single)[0]]},
            {single: others(single)[:2]}, {"q8": ["money", "fame"]}, {"q8": ["only-together", "public-good", "money"]},
            {"d19": ["narrower", "wider"]}, {"d20": "é" * 301}, "jurisdiction", "questionnaire"))
        if isinstance(mistake, str):
            line[mistake] = "zz"
        else:
            answers |= mistake
    return line | {"answers": answers}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    root = Path(__file__).resolve().parents[2]
    for option, default in (("binary", Path()), ("--lines", 20_000), ("--seed", 1), ("--content", root)):
        parser.add_argument(option, type=type(default), default=default)
    given = parser.parse_args()
    chance, kinds = random.Random(given.seed), collections.Counter()
    lines = [{"answers": answers} for answers in (*(answers for answers, _ in vectors().values()),
                                                  *changes(given.lines, chance))]
    lines += [random_line(chance) for _ in range(given.lines)]
    run = subprocess.run([given.binary.resolve(), "screen", "--jsonl"], cwd=given.content, stdout=subprocess.PIPE,
                         input="".join(json.dumps(line) + "\n" for line in lines), text=True, check=True)
    with multiprocessing.Pool() as pool:
        ours = pool.map(reading, lines, chunksize=100)
    theirs = [json.loads(line) for line in run.stdout.splitlines()]
    if len(theirs) != len(lines):
        sys.exit(f"{len(lines)} lines asked, {len(theirs)} answered")
    differing, expected = 0, [colour for _, colour in vectors().values()]
    for line, mine, other, wanted in itertools.zip_longest(lines, ours, theirs, expected):
        settled = {"why": bool(other.get("why")), "what_if": sorted(other.get("what_if", []), key=str)}
        other = {"error": True} if "error" in other else other | settled
        fields = [field for field in sorted({*mine, *other}) if mine.get(field, "absent") != other.get(field, "absent")]
        fields += ["vector"] * (wanted not in (None, mine.get("outcome")))
        fields += ["place"] * ("error" not in mine and not place_counts_little(line))
        kinds.update(fields)
        differing += bool(fields)
        if fields and differing <= 20:
            both = (f"\n    {field}: here {mine.get(field, 'absent')}, binary {other.get(field)}" for field in fields)
            print(json.dumps(line, ensure_ascii=False).replace("é " * 10, "…"), *both, sep="")
    outcomes = dict(collections.Counter(mine.get("outcome", "error") for mine in ours))
    print(f"{len(lines)} lines {outcomes}, {differing} differ {dict(kinds)}")
    sys.exit(1 if kinds else 0)


if __name__ == "__main__":
    main()
