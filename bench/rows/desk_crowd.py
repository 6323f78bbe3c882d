"""T40: fifty who ask a desk for much at once, and what others notice of it."""

import json
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path

from tests.desks import served

from bench.desk import PIPES, built, ranks
from bench.rows import Outcome, Row
from bench.served import AT_ONCE, ELSEWHERE, reading
from kutip import store
from kutip.kept import Hit, Question
from kutip.serve.desk import Opening

CLAIMS = 100_000
MUCH = (
    "/search?q={0}", "/search?q=*", "/search?q=-{0}", "/search?q=a*", "/search?q=ab*+cd*+ef*+gh*", "/search?q={0}*",
    "/search?after=1000000", "/search?q={0}&after=1000000", "/search?limit=200", "/search?q=%22{0}+{0}%22",
    "/source/1", "/sources", "/search?since=0001&until=9999&limit=200",
)  # fmt: skip
"""What costs most, for a word that many claims have."""
TOLD = {200, 400, 503}
ASK = "from bench.rows import desk_crowd; desk_crowd.ask({!r}, {}, {!r})"


def crowded(data: Path) -> Outcome:
    """Others wait less than twice as long, and who asks for much is answered or told to come back."""
    with tempfile.TemporaryDirectory() as folder:
        path = built(Path(folder), CLAIMS)
        with store.open(path) as library:
            last = library.reports(limit=1)[0].id
            word = frequent(library.search(Question(), limit=200).hits)
        with served(Opening(path)) as desk:
            opening = desk.opening
            reading(opening, last)  # warm
            alone = reading(opening, last)
            code = ASK.format(opening.host, opening.port, word)
            asking = subprocess.Popen([sys.executable, "-c", code], **PIPES)
            asking.stdout.readline()  # they have begun
            beside = ranks(reading(opening, last))
            told, hinted = json.loads(asking.communicate("\n")[0])
            alone = ranks([*alone, *reading(opening, last)])  # as the machine is before and after
    holds = {int(code) for code in told} <= TOLD and hinted and beside["p99"] < 2 * alone["p99"]
    return Outcome(
        holds, f"{AT_ONCE} at once were told {told}; p99 of others {alone['p99']} ms, then {beside['p99']} ms"
    )


def frequent(hits: Sequence[Hit]) -> str:
    """The commonest word of some claims."""
    words = Counter(word for hit in hits for word in set(hit.says.lower().split()) if word.isalpha())
    return words.most_common(1)[0][0]


def ask(host: str, port: int, word: str) -> None:
    """Fifty ask for much until a line comes in; prints what they were told, and whether each 503 had a hint."""
    stop, told, bare = threading.Event(), Counter[int](), list[str]()

    def asking(number: int) -> None:
        web = HTTPConnection(host, port, source_address=(ELSEWHERE, 0))
        while not stop.is_set():
            web.request("GET", MUCH[number % len(MUCH)].format(word))
            answer = web.getresponse()
            body, number = answer.read().decode(), number + 1
            told[answer.status] += 1
            if answer.status == 503:
                if not answer.headers["retry-after"] or ("try again" not in body and "ask for less" not in body):
                    bare.append(body)
                stop.wait(float(answer.headers["retry-after"] or 1))

    threads = [threading.Thread(target=asking, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    print("begun", flush=True)
    sys.stdin.readline()
    stop.set()
    for thread in threads:
        thread.join()
    print(json.dumps((told, not bare)))


ROWS = (Row("T40", "who asks for much makes nobody else wait", crowded),)
