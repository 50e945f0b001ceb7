"""The commands for those who read and write rules: `explain`, and `rules list|test|explain-match|new`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import RulesetError, WellbeingLintError

if TYPE_CHECKING:
    from .ruleset.compiled import CompiledRuleset


@click.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Explain a rule or a family: what the words do to trust, and what to write instead."""
    from .ruleset.yamlnodes import did_you_mean

    ruleset = _ruleset()
    if rule in ruleset.families:
        click.echo(_family_page(ruleset, rule))
    elif rule in ruleset.rule_numbers:
        click.echo(_rule_page(ruleset, rule))
    else:
        known = [*ruleset.rule_numbers, *ruleset.families]
        raise click.UsageError(f"no rule or family is called {rule!r}; {did_you_mean(rule, known)}")


@click.group()
def rules() -> None:
    """List, test and write rules."""


@rules.command("list")
def list_rules() -> None:
    """Every rule, by family."""
    ruleset = _ruleset()
    width = max(len(rule.id) for rule in ruleset.rules)
    for family in ruleset.families.values():
        members = [rule for rule in ruleset.rules if rule.family == family.name]
        click.echo(f"{family.title} ({family.group}/{family.name}): {len(members)} rules")
        for rule in sorted(members, key=lambda member: member.id):
            click.echo(f"  {rule.id:<{width}}  {rule.severity.label:<7}  {rule.message}")


@rules.command("test")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=True))
def test_rules(files: Sequence[str]) -> int:
    """Run the rules' own examples: of the built-in rules, or of the rule FILES or folders given."""
    from .ruleset.compile import compile_rules
    from .ruleset.compiled import CompiledRuleset
    from .ruleset.load import load_rules
    from .ruleset.locate import builtin_folder
    from .ruletest import check_examples

    own = [Path(file).resolve() for file in files]
    # a whole set of rules (a checkout of ours, say) stands in for the built-in one
    whole = [path for path in own if (path / "families.yaml").is_file()]
    builtin = whole[0] if whole else builtin_folder().resolve()
    extra = [path for path in own if not path.is_relative_to(builtin)]
    source = load_rules([builtin, *extra])
    tested = [rule for rule in source.rules if not own or _lies_in(Path(rule.path).resolve(), own)]
    if not tested:
        raise WellbeingLintError("there is no rule in what was given")
    faults = check_examples(tested, CompiledRuleset(compile_rules(source)))
    if faults:
        raise RulesetError(faults)
    examples = sum(len(rule.flag) + len(rule.pass_) + len(rule.try_instead) for rule in tested)
    click.echo(f"{len(tested)} rules, {examples} examples: all as they should be.")
    return 0


def _lies_in(path: Path, places: Sequence[Path]) -> bool:
    return any(path.is_relative_to(place) for place in places)


@rules.command("new")
@click.argument("rule_id", metavar="ID")
@click.option("--family", required=True, help="The family of the act; `rules list` shows them.")
@click.option("--folder", type=click.Path(file_okay=False), default="rules", show_default=True)
def new_rule(rule_id: str, family: str, folder: str) -> None:
    """Write a rule file ID.yaml to fill in, in FOLDER/GROUP."""
    from .ruleset.locate import load_ruleset
    from .ruleset.template import rule_template
    from .ruleset.yamlnodes import did_you_mean

    ruleset = load_ruleset()
    if family not in ruleset.families:
        raise click.UsageError(f"unknown family {family!r}; {did_you_mean(family, ruleset.families)}")
    if rule_id in ruleset.rule_numbers:
        raise click.UsageError(f"there is a rule {rule_id!r} already")
    path = Path(folder) / ruleset.families[family].group / f"{rule_id}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(rule_template(rule_id, family))
    except OSError as error:
        raise WellbeingLintError(f"can't write {path}: {error.strerror}") from error
    click.echo(f"{path} is ready to be filled in. Then: wellbeing-lint rules test {path}")


@rules.command("explain-match")
@click.argument("sentence")
@click.option("--rule", help="Only this rule: also says which words each of its patterns lacked.")
def explain_match(sentence: str, rule: str | None) -> None:
    """Why a SENTENCE is found or not: which patterns fired, which excuse applied, which words were missing."""
    from .explain import explain_sentence
    from .ruleset.yamlnodes import did_you_mean

    ruleset = _ruleset()
    if rule is not None and rule not in ruleset.rule_numbers:
        raise click.UsageError(f"no rule is called {rule!r}; {did_you_mean(rule, ruleset.rule_numbers)}")
    for line in explain_sentence(ruleset, sentence, rule):
        click.echo(line)


def _ruleset() -> CompiledRuleset:
    """The rules that the settings of the working folder ask for, whether or not their examples hold: their author wants
    to see why."""
    from .config import find_config
    from .ruleset.locate import load_ruleset

    settings = find_config(Path())
    return load_ruleset(settings.rules, builtin=settings.builtin_rules)


def _rule_page(ruleset: CompiledRuleset, rule_id: str) -> str:
    rule = ruleset.rules[ruleset.rule_numbers[rule_id]]
    family = ruleset.families[rule.family]
    basis = "" if rule.model.basis == "stated" else " (our reading of the model, not its words)"
    lines = [
        f"{rule.id}: {rule.message}",
        f"{rule.severity.label}, family {family.name} ({family.title})",
        "",
        "What it does to trust",
        f"  {rule.why}",
        "",
        f"The model: {rule.model.title}{basis}",
        f"  {rule.model.summary}",
        f"  {rule.model.url}",
        *(f"  See also: {source}" for source in rule.sources),
        "",
        "Write instead",
        *(f"  - {text}" for text in rule.try_instead),
        "",
        "Found, for example",
        *(f"  - {text}" for text in rule.flag),
        "",
        "Not found, and rightly",
        *(f"  - {text}" for text in rule.pass_),
    ]
    return "\n".join(lines)


def _family_page(ruleset: CompiledRuleset, name: str) -> str:
    family = ruleset.families[name]
    members = [rule for rule in ruleset.rules if rule.family == name]
    lines = [f"{family.title} ({family.group}/{family.name})", f"  {family.what}", ""]
    lines += [f"  {rule.id}: {rule.message}" for rule in members]
    return "\n".join(lines)
