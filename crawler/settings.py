"""Every setting of a crawl in one place, with its reason. House rule: a new setting goes to the group
that it belongs to, with a comment that says why it is not Scrapy's default. `nyhetsarkiv config` shows
those that are a number, a text, yes or no, or a list of numbers, each with the comment on its line."""

import os

from crawler.contact import PRODUCT, user_agent
from pipelines import PIPELINES

BOT_NAME = "nyhetsarkiv"
SPIDER_MODULES = ["crawler.spiders"]

# Manners. The delay between two requests to one host comes from the profile ([crawl] delay).
CONTACT = os.environ.get("NYHETSARKIV_CONTACT", "")  # without it no live site is crawled: crawler/contact.py
USER_AGENT = user_agent(CONTACT)
ROBOTSTXT_OBEY = True  # by crawler/middlewares/robots.py, which cannot be switched off
ROBOTSTXT_USER_AGENT = PRODUCT  # rules are for the name alone; a contact address may hold any word
CONCURRENT_REQUESTS = 2  # a publication: one on its way, one ready; more would wait out of order of priority
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one connection a host: small papers run small servers
DOWNLOAD_DELAY_JITTER = 0.0  # the profile's delay is a promise: not half of it now and then
AUTOTHROTTLE_ENABLED = True  # a slow host gets longer delays than the profile's, never shorter
AUTOTHROTTLE_MAX_DELAY = 60.0  # seconds, however slow the host
DOWNLOAD_HANDLERS_BASE = dict.fromkeys(("http", "https"), "crawler.http_handler.HttpHandler")
DOWNLOADER = "crawler.downloader.PatientDownloader"  # what waits to be sent obeys a rest that begins
EXTENSIONS_BASE: dict[str, int] = {}  # of Scrapy's, one: nothing is counted twice, nothing listens
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": 0,  # those behind it only ever make a delay longer
    "crawler.extensions.crawl_delay.CrawlDelay": 10,
    "crawler.extensions.retry_after.RetryAfter": 20,
    "crawler.extensions.quick_end.QuickEnd": 30,  # ends a crawl without the delays that are left
}
HOST_FILE_FRESH_FOR = 24 * 3600.0  # seconds for which a robots.txt is good, RFC 9309, 2.4
HOST_WAITS = [10, 50, 250]  # pauses before a host in trouble is asked again, in multiples of its delay
HOST_FAILURES = 8  # in a row, until a host rests; crawler/middlewares/breaker.py
HOST_RESTS = [15, 75, 300, 900]  # how long, in multiples of its delay; after the last one it is given up
LONGEST_WAIT = 600.0  # seconds that a server may ask for; a crawl that waits for days is none
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "nb, nn;q=0.9, no;q=0.8, *;q=0.1",  # some sites have an edition in English
}
REFERRER_POLICY = "no-referrer"  # which page led here is nobody's business

# Limits: a page of news is small and quick; what is not, is a mistake or a trap.
DOWNLOAD_TIMEOUT = 60  # seconds for one answer
DOWNLOAD_MAXSIZE = 8_000_000  # bytes, unpacked; a sitemap may have the 50 MB of its protocol
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5  # for one page
METAREFRESH_MAXDELAY = 10  # seconds; a page that leads on later is there to be read
BROWSER_SETTLE = 1.5  # seconds that a page's scripts get after it has loaded ([crawl] browser)
RETRY_TIMES = 2  # after the first request; then the page has failed
RETRY_EXCEPTIONS = [  # those that crawler/http_handler.py raises; Scrapy's list loads its own handler and TLS
    "scrapy.exceptions.CannotResolveHostError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.DownloadTimeoutError",
    "scrapy.exceptions.ResponseDataLossError",
    OSError,  # a body that cannot be unpacked
]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # it stands in `fetches.problem`

# What happens to a capture: pipelines/__init__.py. The command line sets the path.
ITEM_PIPELINES = PIPELINES
MAKE_AHEAD = "pipelines.make_ahead.make_ahead"  # their part that is done where a page is read
ARCHIVE_PATH = "data/archive.db"
WARC_FOLDER = ""  # of the raw copies; empty: the folder `warc` beside the archive

# What is asked: each address once, and nothing outside the publication.
SCHEDULER = "crawler.frontier.Frontier"  # a queue on disk that a killed crawl goes on with
CRAWL_MEMORY = "archive.crawl_memory.ArchiveMemory"  # keeps that queue beside the archive
REVISITS = [  # `refresh`: an article younger than so many hours is looked at every so many hours
    (24, 2),  # most corrections are made on the first day
    (3 * 24, 12),
    (14 * 24, 2 * 24),
    (60 * 24, 7 * 24),
    (365 * 24, 30 * 24),  # the last line is for all older ones, and for those that are gone
]
GONE_AFTER = 24 * 3600.0  # seconds between two times that a page is missing (404, 410) until it is gone
# Scrapy's own are named below, each in its usual place: one that is switched off would still be loaded.
# No proxy: one that is named in the environment would connect where our checks do not reach.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    # Ahead of everything that waits, asks for robots.txt or retries.
    "crawler.middlewares.traps.Traps": 50,
    "crawler.middlewares.own_hosts.OwnHosts": 55,  # stricter than Scrapy's
    "crawler.middlewares.private_addresses.PrivateAddresses": 60,
    "crawler.middlewares.robots.Robots": 100,  # Scrapy's takes a host that fails for open
    "crawler.middlewares.reservations.Reservations": 110,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "crawler.middlewares.breaker.Breaker": 540,  # in front of retries: counts what they have given up
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "crawler.middlewares.meta_refresh.MetaRefresh": 580,
    "crawler.middlewares.whole_bodies.WholeBodies": 590,  # unpacks
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    # Nearest to the downloader: sees what the network carried, packed as it came.
    "crawler.middlewares.exchanges.Exchanges": 950,
}
# One more where a profile asks for it: a session ties pages together that are read one by one.
COOKIES = {"scrapy.downloadermiddlewares.cookies.CookiesMiddleware": 700}
# What a page leads to goes into the queue past all of Scrapy's, which are for requests that a spider yields.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": 50,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,  # redirects ask it
}

# Scrapy would look at the source of a callback for every answer: a quarter of the time of a small page.
WARN_ON_GENERATOR_RETURN_VALUE = False
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 20_000_000  # bytes of answers in hand: with 5 MB a host waits for our storing
CONCURRENT_ITEMS = 1  # in the order of the spider; a hundred tasks for every answer would be slow

# Quiet by default: the command line draws its own progress, errors stand in `fetches.problem`.
LOG_LEVEL = "WARNING"
