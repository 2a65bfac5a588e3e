from __future__ import annotations

import pytest

from nyhetsarkiv import work_progress
from nyhetsarkiv.work_progress import WorkProgress


@pytest.mark.parametrize(
    ("total", "lines"),
    [(3, ["1 page of 3", "2 pages of 3", "3 pages of 3"]), (None, ["1 page", "2 pages", "3 pages"])],
)
def test_piped_it_is_a_plain_line_now_and_then(
    total: int | None,
    lines: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work_progress, "SECONDS_BETWEEN_LINES", 0.0)
    with WorkProgress("page", total) as progress:
        assert list(progress.over("abc")) == ["a", "b", "c"]
    out, err = capsys.readouterr()
    assert (out, [line.partition(",")[0] for line in err.splitlines()]) == ("", lines)


def test_quiet_or_quick_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for quiet in (True, False):
        with WorkProgress("page", quiet=quiet) as progress:
            assert list(progress.over(range(3))) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")
