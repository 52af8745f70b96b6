"""What the credit side hands to the composition root."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from flask import Flask

from credit.cli.registry import commands
from credit.web.registry import areas


def test_the_public_page_is_handed_over_with_its_rule(loan_app: Flask) -> None:
    assert {"cost", "help", "offers", "lenders"} <= {area.name for area in areas()}
    assert loan_app.view_functions["cost.loan"].may.kind == "public"  # type: ignore[attr-defined]


def test_every_command_of_this_side_is_handed_over_once() -> None:
    names = [command.name for command in commands()]

    assert {"cost", "schedule", "compare", "consent", "offers", "measure", "judge", "lender"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("locale", ["en", "zh-Hans"])
def test_a_refusal_is_worded_with_or_without_an_app(loan_app: Flask, locale: str) -> None:
    alone = CliRunner().invoke(commands()[0], ["--locale", locale], input="{}")
    with loan_app.app_context():
        within = CliRunner().invoke(commands()[0], ["--locale", locale], input="{}")

    assert (alone.exit_code, within.exit_code) == (1, 1)
    assert json.loads(alone.stdout)["error"]["code"] == json.loads(within.stdout)["error"]["code"]
