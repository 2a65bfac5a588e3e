"""Debian's Chromium without a window, over its DevTools protocol: what a page looks like to a reader."""

from __future__ import annotations

import asyncio
import base64
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from crawler.browser import chromium

_LISTENING = re.compile(rb"DevTools listening on (ws://\S+)")
_OPTIONS = (
    "--headless=new", "--remote-debugging-port=0", "--no-first-run", "--disable-gpu", "--no-sandbox",
    "--disable-dev-shm-usage", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_PATIENCE = 60.0  # seconds; the machine may be busy


@dataclass
class Tab:
    """One tab. `complaints` is what its console said."""

    socket: ClientWebSocketResponse
    session: str = ""
    complaints: list[str] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    async def open(self, address: str, width: int = 1200, height: int = 900, *, dark: bool = False) -> None:
        """Load a page into a screen of that size, and wait until it stands."""
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        await self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        await self.send("Emulation.setEmulatedMedia", features=scheme)
        await self.send("Page.navigate", wait_for="Page.loadEventFired", url=address)

    async def value(self, expression: str) -> Any:
        """What a piece of JavaScript says on the page."""
        answer = await self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    async def picture(self, *, whole: bool = True) -> bytes:
        """The page as PNG."""
        answer = await self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(answer["data"])

    async def send(self, method: str, *, wait_for: str = "", **values: Any) -> dict[str, Any]:
        """Send a command; its answer, once an event has come too that is waited for."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": values}
        await self.socket.send_json(message | ({"sessionId": self.session} if self.session else {}))
        answer: dict[str, Any] | None = None
        while answer is None or wait_for:
            told = await self.socket.receive(_PATIENCE)
            assert told.type == WSMsgType.TEXT, told
            event = told.json()
            if event.get("id") == number:
                assert "error" not in event, event
                answer = event["result"]
            wait_for = "" if event.get("method") == wait_for else wait_for
            self._note(event)
        return answer

    def _note(self, event: dict[str, Any]) -> None:
        values = event.get("params", {})
        if event.get("method") == "Log.entryAdded":
            self.complaints.append(values["entry"]["text"])
        elif event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(values["exceptionDetails"]["text"])
        elif event.get("method") == "Runtime.consoleAPICalled":
            self.complaints.append(str(values["args"]))


@asynccontextmanager
async def browser_tab() -> AsyncIterator[Tab]:
    """A tab of a browser of its own, which is ended with the block."""
    program = chromium()
    assert program is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            program, *_OPTIONS, f"--user-data-dir={folder}", "about:blank", stderr=asyncio.subprocess.PIPE
        )
        try:
            async with (
                ClientSession() as client,
                client.ws_connect(await _devtools(process), max_msg_size=0) as socket,
            ):
                tab = Tab(socket)
                target = await tab.send("Target.createTarget", url="about:blank")
                attached = await tab.send("Target.attachToTarget", targetId=target["targetId"], flatten=True)
                tab.session = attached["sessionId"]
                for domain in ("Page", "Log", "Runtime"):
                    await tab.send(f"{domain}.enable")
                yield tab
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _devtools(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    while line := await asyncio.wait_for(process.stderr.readline(), _PATIENCE):
        if match := _LISTENING.search(line):
            return match[1].decode()
    raise AssertionError("Chromium ended before it listened.")
