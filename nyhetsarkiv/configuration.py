"""The settings in force, each with where it comes from and how it is changed.

Nothing is listed here that is defined elsewhere: options come from the command, the crawl's settings
and their reasons from crawler/settings.py, those of a profile from its dataclass, versions from the
package's metadata.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

import click
from click.core import ParameterSource

from archive.crawl_file import crawl_file
from archive.warc.folder import warc_folder
from crawler import settings as crawl_settings
from crawler.browser import chromium
from crawler.contact import user_agent
from crawler.sites.profile import Crawl
from crawler.sites.registry import FOLDER, find_site, site_names
from nyhetsarkiv.versions import PACKAGE, extras, parts

Column = Literal["source", "change", "about"]
_DEFAULT = "default"
_SETTINGS_FILE = "crawler/settings.py"
_COMMENTED = re.compile(r"^ *(\w+)(?:: [^=\n]+)? = .*?  # (.+)$", re.MULTILINE)
_PART = re.compile(r"[a-z_]+(\.\w+)+")  # what a crawl is built of, by its name in Python
_BY_OPTION = {"CONTACT"}  # settings of a crawl that an option gives


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting in force: where its value comes from, how it is changed, and what it is about."""

    name: str
    value: Any
    source: str
    change: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Settings of one kind; `columns` are what a reader wants to see of them besides name and value.

    `change` says how all of them are changed, where that is one way.
    """

    title: str
    settings: tuple[Setting, ...]
    columns: tuple[Column, ...]
    change: str = ""


def read_groups(context: click.Context, archive: Path, contact: str) -> list[Group]:
    """All settings, as a command that runs in `context` with this archive and contact address has them."""
    return [
        Group(
            "Given to the command", (*_options(context), _user_agent(contact)), columns=("source", "change")
        ),
        Group("Where things are kept", tuple(_places(archive)), columns=("source", "change")),
        Group(
            "A publication's crawl",
            tuple(_of_profiles()),
            columns=("about",),
            change="Write NAME = VALUE under [crawl] in the publication's profile.",
        ),
        Group(
            "Every crawl",
            tuple(_of_crawls()),
            columns=("about",),
            change=f"Change it in {_SETTINGS_FILE}; once: scrapy crawl news -a site=packnews -s NAME=VALUE",
        ),
        Group("Versions", (*_libraries(), *_extras()), columns=("change",)),
    ]


def _options(context: click.Context) -> Iterator[Setting]:
    """Every option of the command that the environment may give."""
    for option in context.command.params:
        if isinstance(option, click.Option) and option.envvar and option.name:
            flag, variable = option.opts[0], str(option.envvar)
            given = context.get_parameter_source(option.name)
            sources = {ParameterSource.COMMANDLINE: flag, ParameterSource.ENVIRONMENT: variable}
            source = sources.get(given, _DEFAULT) if given else _DEFAULT
            value = str(context.params[option.name])
            yield Setting(option.name, value, source, f"{flag} or {variable}", option.help or "")


def _user_agent(contact: str) -> Setting:
    return Setting("user agent", user_agent(contact), "contact", "--contact", "sent with every request")


def _places(archive: Path) -> Iterator[Setting]:
    home = archive.absolute()
    yield Setting("archive file", str(home), "archive", "--archive")
    yield Setting("queues of crawls", str(crawl_file(home)), "archive", "--archive")
    if crawl_settings.WARC_FOLDER:
        copies = Path(crawl_settings.WARC_FOLDER).absolute()
        yield Setting("raw copies", str(copies), _SETTINGS_FILE, "WARC_FOLDER")
    else:
        yield Setting("raw copies", str(warc_folder(home)), "archive", "--archive or WARC_FOLDER")
    yield Setting("profiles", str(FOLDER), "program", "a profile's path in the place of its name")


def _of_profiles() -> Iterator[Setting]:
    """What a profile may say of its crawl, and where one says something else than the default."""
    about = _comments(Crawl)
    for key in fields(Crawl):
        change = f"[crawl] {key.name}"
        yield Setting(key.name, key.default, _DEFAULT, change, about.get(key.name, ""))
        for name in site_names():
            value = getattr(find_site(name).crawl, key.name)
            if value != key.default:
                yield Setting(f"{key.name}, {name}", value, str(FOLDER / f"{name}.toml"), change)


def _of_crawls() -> Iterator[Setting]:
    """Every setting of a crawl that is a number, a text, yes or no, or a list of numbers, with its reason."""
    for name, about in _comments(crawl_settings).items():
        value = getattr(crawl_settings, name, None)
        if name not in _BY_OPTION and _is_plain(value):
            yield Setting(name, value, _SETTINGS_FILE, _SETTINGS_FILE, about)


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, int | float | tuple) for one in value)
    return isinstance(value, int | float) or (isinstance(value, str) and not _PART.fullmatch(value))


def _comments(source: Any) -> dict[str, str]:
    """The comment on the line of each value that a module or class defines."""
    return dict(_COMMENTED.findall(inspect.getsource(source)))


def _libraries() -> Iterator[Setting]:
    for name, version in parts().items():
        yield Setting(name, version, "", "")


def _extras() -> Iterator[Setting]:
    for extra, missing in extras().items():
        change = f"pip install '{PACKAGE}[{extra}]'" if missing else ""
        yield Setting(f"extra {extra}", f"without {', '.join(missing)}" if missing else "there", "", change)
    browser = chromium()
    yield Setting("chromium", browser or "without", "", "" if browser else "apt install chromium")
