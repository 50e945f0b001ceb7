"""Nothing contacts the network: a run over every example, in every format, with sockets that can't be made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_cli import run
from wellbeing_lint.reporters import REPORTERS

BLOCK = """\
import os, socket, traceback

def refused(*args, **kwargs):
    # spaCy brings urllib3, which at its import asks the machine whether it has IPv6; that is refused, but no contact
    if not any(frame.name == "_has_ipv6" for frame in traceback.extract_stack()):
        with open(os.environ["SOCKETS_ASKED_FOR"], "a") as log:
            log.write("".join(traceback.format_stack()))
    raise OSError("no sockets here")

class Refused:
    def __new__(cls, *args, **kwargs):
        refused(*args)

socket.socket = Refused
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refused
"""


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """The environment of a Python, and of those it starts, in which no socket can be made."""
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    return {"PYTHONPATH": f"{tmp_path / 'block'}:{ROOT}", "SOCKETS_ASKED_FOR": str(tmp_path / "asked")}


def test_sockets_are_blocked_in_these_tests(offline: dict[str, str]) -> None:
    import os
    import subprocess
    import sys

    code = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **offline}, capture_output=True, check=False)
    assert done.returncode == 1
    assert Path(offline["SOCKETS_ASKED_FOR"]).exists()


def test_every_example_is_checked_in_every_format_without_a_socket(tmp_path: Path, offline: dict[str, str]) -> None:
    outputs = [f"--output={name}:{tmp_path / name}" for name in REPORTERS]
    done = run("check", ROOT / "examples", "--show-excused", *outputs, "--output=json", **offline)
    report = json.loads(done.stdout)
    assert (done.returncode, report["errors"]) == (1, [])
    assert report["files"] >= 20
    assert all((tmp_path / name).stat().st_size for name in REPORTERS)
    assert _asked(offline) == ""


@pytest.mark.parametrize("command", [["rules", "list"], ["explain", "shaming"], ["config", "show"], ["--version"]])
def test_other_commands_make_no_socket_either(command: list[str], offline: dict[str, str]) -> None:
    assert run(*command, **offline).returncode == 0
    assert _asked(offline) == ""


def _asked(offline: dict[str, str]) -> str:
    """Where sockets were asked for."""
    log = Path(offline["SOCKETS_ASKED_FOR"])
    return log.read_text(encoding="utf-8") if log.exists() else ""
