"""The three commands: one object in, one out; a refusal is exit 1 with a name, wrong usage exit 2."""

import json

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from credit.cli.cost import COMMANDS

LOAN = '{"currency":"CNY","principal":"12000","rate_percent":"12","instalments":12,"method":"annuity"}'
COST = (
    '{"convention":"us_actuarial","currency":"USD","advances":[{"on":"1978-01-03","amount":"1000"}],'
    '"payments":[{"on":"1978-09-15","amount":"1080"}]}'
)
COMPARE = (
    '{"currency":"CNY","balance":"12000","rate_percent":"18.25","observed_payment":"1100",'
    '"offer":{"rate_percent":"14.4","instalments":12,"method":"annuity","upfront_fee":"0"}}'
)


def run(arguments: list[str], text: str | bytes) -> Result:
    group = click.Group(commands={str(command.name): command for command in COMMANDS})
    with Flask("cost").app_context():
        return CliRunner().invoke(group, arguments, input=text)


@pytest.mark.parametrize(
    ("name", "text", "key", "value"),
    [
        ("cost", COST, "rate_percent", "11.450980"),
        ("schedule", LOAN, "total_interest", "794.23"),
        ("compare", COMPARE, "pass", True),
    ],
)
def test_a_command_prints_one_object_and_nothing_else(name: str, text: str, key: str, value: object) -> None:
    result = run([name, "--json"], text)

    assert result.exit_code == 0
    assert json.loads(result.stdout)[key] == value
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "malformed_json"),
        (b"\xff", "malformed_json"),
        ("", "malformed_json"),
        ('{"currency":"\\ud800"}', "unknown_currency"),
        ('{"a\\nb":1}', "unknown_field"),
        (LOAN.replace('"12000"', '"1e1000000"'), "not_an_amount"),
    ],
)
def test_a_refusal_is_named_on_stdout_and_one_line_on_stderr(text: str | bytes, code: str) -> None:
    result = run(["schedule"], text)

    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == code
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.output


def test_a_refusal_names_its_field() -> None:
    result = run(["schedule"], LOAN.replace("12000", "0"))

    assert json.loads(result.stdout) == {
        "error": {
            "code": "principal_not_positive",
            "message": "The amount borrowed is more than zero.",
            "field": "principal",
        }
    }


def test_a_refusal_is_said_in_the_locale_asked_for() -> None:
    said = {locale: run(["schedule", "--locale", locale], "{").stderr for locale in ("en", "zh-Hans", "zh-Hant")}

    assert len(set(said.values())) == 3 and all(len(text.splitlines()) == 1 for text in said.values())


def test_wrong_usage_is_exit_2() -> None:
    assert run(["schedule", "--colour"], LOAN).exit_code == 2
