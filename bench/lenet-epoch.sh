#!/usr/bin/env bash
# LeNet-5, one epoch of MNIST with its evaluation: ConvLens beside PyTorch, in one run. Writes bench/results/lenet-epoch.md.
# Usage: bench/lenet-epoch.sh MNIST_FOLDER [threads]
set -euo pipefail
data="$(cd "$1" && pwd)"; threads="${2:-2}"
cd "$(dirname "$0")/.."
out="$(mktemp -d)"; trap 'rm -rf "$out"' EXIT

dotnet build -c Release src/ConvLens.Cli >/dev/null
seconds() { # of training for $1 epochs, start and loading included
  local start end; start=$(date +%s.%N)
  dotnet artifacts/bin/ConvLens.Cli/release/convlens.dll train lenet5 --data "$data" --out "$out" --epochs "$1" --schedule constant --threads "$threads" >/dev/null 2>&1
  end=$(date +%s.%N); echo "$end - $start" | bc
}
short=$(seconds 1); long=$(seconds 6)
ours=$(echo "scale=3; ($long - $short) / 5" | bc)

python=/usr/bin/python3
if "$python" -c 'import torch' 2>/dev/null; then
  peer=$("$python" bench/peers/lenet_epoch.py "$threads")
  version=$("$python" -c 'import torch; print(torch.__version__)')
  row="| PyTorch $version, data in memory | $peer | $(echo "scale=2; $ours / $peer" | bc | sed 's/^\./0./') |"
else
  row="| PyTorch | not installed | |"
fi
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
cat > bench/results/lenet-epoch.md <<MD
# LeNet-5, one epoch of 60,000 with an evaluation of 10,000, batch 128, Adam

Measured with \`bench/lenet-epoch.sh MNIST_FOLDER $threads\` on $(nproc) cores of $cpu, $threads threads, .NET $(dotnet --version). Ours: (6 epochs − 1 epoch) / 5 of the whole process; the peer: median of 3 after one to warm up.

| engine | seconds | ours over it |
|---|---|---|
| ConvLens | $ours | |
$row
MD
cat bench/results/lenet-epoch.md
