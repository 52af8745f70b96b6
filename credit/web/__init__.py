"""The credit side's screens. A route reads what was asked, calls one service and renders; nothing else."""
