"""Our own training reports that were kept apart, as gold readings: what a whole reading makes of unseen text.

The reports tell who said what, with names in every place; pronouns, epithets, times and amounts are not marked in them,
so only the claims are scored, by the scorer of the contract. Names of speakers are compared as the reports give them.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from training import corpus, sets

import kutip
from bench import gold
from bench.figure import Figure

SHOWN = (
    "claims.overlap",
    "claims.full",
    "recall.direct",
    "recall.indirect",
    "speaker.name",
    "chain.exact",
    "chain.long",
    "certainty",
    "form",
)


def measure(folder: Path) -> list[Figure]:
    """The claims of the reports kept apart, in each language: with rules alone, and with the shipped models."""
    score = gold.scorer(folder.parent / "score" / "score.py")
    return [
        Figure(f"own.{lang}.{maker}.{name}", value.get("f1", value.get("acc")), n=value["n"])
        for lang in ("id", "en")
        for maker in ("rules", "shipped")
        for name, value in scored(score, apart(lang), ("none",) if maker == "rules" else ("shipped",)).items()
        if name in SHOWN
    ]


def apart(lang: str) -> list[corpus.Report]:
    """The reports kept apart."""
    found = corpus.reports(sorted((corpus.FOLDER / lang).glob("*.md")))
    return [report for report in found if sets.apart(sets.sample(report))]


def scored(score: Any, reports: Iterable[corpus.Report], models: tuple[str, ...]) -> dict[str, Any]:  # Any: a script
    """What the scorer says of kutip's readings of some reports."""
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for number, report in enumerate(reports):
            (Path(folder) / f"{number}.reading.json").write_text(json.dumps(answer(report)), encoding="utf-8")
            reading = kutip.read(report.text, lang=report.lang, models=models, **report.given)
            lines.append(msgspec.json.encode(reading))
        system = Path(folder) / "system.jsonl"
        system.write_bytes(b"\n".join(lines) + b"\n")
        found: dict[str, Any] = score.score_readings(folder, system)
        return found


def answer(report: corpus.Report) -> dict[str, Any]:
    """The gold reading of a report, as far as it is marked."""
    claims = [claim for claim in report.claims if claim.form != "stance"]
    article = {"id": "", "url": None, "outlet": report.given.get("outlet"), "lang": report.lang, "text": report.text}
    unmarked: dict[str, Any] = {name: [] for name in ("entities", "times", "amounts", "events", "doubts")}
    return {
        "kutip": "0.1.0",
        "made_by": ["gold:hand@1"],
        "article": {**article, "parts": []},
        **unmarked,
        "claims": [told(report, claim) for claim in sorted(claims, key=lambda c: report.spans("c", c.number))],
    }


def told(report: corpus.Report, claim: corpus.Claim) -> dict[str, Any]:
    """One claim as it is printed."""
    outlet = {"name": report.given.get("outlet"), "entity": None, "status": "outlet", **nowhere()}
    return {
        "id": f"c{claim.number}",
        "content": [span(*place) for place in report.spans("c", claim.number)],
        "form": claim.form,
        "certainty": claim.certainty,
        "polarity": "negative" if claim.negative else "positive",
        "chain": [*hops(report, claim), outlet],
        "entities": [], "times": [], "amounts": [], "event": None,
    }  # fmt: skip


def hops(report: corpus.Report, claim: corpus.Claim) -> Iterator[dict[str, Any]]:
    """The parties of a claim."""
    for hop in claim.chain:
        cue = next(iter(report.spans("k", hop.number)), None)
        source = next(iter(report.spans("s", hop.number)), None) if hop.name is not None else None
        name = (hop.name or report.text[slice(*source)]) if source else None
        place = {**nowhere(), **(span(*source) if source else {}), "cue": span(*cue) if cue else None}
        yield {"name": name, "entity": None, "status": "named" if name else "implied", **place}


def nowhere() -> dict[str, None]:
    return {"start": None, "end": None, "cue": None}


def span(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}
