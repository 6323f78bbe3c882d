"""Our own training reports: news in our own words, in literate gold notation, each with who said what.

    ## The ferry chief takes questions

    ```report outlet="Marrow Bay Courier" published=2026-04-08
    # “We will not cut the night boat”
    > By [per Ada Quill]
    [s1 [per Sydney Halloran], who runs [org Marrow Bay Ferries],] [k1 said] that [c1 the night boat stays],
    [k2 according to] [s2 the [out Bay Wire]].
    ```
    ```claims
    c1 indirect stated: s1 = Sydney Halloran < s2 = Bay Wire
    ```

Offsets are worked out, never typed. `python -m training.corpus [PATH …]` says what is wrong, and where.
The notation in full stands in README.md beside this file.
"""

import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "reports"
KINDS = ("per", "org", "age", "out", "loc", "oth", "rol")
FORMS = ("direct", "mixed", "indirect", "stance")
CERTAINTIES = ("denied", "alleged", "assessed", "projected", "reported", "stated")
REPORT = re.compile(
    r"^## (?P<title>.+?)\n(?P<prose>.*?)"
    r"^```report(?P<given>[^\n]*)\n(?P<marked>.*?)\n```\n+"
    r"^```claims\n(?P<claims>.*?)^```$",
    re.M | re.S,
)
TAG = re.compile(r"\\([\[\]])|\[([a-z]+)(\d*) |(\[)|(\])")
CLAIM = re.compile(r"^(?P<content>c\d+) (?P<form>\w+)(?: (?P<certainty>\w+))?(?P<no> -)?: (?P<chain>.+)$")
EDGES = " ,.;:\n"


class CorpusError(Exception):
    """What is wrong in a report, and where."""


class Mark(NamedTuple):
    """A bracketed stretch: its label (`per`, `s`, `k`, `c` …), its number, and where it stands in the text."""

    label: str
    number: str
    start: int
    end: int


class Hop(NamedTuple):
    """One party of a chain: the number of its source and cue marks; `name` is None when nobody is named."""

    number: str
    name: str | None


class Claim(NamedTuple):
    """One attribution; a stance (belief, wish, support) has no certainty and is no claim of kutip."""

    number: str
    form: str
    certainty: str | None
    negative: bool
    chain: tuple[Hop, ...]


class Report(NamedTuple):
    """One report: its text, and every mark and attribution in it."""

    path: Path
    title: str
    lang: str
    given: dict[str, str]
    text: str
    body: tuple[tuple[int, int], ...]
    """The paragraphs, without titles and other lines."""
    marks: tuple[Mark, ...]
    claims: tuple[Claim, ...]

    def spans(self, label: str, number: str) -> list[tuple[int, int]]:
        """The stretches of one mark, in text order."""
        return [(m.start, m.end) for m in self.marks if m.label == label and m.number == number]

    @property
    def names(self) -> list[Mark]:
        """Names and roles."""
        return [mark for mark in self.marks if mark.label in KINDS]


def reports(paths: Iterable[Path] = ()) -> Iterator[Report]:
    """The reports of these files, or of all."""
    for path in sorted(paths) or sorted(FOLDER.glob("*/*.md")):
        page = path.read_text(encoding="utf-8")
        found = list(REPORT.finditer(page))
        if len(found) != len(re.findall(r"^```report", page, re.M)):
            raise CorpusError(f"{path}: a report is not followed by a blank-free ```claims block, or has no ## title")
        for one in found:
            try:
                yield report(path, one)
            except CorpusError as error:
                raise CorpusError(f"{path}: {one['title']}: {error}") from None


def report(path: Path, found: re.Match[str]) -> Report:
    """One report out of its Markdown."""
    lines = re.sub(r"^([#>] .*)$", r"\n\1\n", found["marked"], flags=re.M)
    blocks = [unwrapped(block) for block in re.split(r"\n\s*\n", lines)]
    text, marks, body = "", [], []
    for block in blocks:
        if not block:
            continue
        head = block[:2] in ("# ", "> ")
        start = len(text) + (2 if text else 0)
        plain, found_here = unmarked(block[2:] if head else block)
        text = f"{text}\n\n{plain}" if text else plain
        marks += [mark._replace(start=mark.start + start, end=mark.end + start) for mark in found_here]
        if not head:
            body.append((start, len(text)))
    given = dict(pair.split("=", 1) for pair in shlex.split(found["given"]))
    claims = tuple(claim(line) for line in found["claims"].splitlines() if line.strip())
    made = Report(path, found["title"], path.parent.name, given, text, tuple(body), tuple(marks), claims)
    check(made)
    return made


def unwrapped(block: str) -> str:
    """A paragraph on one line."""
    return " ".join(block.split())


def unmarked(block: str) -> tuple[str, list[Mark]]:
    """The words without brackets, and what the brackets said."""
    marks: list[Mark] = []
    open_: list[tuple[str, str, int]] = []
    text, last = "", 0
    for tag in TAG.finditer(block):
        text, last = text + block[last : tag.start()], tag.end()
        if tag[1]:
            text += tag[1]
        elif tag[2]:
            open_.append((tag[2], tag[3], len(text)))
        elif tag[4]:
            raise CorpusError(
                f"a bracket without a label near “{block[tag.start() : tag.start() + 30]}”; a real one is \\["
            )
        else:
            if not open_:
                raise CorpusError(f"a bracket too many near “{block[max(0, tag.start() - 30) : tag.end()]}”")
            label, number, start = open_.pop()
            marks.append(Mark(label, number, start, len(text)))
    if open_:
        raise CorpusError(f"[{open_[-1][0]}{open_[-1][1]} is never closed near “{text[open_[-1][2] :][:40]}”")
    return text + block[last:], marks


def claim(line: str) -> Claim:
    """`c1 indirect stated: s1 = Name < s2 = Outlet`; ` -` before the colon: negated; `k3`: nobody is named."""
    found = CLAIM.match(line.strip())
    if not found:
        raise CorpusError(f"claim line “{line}”; write: c1 indirect stated: s1 = Name < s2 = Outlet")
    if found["form"] not in FORMS:
        raise CorpusError(f"“{line}”: form is {found['form']}; use {', '.join(FORMS)}")
    if found["form"] != "stance" and found["certainty"] not in CERTAINTIES:
        raise CorpusError(f"“{line}”: certainty is {found['certainty']}; use {', '.join(CERTAINTIES)}")
    chain = []
    for part in found["chain"].split(" < "):
        label, _, name = (piece.strip() for piece in part.partition("="))
        if not re.fullmatch(r"[sk]\d+", label):
            raise CorpusError(f"“{line}”: “{part}” is no s1, s1 = Name or k1")
        chain.append(Hop(label[1:], None if label[0] == "k" else name))
    return Claim(found["content"][1:], found["form"], found["certainty"], bool(found["no"]), tuple(chain))


def check(report: Report) -> None:
    """Raises `CorpusError` for marks that do not fit together."""
    numbers = {label: {m.number for m in report.marks if m.label == label} for label in "skc"}
    for mark in report.marks:
        words = report.text[mark.start : mark.end]
        if mark.label not in (*KINDS, "s", "k", "c"):
            raise CorpusError(f"label {mark.label} on “{words}”; use {', '.join(KINDS)}, s1, k1, c1")
        if bool(mark.number) == (mark.label in KINDS):
            raise CorpusError(f"[{mark.label}{mark.number} {words[:30]}: s, k and c have numbers, names have none")
        if words != words.strip() or not words:
            raise CorpusError(f"“{words}” begins or ends with a space, or is empty")
        if mark.label == "c" and (words[0] in EDGES or words[-1] in EDGES):
            raise CorpusError(f"content “{words}” begins or ends with a comma or stop: leave it outside")
    told = [claim.number for claim in report.claims]
    for number in sorted(numbers["c"] ^ set(told)) + [n for n in told if told.count(n) > 1]:
        raise CorpusError(f"c{number} needs one mark in the text (or several stretches) and one claim line")
    for one in report.claims:
        for hop in one.chain:
            if hop.name is not None and hop.number not in numbers["s"]:
                raise CorpusError(f"c{one.number}: s{hop.number} is not in the text")
            if hop.name is None and hop.number not in numbers["k"]:
                raise CorpusError(f"c{one.number}: k{hop.number} is not in the text")
    used = {hop.number for one in report.claims for hop in one.chain}
    for number in sorted((numbers["s"] | numbers["k"]) - used):
        raise CorpusError(f"s{number} or k{number} stands in the text and in no chain")


def main() -> int:
    """Counts, or the first thing that is wrong in each file."""
    paths, bad = [Path(name) for name in sys.argv[1:]], 0
    for path in sorted(paths) or sorted(FOLDER.glob("*/*.md")):
        try:
            found = list(reports([path]))
        except CorpusError as error:
            print(error)
            bad += 1
            continue
        words = sum(len(one.text.split()) for one in found)
        claims = sum(claim.form != "stance" for one in found for claim in one.claims)
        stances = sum(len(one.claims) for one in found) - claims
        names = sum(len(one.names) for one in found)
        print(
            f"{path}: {len(found)} reports, {words} words, {claims} claims, {stances} stances, {names} names and roles"
        )
    return bad


if __name__ == "__main__":
    sys.exit(main())
