"""Every setting of a crawl in one place, with its reason. House rule: a new setting goes to the group
that it belongs to, with a comment that says why it is not Scrapy's default."""

import os

from crawler.contact import PRODUCT, user_agent
from pipelines import PIPELINES

BOT_NAME = "nyhetsarkiv"
SPIDER_MODULES = ["crawler.spiders"]

# Manners. The delay between two requests to one host comes from the profile ([crawl] delay).
CONTACT = os.environ.get("NYHETSARKIV_CONTACT", "")  # without it no live site is crawled: crawler/contact.py
USER_AGENT = user_agent(CONTACT)
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = PRODUCT  # rules are for the name alone; a contact address may hold any word
CONCURRENT_REQUESTS = 2  # a publication: one on its way, one ready; more would wait out of order of priority
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one connection a host: small papers run small servers
DOWNLOAD_DELAY_JITTER = 0.0  # the profile's delay is a promise: not half of it now and then
AUTOTHROTTLE_ENABLED = True  # a slow host gets longer delays than the profile's, never shorter
AUTOTHROTTLE_MAX_DELAY = 60.0
EXTENSIONS = {  # behind AutoThrottle (0): they only ever make a delay longer
    "crawler.extensions.crawl_delay.CrawlDelay": 10,
    "crawler.extensions.retry_after.RetryAfter": 20,
}
LONGEST_WAIT = 600.0  # seconds that a server may ask for; a crawl that waits for days is none
COOKIES_ENABLED = False  # a session would tie pages together that are read one by one
REFERRER_POLICY = "no-referrer"  # which page led here is nobody's business

# Limits: a page of news is small and quick; what is not, is a mistake or a trap.
DOWNLOAD_VERIFY_CERTIFICATES = True  # a page from an impostor is no source
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 20_000_000  # bytes, unpacked
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
DEPTH_LIMIT = 0  # listing pages go back in time; traps are met by what a page yields, not by depth

# What happens to a capture: pipelines/__init__.py. The command line sets the path.
ITEM_PIPELINES = PIPELINES
ARCHIVE_PATH = "data/archive.db"

# What is asked: each address once, and nothing outside the publication.
DUPEFILTER_CLASS = "crawler.dupefilter.OncePerAddress"
DOWNLOADER_MIDDLEWARES = {
    # Ahead of everything that waits, asks for robots.txt or retries.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # OwnHosts is stricter
    "crawler.middlewares.own_hosts.OwnHosts": 55,
    "crawler.middlewares.private_addresses.PrivateAddresses": 60,
}

# Quiet by default: the command line draws its own progress, errors stand in `fetches.problem`.
LOG_LEVEL = "WARNING"
TELNETCONSOLE_ENABLED = False
