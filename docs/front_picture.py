"""Makes docs/front.png, the analyst's guide's picture, of `serve` over the demo: `make picture`.

It needs Chromium, and data/demo.db, which docs.picture has made before.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from crawler.browser import chromium
from tests.browser import browser_tab

ARCHIVE = Path("data/demo.db")
PAGE = "?q=fisk+OR+laks"
WIDTH, HEIGHT = 960, 640
PICTURE = Path(__file__).with_name("front.png")
SERVE = [sys.executable, "-m", "nyhetsarkiv", "serve", "--archive", str(ARCHIVE), "--port", "0", "--json"]


async def picture_of(address: str) -> bytes:
    """The page as PNG, as much as stands on one screen."""
    async with browser_tab() as tab:
        await tab.open(address, WIDTH, HEIGHT)
        return await tab.picture(whole=False)


def main() -> None:
    """Serve the demo and write the picture."""
    if chromium() is None:
        sys.exit("docs/front.png needs Chromium. Install it: apt install chromium.")
    with subprocess.Popen(SERVE, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        told = "".join(iter(serving.stdout.readline, "}\n")) + "}"
        PICTURE.write_bytes(asyncio.run(picture_of(json.loads(told)["address"] + PAGE)))
        serving.terminate()


if __name__ == "__main__":
    main()
