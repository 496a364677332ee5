# What packaging/run.sh and packaging/test.sh share; sourced by both.

# install_packages GROUP …: installs what is missing of these groups of packages.txt.
install_packages() {
    local group name missing=()
    while read -r group name; do
        [[ " $* " == *" $group "* ]] || continue
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q '^install ok installed' ||
            missing+=("$name")
    done < <(grep -v '^#' packaging/packages.txt)
    [ ${#missing[@]} -eq 0 ] && return
    local root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    echo "Installing ${missing[*]}"
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build PRESET: configures and builds; prints only what goes wrong.
build() {
    local log
    log=$(mktemp)
    if ! { cmake --preset "$1" && cmake --build --preset "$1"; } >"$log" 2>&1; then
        grep -v '^\[[0-9/]*\] \(Building\|Linking\|Automatic\)' "$log" | tail -n 80 >&2
        rm -f "$log"
        echo "The build of preset $1 failed." >&2
        return 1
    fi
    rm -f "$log"
}
