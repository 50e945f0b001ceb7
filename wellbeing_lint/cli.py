"""The command line: parse, call, print, exit. The one place that writes to the terminal and sets exit codes.

Exit: 2 usage, config, rule or internal error; else 3 something could not be read; else 1 findings at or above --fail-on; else 0.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from .errors import WellbeingLintError
from .finding import Report, Severity

if TYPE_CHECKING:
    from .git import Since
    from .settings import Choices, Settings

FINDINGS, FAULT, UNREAD, INTERRUPTED = 1, 2, 3, 130
_SEVERITIES = click.Choice([severity.label for severity in Severity])
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Run the command line and exit. No fault of the user's or ours ever shows a traceback."""
    # a short run makes objects by the thousand and hardly any rubbish: collecting it at each 700 only costs time
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        complain("interrupted")
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = FAULT
    except WellbeingLintError as error:
        for line in str(error).splitlines():
            complain(line)
        code = error.exit_code
    except BrokenPipeError:
        # the reader of our output has gone (`| head`); what is left unsaid is not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if os.environ.get("WELLBEING_LINT_DEBUG"):
            raise
        complain(f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:300]}")
        complain("this is our fault; WELLBEING_LINT_DEBUG=1 shows where it happened")
        code = FAULT
    _leave(code if isinstance(code, int) else 0)


def _leave(code: int) -> NoReturn:
    """Exit at once: taking the interpreter down object by object would cost a tenth of a clean check."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass  # nobody is listening any more
    os._exit(code)


def complain(line: str) -> None:
    """Print a line on standard error, with nothing in it that a terminal would obey."""
    from .reporters.visible import one_line

    click.echo(f"wellbeing-lint: {one_line(line)}", err=True)


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from . import __version__

        click.echo(f"wellbeing-lint {__version__}")
        context.exit()


class _Commands(click.Group):
    """Commands beside `check`, each imported when it is asked for: a hook pays for every module."""

    _ELSEWHERE: Mapping[str, str] = {
        "baseline": ".baseline_cli",
        "config": ".setup_cli",
        "explain": ".rules_cli",
        "init": ".setup_cli",
        "rules": ".rules_cli",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self._ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(self._ELSEWHERE[cmd_name], __package__), cmd_name)
        return command


@click.group(context_settings=_SETTINGS, cls=_Commands)
@click.option(
    "--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Print the version."
)
def cli() -> None:
    """Find coercive, trust-eroding language in outreach drafts.

    Each finding says what the words do to trust and what to write instead.
    """


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--config", "config_file", metavar="FILE", help="Settings for all drafts, instead of the nearest file's.")
@click.option(
    "--select", "-s", multiple=True, metavar="NAMES", help="Only these rules, families or groups (comma-separated)."
)
@click.option("--ignore", "-i", multiple=True, metavar="NAMES", help="Not these rules, families or groups.")
@click.option("--min-severity", type=_SEVERITIES, help="Report nothing below this.  [default: note]")
@click.option("--fail-on", type=_SEVERITIES, help="Exit 1 for findings from this on.  [default: warning]")
@click.option("--baseline", metavar="FILE", help="Don't report the findings that this file lists.")
@click.option("--since", metavar="REF", help="Only findings on lines changed since this commit, branch or tag.")
@click.option(
    "--output",
    "-o",
    "outputs",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help="rich, text, json, statistics, html, markdown, sarif, github, gitlab or junit; may be repeated.",
)
@click.option("--redact", is_flag=True, help="Keep the words of drafts out of every output.")
@click.option("--show-excused", is_flag=True, help="Also show what matched a rule but was excused, and why.")
@click.option("--statistics", is_flag=True, help="Only count: findings by rule and by family.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors; the exit code tells.")
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input; its suffix tells the format.")
def check(
    paths: tuple[str, ...],
    config_file: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_severity: str | None,
    fail_on: str | None,
    baseline: str | None,
    since: str | None,
    outputs: tuple[str, ...],
    redact: bool,
    show_excused: bool,
    statistics: bool,
    color: str,
    quiet: bool,
    stdin_filename: str | None,
) -> int:
    """Check drafts: files, folders (searched for drafts), or - for standard input.

    Options win over the settings file.
    """
    wanted = _outputs(outputs, statistics, quiet)
    from .reporters import LINE_HASHED
    from .runner import STDIN, Input, run
    from .settings import Choices

    settings = settings_from(
        config_file,
        Choices(
            select=_names(select),
            ignore=_names(ignore),
            min_severity=Severity.parse(min_severity) if min_severity else None,
            fail_on=Severity.parse(fail_on) if fail_on else None,
            baseline=Path(os.path.abspath(baseline)) if baseline else None,
        ),
    )
    outcome = run(
        Input(paths or (".",), sys.stdin.buffer.read() if STDIN in paths else b"", stdin_filename),
        settings.for_draft,
        lambda: settings.families,
        since=_since(since),
        hash_lines=any(name in LINE_HASHED for name, _ in wanted),
    )
    report = outcome.report if show_excused else replace(outcome.report, excused=())
    if redact:
        from .redact import redact as redacted

        report = redacted(report)
    for error in report.errors:
        complain(f"{error.path}: {error.message}")
    for notice in () if quiet else outcome.notices:
        complain(str(notice))
    for name, file in wanted:
        _write(name, file, report, color)
    if report.errors:
        return UNREAD
    return FINDINGS if outcome.fails else 0


def settings_from(config_file: str | None, choices: Choices) -> Settings:
    """The settings of a run: of `--config`, else of the file nearest to each draft."""
    from .settings import Settings

    if config_file is None:
        return Settings(choices)
    from .config_file import read_config

    return Settings(choices, read_config(Path(config_file)))


def _since(ref: str | None) -> Since | None:
    if ref is None:
        return None
    from .git import Since

    return Since(ref)


def _outputs(given: Sequence[str], statistics: bool, quiet: bool) -> list[tuple[str, str | None]]:
    """What to write where: (format, file or None for standard output). Raises UsageError for an unknown format."""
    from .reporters import REPORTERS

    wanted: list[tuple[str, str | None]] = []
    for output in given:
        name, _, file = output.partition(":")
        if name not in REPORTERS:
            from .ruleset.yamlnodes import did_you_mean

            raise click.UsageError(f"unknown output format {name!r}; {did_you_mean(name, REPORTERS)}")
        wanted.append((name, file or None))
    if not wanted:
        wanted = [("statistics" if statistics else "rich" if sys.stdout.isatty() else "text", None)]
    elif statistics:
        wanted.append(("statistics", None))
    return [(name, file) for name, file in wanted if file is not None or not quiet]


def _write(name: str, file: str | None, report: Report, color: str) -> None:
    from .reporters import render

    if file is None:
        tty = sys.stdout.isatty()
        colored = color == "always" or (color == "auto" and tty and not os.environ.get("NO_COLOR"))
        click.echo(render(name, report, width=_width(), color=colored), nl=False, color=colored or None)
        return
    try:
        with open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as opened:
            opened.write(render(name, report))
    except OSError as error:
        raise WellbeingLintError(f"can't write {file}: {error.strerror}") from error


def _width() -> int:
    """Columns of the terminal; $COLUMNS wins, so that a pipe can be given a width."""
    import shutil

    return shutil.get_terminal_size().columns


def _names(options: Sequence[str]) -> frozenset[str]:
    return frozenset(name.strip() for option in options for name in option.split(",") if name.strip())
