"""The virtual environment with sacreBLEU, in target/parity-venv."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / "target" / "parity-venv"
PINNED = "2.6.0"
CHECK = f"import sacrebleu, numpy; assert sacrebleu.__version__ == '{PINNED}' and int(numpy.__version__[0]) >= 2"


def enter():
    """Goes on in the virtual environment, which is made where it is missing or incomplete."""
    python = VENV / "bin" / "python"
    if Path(sys.prefix).resolve() != VENV.resolve():
        if not python.exists() or subprocess.run([python, "-c", CHECK], capture_output=True).returncode != 0:
            print(f"installing sacrebleu=={PINNED} into {VENV}", flush=True)
            subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
            install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*install, f"sacrebleu=={PINNED}", "numpy>=2"], check=True)
        os.execv(python, [python, *sys.argv])
