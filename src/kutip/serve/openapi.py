"""The desk described for programs: OpenAPI 3.1, made from the routes and from the values that they take and give."""

import inspect
import re
from functools import cache
from typing import Any

import msgspec
from msgspec import NODEFAULT, Struct

from kutip.run.one import VERSION
from kutip.serve.asked import Sent
from kutip.serve.lists import Problem
from kutip.serve.routes import ROUTES, Route

Schema = dict[str, Any]  # Any: JSON, as the standard has it
INSIDE = re.compile(r"\{(\w+):(\w+)\}")
FAULTS = {"400": "not understood", "401": "no token", "403": "not allowed", "429": "too many tries", "503": "too much"}


@cache
def document() -> bytes:
    """The description, as JSON."""
    return msgspec.json.encode(described())


def described() -> Schema:
    """The description."""
    kinds = [kind for route in ROUTES for kind in (route.asks, route.gives) if kind is not Sent]
    schemas, components = msgspec.json.schema_components(
        [*dict.fromkeys(kinds), Problem], ref_template="#/components/schemas/{name}"
    )
    places = dict(zip([*dict.fromkeys(kinds), Problem], schemas, strict=True))
    paths: dict[str, Schema] = {}
    for route in ROUTES:
        paths.setdefault(INSIDE.sub(r"{\1}", route.path), {})[route.method.lower()] = operation(route, places)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The desk of kutip",
            "version": VERSION,
            "description": "Every page is JSON where `.json` follows its address, or where `Accept: application/json` "
            'asks for it; the first page is /index.json. Lists go on where `Link: <…>; rel="next"` says.',
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def operation(route: Route, places: dict[Any, Schema]) -> Schema:
    """One thing that can be asked for or done."""
    says = (inspect.getdoc(route.answer) or "").split("\n\n")[0].replace("\n", " ")
    made: Schema = {
        "operationId": f"{route.method.lower()}_{route.answer.__name__}",
        "summary": says,
        "x-needs": route.needs,
        "parameters": [*inside(route), *(parameters(route.asks) if route.method == "GET" else ())],
        "responses": responses(route, places),
    }
    if route.needs != "open":
        made["security"] = [{"token": []}]
    if route.method == "POST":
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": places[route.asks]}}}
    return made


def responses(route: Route, places: dict[Any, Schema]) -> Schema:
    """What may come back."""
    problem = {"application/problem+json": {"schema": places[Problem]}}
    faults = {status: {"description": says, "content": problem} for status, says in FAULTS.items()}
    if route.gives is Sent:
        content: Schema = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
    else:
        content = {"application/json": {"schema": places[route.gives]}}
    status = "200" if route.method == "GET" else "201"
    return {status: {"description": inspect.getdoc(route.gives) or "", "content": content}} | faults


def inside(route: Route) -> list[Schema]:
    """What stands in the address itself."""
    kinds: dict[str, Schema] = {
        "number": {"type": "integer"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    found = INSIDE.findall(route.path)
    return [{"name": name, "in": "path", "required": True, "schema": kinds[kind]} for name, kind in found]


def parameters(asks: type[Struct]) -> list[Schema]:
    """What may follow the address."""
    schema = msgspec.json.schema(asks)
    held = schema["$defs"][asks.__name__]["properties"]
    return [
        {"name": field.name, "in": "query", "required": field.default is NODEFAULT, "schema": held[field.name]}
        for field in msgspec.structs.fields(asks)
    ]
