#!/bin/bash
# One share of a study for each task of a Slurm array, then the merge:
#   job=$(sbatch --parsable --array=1-16 docs/batch/slurm.sh studies/layers-of-japan.yaml parts)
#   sbatch --dependency=afterok:$job --wrap "parapet merge parts --out results/layers"
# A task that was stopped goes on where it was when it is submitted again: --resume.
#SBATCH --job-name=parapet
#SBATCH --cpus-per-task=8
#SBATCH --mem=4G
#SBATCH --requeue
set -euo pipefail
study=$1
parts=$2
parapet run "$study" --resume --quiet --workers "${SLURM_CPUS_PER_TASK:-1}" --out "$parts" \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
