"""What git knows of drafts: which of their lines changed since a commit, and what they were called before."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .documents import reader_for
from .errors import WellbeingLintError
from .finding import Finding
from .origin import repository_path, repository_root

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\(?:([0-7]{3})|(.))")
_NAMED_ESCAPES = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
# The user's settings must not change what is parsed here.
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--ignore-submodules")


def run_git(root: Path, *args: str, index: str | None = None) -> bytes:
    """What `git` prints, run in `root`. Raises WellbeingLintError with git's own reason when it fails or is missing."""
    env = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    if index is not None:
        env["GIT_INDEX_FILE"] = index
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *args], cwd=root, env=env, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise WellbeingLintError("git is not installed, or not on the path") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise WellbeingLintError(f"git {args[0]} failed: {said[0] if said else done.returncode}")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in one repository: `lines`, 1-based and inclusive, by path from its `root`.

    `whole` are the changed files in which git can't tell lines apart; a file that is not `tracked` is all new.
    """

    root: Path
    tracked: frozenset[str]
    whole: frozenset[str]
    lines: Mapping[str, tuple[tuple[int, int], ...]]

    def has(self, path: str) -> bool:
        """Whether anything in the draft changed."""
        place = repository_path(path, self.root)
        return place not in self.tracked or place in self.whole or place in self.lines

    def touches(self, finding: Finding) -> bool:
        """Whether a changed line is one of the finding's, or lines inside of it were deleted.

        Formats of which only the extracted text has lines (docx, pdf, e-mail) count as changed in every line.
        """
        place = repository_path(finding.path, self.root)
        reader = reader_for(finding.path)
        if place not in self.tracked or place in self.whole or (reader is not None and reader.extracts):
            return True
        return any(finding.line <= last and finding.end_line >= first for first, last in self.lines.get(place, ()))


class Since:
    """The changes since a commit, of every repository that drafts of a run are in. Raises WellbeingLintError."""

    def __init__(self, ref: str) -> None:
        self._ref = ref
        self._known: dict[Path, Changes] = {}

    def changes(self, path: str) -> Changes:
        """The changes in the repository of the draft at `path`."""
        root = repository_root(os.path.dirname(path) or os.curdir)
        if root not in self._known:
            if not (root / ".git").exists():
                raise WellbeingLintError(f"--since needs git: {path} is in no git repository")
            self._known[root] = changes_since(root, self._ref)
        return self._known[root]


def changes_since(root: Path, ref: str) -> Changes:
    """What changed in the repository at `root` since it left `ref` (a commit, branch or tag), committed or not.

    Raises WellbeingLintError when git is missing or there is no such commit.
    """
    base = _base(root, ref)
    tracked = run_git(root, "ls-files", "-z").split(b"\0")
    counts = run_git(root, "diff", *_PLAIN, "--numstat", "-z", base, "--")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/")
    patch = run_git(root, "diff", *_PLAIN, *prefixes, "--unified=0", base, "--")
    return Changes(
        root,
        frozenset(os.fsdecode(path) for path in tracked if path),
        frozenset(_without_lines(counts)),
        {path: tuple(ranges) for path, ranges in _changed_lines(patch).items()},
    )


def _base(root: Path, ref: str) -> str:
    """The commit to compare with: where `ref` and what is checked out parted, so that what others added since is not ours."""
    if ref.startswith("-"):
        raise WellbeingLintError(f"--since {ref}: a commit, branch or tag is wanted")
    try:
        commit = run_git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").decode().strip()
    except WellbeingLintError as error:
        if "not installed" in str(error):
            raise
        hint = "; a shallow clone holds only the last commit: fetch more (fetch-depth: 0)" if _is_shallow(root) else ""
        raise WellbeingLintError(f"--since {ref}: there is no such commit, branch or tag in {root}{hint}") from error
    try:
        return run_git(root, "merge-base", commit, "HEAD").decode().split()[0]
    except (WellbeingLintError, IndexError):
        return commit


def _is_shallow(root: Path) -> bool:
    return run_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _without_lines(counts: bytes) -> Iterator[str]:
    """The changed files that git takes for binary, from `git diff --numstat -z`."""
    fields = iter(counts.split(b"\0"))
    for entry in fields:
        if not entry:
            continue
        added, _, path = entry.split(b"\t", 2)
        if not path:  # renamed: the old and the new path come as fields of their own
            next(fields)
            path = next(fields)
        if added == b"-":
            yield os.fsdecode(path)


def _changed_lines(patch: bytes) -> dict[str, list[tuple[int, int]]]:
    """Path -> first and last of the lines of each hunk; for lines that are gone, the line after and the one before."""
    changed: dict[str, list[tuple[int, int]]] = {}
    path = ""
    skip = 0  # lines of a hunk's content, which may look like anything
    for line in patch.split(b"\n"):
        if skip:
            skip -= not line.startswith(b"\\")
            continue
        hunk = _HUNK.match(line)
        if hunk is not None:
            removed, first, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            skip = removed + added
            changed.setdefault(path, []).append((first, first + added - 1) if added else (first + 1, first))
        elif line.startswith(b"+++ "):
            name = line[4:].rstrip(b"\t")
            path = os.fsdecode(_unquoted(name).removeprefix(b"b/"))
    return changed


def _unquoted(name: bytes) -> bytes:
    """A path as git prints it: in quotation marks, with escapes, when it holds odd characters."""
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(
        lambda m: bytes([int(m[1], 8)]) if m[1] else _NAMED_ESCAPES.get(m[2], m[2]), name.removesuffix(b'"')[1:]
    )


def earlier_paths(path: str) -> tuple[Path, ...]:
    """What git knows the file at `path` was called before, the latest first: renamed in a commit, or since the last one.

    Nothing when git is missing or knows of no repository.
    """
    root = repository_root(os.path.dirname(path) or os.curdir)
    place = repository_path(path, root)
    names: list[str] = []
    try:
        uncommitted = _renamed_since_commit(root, place)
        names += uncommitted
        followed = uncommitted[0] if uncommitted else place
        history = ("log", "--follow", "--find-renames", "--diff-filter=R", "--name-status", "-z", "--format=")
        names += [old for old, _ in _renames(run_git(root, *history, "--", followed))]
    except WellbeingLintError:
        pass  # no repository, or no commit yet
    return tuple(Path(os.path.abspath(root / name)) for name in dict.fromkeys(names))


def _renamed_since_commit(root: Path, place: str) -> list[str]:
    """The name that `place` had in the last commit, although the file may not have been added yet."""
    index = os.path.join(root, run_git(root, "rev-parse", "--git-path", "index").decode().strip())
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "index")  # so that the user's own index stays as it is
        shutil.copy(index, copy)
        run_git(root, "add", "--intent-to-add", "--", place, index=copy)
        changed = run_git(root, "diff", *_PLAIN, "--name-status", "--diff-filter=R", "-z", "HEAD", "--", index=copy)
    return [old for old, new in _renames(changed) if new == place]


def _renames(status: bytes) -> list[tuple[str, str]]:
    """(old, new) of each entry of `--name-status -z`, which holds nothing but renames."""
    fields = [os.fsdecode(field.lstrip(b"\n")) for field in status.split(b"\0") if field.strip()]
    return [(fields[at + 1], fields[at + 2]) for at in range(0, len(fields) - 2, 3)]
