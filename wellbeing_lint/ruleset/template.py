"""The file that `rules new` writes: a rule that works, with a note at each key on what goes there."""

from __future__ import annotations

_TEMPLATE = """\
# yaml-language-server: $schema=../rule.schema.json
id: {id}
family: {family}
severity: warning            # error: threats, tricks, conditions on help; warning: manipulation, loss of agency; note: wording
model: {{page: relationships-require-trust, point: no-manipulation, basis: inferred}}   # stated only where the model names the act
message: Says in one line what the words do.
why: >-
  What it does to people who are trafficked, and what it does to people who are not. Two or three sentences, to a colleague.
try_instead:
  - "We have tea and a phone charger. Come by if you like."
patterns:                    # words, {{lemma}}, @list, ... (a few words), (a|b), [optional], A & B (same sentence), A && B (or next)
  - "a wording of the act @you ... {{regret}}"
flag:                        # three or more texts it must find, in different wordings
  - "A wording of the act you will regret."
  - "It's a wording of the act; you'd soon be regretting it."
  - "a wording of the act u gonna regret"
pass:                        # three or more near misses that must not be found
  - "The act has many wordings."
  - "You will not regret the soup."
  - "We regret that the van is late."
"""


def rule_template(rule_id: str, family: str) -> str:
    """The YAML of a new rule, which passes `rules test` as it stands."""
    return _TEMPLATE.format(id=rule_id, family=family)
