"""Students at their browsers and notebooks: `python -m benchmarks.service.clients`, with a plan on
standard input. Each has connections of their own, and waits for one answer before they go on."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
import ssl
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx2
import msgspec

from benchmarks.service.plans import CHECKED, HANDED_IN, Check, Client, HandIn, Plan, Result, Seen

PATIENCE = 600.0  # seconds for one answer
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
TRIES = 5
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # made once: nobody here speaks it


class Trouble(Exception):
    """An answer that is not the one which was wished for."""


class Student:
    """One of them. Seconds are counted by one clock for all processes of this machine."""

    def __init__(self, address: str, begin: float, own: Client, http: httpx2.AsyncClient) -> None:
        self._address, self._begin, self._own, self._http = address, begin, own, http
        self.seen: list[Seen] = []

    async def work(self) -> None:
        """Do all of it."""
        for each in self._own.does:
            await asyncio.sleep(self._begin + each.at - time.time())
            sent = time.time()
            try:
                seen = await (
                    self._check(each, sent) if isinstance(each, Check) else self._hand_in(each)
                )
            except (Trouble, httpx2.HTTPError) as error:
                what = CHECKED if isinstance(each, Check) else HANDED_IN
                why = f"{type(error).__name__}: {error}"
                took = time.time() - sent
                seen = Seen(self._own.student, what, each.exercise, sent, took, trouble=why)
            self.seen.append(seen)

    async def _check(self, check: Check, sent: float) -> Seen:
        body = {"exercise": check.exercise, "question": check.question, "source": check.source}
        answer = await self._http.post(
            "/api/v1/check",
            content=msgspec.json.encode(body),
            headers={"authorization": f"Bearer {self._own.token}"},
        )
        took = time.time() - sent
        if answer.status_code != 200:
            raise Trouble(f"{answer.status_code}: {answer.text[:200]}")
        status = msgspec.json.decode(answer.content)["status"]
        return Seen(self._own.student, CHECKED, check.exercise, sent, took, status=status)

    async def _hand_in(self, what: HandIn) -> Seen:
        """The page with its form, a look at the file, the file; then the page of the grading."""
        page = await self._get(f"/exercises/{what.exercise}")
        found = CSRF.search(page)
        if found is None:
            raise Trouble("There is no form.")
        form = {"csrf": found[1], "key": secrets.token_urlsafe(12)}
        files = {"file": (f"{what.exercise}.ipynb", what.content)}
        looked = await self._http.post(f"/exercises/{what.exercise}/look", data=form, files=files)
        if looked.status_code != 200:
            raise Trouble(f"{looked.status_code}: {looked.text[:200]}")
        sent = time.time()
        if what.breaks:
            await self._lose(what, form)
        sends = [self._send(what, form) for _time in range(1 + what.twice)]
        places = await asyncio.gather(*sends)
        receipt = time.time() - sent
        id = places[0].rpartition("/")[2]
        seen_places: list[int] = []
        look = asyncio.create_task(self._look(id, what.looks, seen_places))
        try:
            page = await self._get(places[0])
            if 'id="verdict" class="graded"' not in page:
                await self._until_over(f"{places[0]}/events")
                page = await self._get(f"{places[0]}/verdict")
            if 'class="graded"' not in page:
                raise Trouble("The verdict is not on the page.")
            took = time.time() - sent
        finally:
            look.cancel()
            with suppress(asyncio.CancelledError):
                await look
        return Seen(
            self._own.student, HANDED_IN, what.exercise, sent, took, receipt, id,
            sorted({place.rpartition("/")[2] for place in places}),
            hashlib.sha256(what.content).hexdigest(), seen_places,
        )  # fmt: skip

    async def _send(self, what: HandIn, form: dict[str, str]) -> str:
        """Send the file until that is answered; the place of its page."""
        files = {"file": (f"{what.exercise}.ipynb", what.content)}
        path = f"/exercises/{what.exercise}/hand-in"
        for _try in range(TRIES):
            with suppress(httpx2.TransportError):
                answer = await self._http.post(path, data=form, files=files)
                if answer.status_code != 303:
                    raise Trouble(f"{answer.status_code}: {answer.text[:200]}")
                return answer.headers["location"]
            await asyncio.sleep(0.1)
        raise Trouble("The connection was lost again and again.")

    async def _lose(self, what: HandIn, form: dict[str, str]) -> None:
        """Send the file, and go before it is answered."""
        files = {"file": (f"{what.exercise}.ipynb", what.content)}
        async with _connection(self._address, self._own) as other:
            with suppress(httpx2.HTTPError):
                path = f"/exercises/{what.exercise}/hand-in"
                await other.post(path, data=form, files=files, timeout=0.02)

    async def _get(self, path: str) -> str:
        answer = await self._http.get(path)
        if answer.status_code != 200:
            raise Trouble(f"{path}: {answer.status_code}")
        return answer.text

    async def _until_over(self, path: str) -> None:
        async with self._http.stream("GET", path) as answer:
            async for line in answer.aiter_lines():
                if line.strip() == "event: over":
                    return
        raise Trouble("The events have ended before the grading was over.")

    async def _look(self, id: str, every: float, places: list[int]) -> None:
        while every:
            with suppress(httpx2.HTTPError):
                answer = await self._http.get(f"/api/v1/hand-ins/{id}")
                before = msgspec.json.decode(answer.content).get("waiting")
                if before is None:
                    return
                places.append(before)
            await asyncio.sleep(every)


@asynccontextmanager
async def _connection(address: str, own: Client) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(
        base_url=address, cookies=own.cookies, timeout=PATIENCE, verify=NO_TLS,
        limits=httpx2.Limits(keepalive_expiry=60.0), trust_env=False,
    ) as http:  # fmt: skip
        yield http


async def _one(plan: Plan, own: Client) -> list[Seen]:
    async with _connection(plan.address, own) as http:
        student = Student(plan.address, plan.begin, own, http)
        await student.work()
    return student.seen


async def _all(plan: Plan) -> Result:
    students = [asyncio.create_task(_one(plan, own)) for own in plan.clients]
    await asyncio.sleep(plan.begin - time.time())
    before = time.process_time()
    seen = [each for some in await asyncio.gather(*students) for each in some]
    now = time.process_time()
    return Result(seen, now - before, now)


def main() -> None:
    """Do what the plan says, and write down what came of it."""
    plan = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Plan)
    sys.stdout.buffer.write(msgspec.msgpack.encode(asyncio.run(_all(plan))))


if __name__ == "__main__":
    main()
