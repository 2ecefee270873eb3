# Sourced by the scripts that install packages of Debian.

# Installs those of the packages that are missing. Quiet; fails with a sentence where they cannot be had.
install_packages() {
    local missing=() as_root=() package log
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "packages are missing; as root, run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    printf 'setup: installing %s\n' "${missing[*]}"
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        fail "could not install ${missing[*]} (the lines above say why); install them by hand and run this again."
    fi
    rm -f "$log"
}
