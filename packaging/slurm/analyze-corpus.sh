#!/usr/bin/env bash
#SBATCH --job-name=whence
#SBATCH --array=0-15
#SBATCH --cpus-per-task=2
#SBATCH --mem=2G
#SBATCH --time=12:00:00
# Analyzes a corpus with a Slurm array job, each task every n-th recording:
#   sbatch packaging/slurm/analyze-corpus.sh LIST OUT [options of `whence-cli analyze`]
# LIST is a text file with one recording a line. The results of task i, with its tables and
# summary.csv, go to OUT/part-i. Submitted again, the job does only what is not finished.
set -euo pipefail
if [ $# -lt 2 ]; then
    echo "Usage: sbatch analyze-corpus.sh LIST OUT [options of whence-cli analyze]" >&2
    exit 2
fi
list=$1
out=$2
shift 2
part=${SLURM_ARRAY_TASK_ID:-0}
parts=${SLURM_ARRAY_TASK_COUNT:-1}
first=${SLURM_ARRAY_TASK_MIN:-0}
mapfile -t tracks < <(awk -v i=$((part - first)) -v n="$parts" 'NF && k++ % n == i' "$list")
if [ ${#tracks[@]} -eq 0 ]; then
    echo "Task $part has no recordings."
    exit 0
fi
exec "${WHENCE_CLI:-whence-cli}" analyze --out "$out/part-$part" \
    --threads "${SLURM_CPUS_PER_TASK:-2}" "$@" -- "${tracks[@]}"
