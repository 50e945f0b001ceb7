"""The command line: parse, call, print, exit. The one place that writes to the terminal and sets exit codes.

Exit: 2 usage, config, rule or internal error; else 3 something could not be read; else 1 findings at or above --fail-on; else 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from .errors import WellbeingLintError
from .finding import Report, Severity

FINDINGS, FAULT, UNREAD, INTERRUPTED = 1, 2, 3, 130
_SEVERITIES = click.Choice([severity.label for severity in Severity])
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Run the command line and exit. No fault of the user's or ours ever shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _complain("interrupted")
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = FAULT
    except WellbeingLintError as error:
        for line in str(error).splitlines():
            _complain(line)
        code = error.exit_code
    except BrokenPipeError:
        # the reader of our output has gone (`| head`); what is left unsaid is not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if os.environ.get("WELLBEING_LINT_DEBUG"):
            raise
        _complain(f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:300]}")
        _complain("this is our fault; WELLBEING_LINT_DEBUG=1 shows where it happened")
        code = FAULT
    sys.exit(code if isinstance(code, int) else 0)


def _complain(line: str) -> None:
    from .reporters.visible import one_line

    click.echo(f"wellbeing-lint: {one_line(line)}", err=True)


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from . import __version__

        click.echo(f"wellbeing-lint {__version__}")
        context.exit()


@click.group(context_settings=_SETTINGS)
@click.option(
    "--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Print the version."
)
def cli() -> None:
    """Find coercive, trust-eroding language in outreach drafts.

    Each finding says what the words do to trust and what to write instead.
    """


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "--select", "-s", multiple=True, metavar="NAMES", help="Only these rules, families or groups (comma-separated)."
)
@click.option("--ignore", "-i", multiple=True, metavar="NAMES", help="Not these rules, families or groups.")
@click.option("--min-severity", type=_SEVERITIES, default="note", show_default=True, help="Report nothing below this.")
@click.option(
    "--fail-on", type=_SEVERITIES, default="warning", show_default=True, help="Exit 1 for findings from this on."
)
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
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_severity: str,
    fail_on: str,
    outputs: tuple[str, ...],
    redact: bool,
    show_excused: bool,
    statistics: bool,
    color: str,
    quiet: bool,
    stdin_filename: str | None,
) -> int:
    """Check drafts: files, folders (searched for .txt and .md), or - for standard input."""
    wanted = _outputs(outputs, statistics, quiet)
    from .linter import Linter
    from .reporters import LINE_HASHED
    from .ruleset.locate import load_ruleset
    from .runner import STDIN, check_paths

    ruleset = load_ruleset()
    rules = None
    if select or ignore:
        rules = _rules_named(ruleset.names(), set(ruleset.families), _names(select), _names(ignore))
    stdin = sys.stdin.buffer.read() if STDIN in paths else b""
    report = check_paths(
        Linter(ruleset, rules),
        paths or (".",),
        stdin,
        stdin_filename or "<stdin>",
        hash_lines=any(name in LINE_HASHED for name, _ in wanted),
    )
    least = Severity.parse(min_severity)
    report = replace(
        report,
        findings=tuple(finding for finding in report.findings if finding.severity >= least),
        excused=tuple(match for match in report.excused if match.severity >= least) if show_excused else (),
    )
    if redact:
        from .redact import redact as redacted

        report = redacted(report)
    for error in report.errors:
        _complain(f"{error.path}: {error.message}")
    for name, file in wanted:
        _write(name, file, report, color)
    return _exit_code(report, Severity.parse(fail_on))


def _exit_code(report: Report, fail_on: Severity) -> int:
    if report.errors:
        return UNREAD
    return FINDINGS if any(finding.severity >= fail_on for finding in report.findings) else 0


def _outputs(given: Sequence[str], statistics: bool, quiet: bool) -> list[tuple[str, str | None]]:
    """What to write where: (format, file or None for standard output). Raises UsageError for an unknown format."""
    from .reporters import REPORTERS
    from .ruleset.yamlnodes import did_you_mean

    wanted: list[tuple[str, str | None]] = []
    for output in given:
        name, _, file = output.partition(":")
        if name not in REPORTERS:
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


def _names(options: Sequence[str]) -> set[str]:
    return {name.strip() for option in options for name in option.split(",") if name.strip()}


def _rules_named(
    names: Sequence[tuple[str, str, str]], families: set[str], select: set[str], ignore: set[str]
) -> set[str]:
    """The rules that --select and --ignore leave. Raises UsageError for a name that is none of ours."""
    from .ruleset.yamlnodes import did_you_mean
    from .runner import matching_rules

    known = {name for triple in names for name in triple} | families
    for name in sorted((select | ignore) - known):
        raise click.UsageError(f"no rule, family or group is called {name!r}; {did_you_mean(name, known)}")
    left = matching_rules(names, select, ignore)
    if not left:
        raise click.UsageError("--select and --ignore leave no rule to check with")
    return left


def _register() -> None:
    from .rules_cli import explain, rules

    cli.add_command(explain)
    cli.add_command(rules)


_register()
