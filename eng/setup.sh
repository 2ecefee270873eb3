#!/usr/bin/env bash
# Installs what building needs and picks the TorchSharp provider. Quiet; a second run only looks.
#   TORCH_BINDING=System|TorchSharp  forces the provider     LibTorchDir=PREFIX  names a libtorch to build against
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/apt.sh

binding_file=artifacts/TorchBinding.props

fail() { printf 'setup: %s\n' "$1" >&2; exit 1; }

require_sdk() {
    local wanted='the .NET 10 SDK is needed; install it from https://dot.net and run this again'
    command -v dotnet >/dev/null || fail "$wanted."
    dotnet --list-sdks | grep -q '^1[0-9]\.' || fail "$wanted (found: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' '))."
}

# Whether the TorchSharp packages restore from this machine's feeds, and their libraries load on it.
torchsharp_works() {
    local probe result=0
    probe=$(mktemp -d)
    cat > "$probe/probe.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="TorchSharp-cpu" Version="0.107.0" /></ItemGroup>
</Project>
PROJECT
    echo 'System.Console.WriteLine(TorchSharp.torch.zeros(1).sum().item<float>());' > "$probe/Probe.cs"
    if ! dotnet restore "$probe/probe.csproj" >/dev/null 2>&1; then
        result=1
    elif ! dotnet run --project "$probe/probe.csproj" >/dev/null 2>&1; then
        printf 'setup: the TorchSharp packages restore, but their libraries do not load on this machine\n'
        result=1
    fi
    rm -rf "$probe"
    return $result
}

pick_binding() {
    local wanted=${TORCH_BINDING:-}
    if [ -z "$wanted" ] && [ -f "$binding_file" ]; then return; fi
    if [ -z "$wanted" ]; then
        if torchsharp_works; then wanted=TorchSharp; else wanted=System; fi
    fi
    case $wanted in System|TorchSharp) ;; *) fail "TORCH_BINDING is '$wanted'; it can be System or TorchSharp." ;; esac
    mkdir -p artifacts
    cat > "$binding_file.new" <<PROPS
<Project>
  <PropertyGroup>
    <TorchBinding Condition="'\$(TorchBinding)' == ''">$wanted</TorchBinding>
  </PropertyGroup>
</Project>
PROPS
    # Written only when different: builds and packages depend on it.
    if cmp -s "$binding_file.new" "$binding_file"; then rm "$binding_file.new"; return; fi
    mv "$binding_file.new" "$binding_file"
    printf 'setup: TorchSharp provider: %s\n' "$wanted"
}

has_pytorch() { bash src/RobustnessGate.Torch/native/find-libtorch.sh 2>/dev/null | grep -q -- '-packages'; }

install_libtorch() {
    # libtorch's threads are OpenMP's. A BLAS that shares them is about twice as fast as one whose own threads wait for theirs.
    local packages=(cmake g++ libtorch-dev libopenblas0-openmp)
    if [ -n "${LibTorchDir:-}" ] || has_pytorch; then packages=(cmake g++); fi
    command -v dpkg-query >/dev/null || fail "this is not a Debian machine: install CMake, a C++ compiler, libtorch and OpenBLAS, set LibTorchDir to libtorch's folder, and build RobustnessGate.sln."
    install_packages "${packages[@]}"
}

hint_at_slow_blas() {
    case $(readlink -f /etc/alternatives/libblas.so.3-"$(uname -m)"-linux-gnu 2>/dev/null) in
        */openblas-pthread/*) printf 'setup: the BLAS in use, libopenblas0-pthread, makes libtorch slow; apt-get remove libopenblas0-pthread leaves libopenblas0-openmp\n' ;;
    esac
}

require_sdk
pick_binding
if grep -q '>System<' "$binding_file"; then install_libtorch; fi
