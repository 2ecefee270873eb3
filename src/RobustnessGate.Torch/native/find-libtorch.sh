#!/bin/sh
# Prints the CMake prefix of the libtorch to build against, or "system"; on failure one sentence and status 1.
# The first argument, when not empty, is a prefix somebody chose.

has_torch() {
    [ -f "$1/share/cmake/Torch/TorchConfig.cmake" ] || [ -f "$1/lib/cmake/Torch/TorchConfig.cmake" ] || [ -f "$1/Torch/TorchConfig.cmake" ] || [ -f "$1/TorchConfig.cmake" ]
}

for tool in cmake c++; do
    command -v "$tool" > /dev/null 2>&1 || { echo "The native shim needs $tool, which is not on the PATH."; exit 1; }
done

if [ -n "$1" ]; then
    has_torch "$1" && { echo "$1"; exit 0; }
    echo "LibTorchDir is $1, but no TorchConfig.cmake lies in its share/cmake/Torch or lib/cmake/Torch."
    exit 1
fi

# PyTorch's own folder is the prefix; looking for it without importing it takes milliseconds instead of seconds. Debian's
# python3-torch holds no CMake files there: it uses the system's libtorch.
locate='import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])'
for python in $(echo "$PATH:/usr/bin" | tr ':' '\n' | sed 's,$,/python3,' | awk '!seen[$0]++'); do
    [ -x "$python" ] || continue
    prefix=$("$python" -c "$locate" 2> /dev/null) || continue
    has_torch "$prefix" && { echo "$prefix"; exit 0; }
done

for prefix in /usr /usr/local /opt/libtorch; do
    for file in "$prefix"/share/cmake/Torch/TorchConfig.cmake "$prefix"/lib/cmake/Torch/TorchConfig.cmake "$prefix"/lib/*/cmake/Torch/TorchConfig.cmake; do
        [ -f "$file" ] || continue
        [ "$prefix" = /opt/libtorch ] && { echo "$prefix"; exit 0; }
        echo system
        exit 0
    done
done

echo "No libtorch was found: no PyTorch in any python3 on the PATH, and none of the system's."
exit 1
