"""The credit side's commands. They read, call one service and print; nothing else."""
