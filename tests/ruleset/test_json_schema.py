"""The schema that editors complete rules by agrees with the loader."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.conftest import ROOT
from wellbeing_lint.ruleset.json_schema import rule_schema
from wellbeing_lint.ruleset.load import load_rules

SHIPPED = ROOT / "rules" / "rule.schema.json"


def test_the_shipped_schema_is_the_one_the_code_says() -> None:
    source = load_rules([ROOT / "rules"])
    points = {name: point.page for name, point in source.points.items()}
    schema = rule_schema(source.families, points, [excuse.kind for excuse in source.excuses])
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == schema, "run: python -m tests.ruleset.test_json_schema"


def test_every_built_in_rule_fits_the_schema() -> None:
    import yaml

    schema = json.loads(SHIPPED.read_text(encoding="utf-8"))
    for rule in load_rules([ROOT / "rules"]).rules:
        with open(rule.path, encoding="utf-8") as file:
            jsonschema.validate(yaml.load(file, Loader=yaml.BaseLoader), schema)


def test_an_unknown_key_does_not_fit() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"famly": "shaming"}, json.loads(SHIPPED.read_text(encoding="utf-8")))


if __name__ == "__main__":
    rules = load_rules([ROOT / "rules"])
    by_point = {name: point.page for name, point in rules.points.items()}
    made = rule_schema(rules.families, by_point, [excuse.kind for excuse in rules.excuses])
    SHIPPED.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
