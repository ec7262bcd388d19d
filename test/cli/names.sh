# shellcheck shell=bash disable=SC2154 # variables of run, where this is sourced
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# Sourced by run: the manual and the completions name the options that there are, and complete them.

name_checks() {
    local example=$here/../../example
    local completions=$example/completions
    known_options=$("$initiate" --help | sed -nE 's/^  (-h,)?(--[a-z0-9-]+).*/\2/p' | sort)
    printf '%s\n' "$known_options" >>"$output"

    check 'contract: every option is known' same_options <<<"$(printf '%s\n' "${contract[@]}")"
    check 'manual: every option' same_options < <(
        sed -nE 's/^\.It Fl (h , )?(-[a-z0-9-]+).*/-\2/p' "$example/cosio-initiate.1")
    check 'bash: every option' same_options < <(
        grep -oE -- '--[a-z0-9][a-z0-9-]*' "$completions/cosio-initiate.bash" | sort -u)
    check 'bash: every option is offered' same_options < <(bash_completes --)
    check 'zsh: every option' same_options < <(
        sed -nE "s/^    '(\([^)]*\))?(\*)?(--[a-z0-9-]+).*/\3/p; s/.*\{-h,(--help)\}.*/\1/p" \
            "$completions/_cosio-initiate")
    check 'fish: every option' same_options < <(
        sed -nE 's/^complete -c cosio-initiate .*-l ([a-z0-9-]+) .*/--\1/p' \
            "$completions/cosio-initiate.fish")

    check 'bash: options that begin so' completes '--io-timeout' --bucket b --io
    check 'bash: a value' completes 'sigv4' --signing s
    check 'bash: a value after =' completes 'kms' --sse = k
    check 'bash: values after =' completes 'cos kms c' --sse =
    check 'bash: nothing where only the user knows' completes '' --key ''
    check 'bash: files' completes_files
    check 'bash: is attached to the command' attached
    local option
    for option in --signing --sse --xml --acl --storage-class; do
        check "completions: the values of $option" values_taken "$option"
    done

    check 'installed: the program with its manual and completions, or none' installed_together

    check_with man 'manual: no warning' manual_without_warning
    check_with mandoc 'manual: mandoc lint' mandoc -T lint -W warning "$example/cosio-initiate.1"
    check_with zsh 'zsh: syntax' zsh -n "$completions/_cosio-initiate"
    check_with fish 'fish: syntax' fish -n "$completions/cosio-initiate.fish"
}

# check_with PROGRAM NAME COMMAND...: if the program is there.
check_with() {
    if command -v "$1" >/dev/null; then
        check "${@:2}"
    fi
}

# Standard input names the options of --help, each once.
same_options() { diff <(sort) <(printf "%s\n" "$known_options"); }

# bash_completes WORD...: what bash offers for the last word, a line each.
bash_completes() {
    bash -c 'source "$1" && COMP_WORDS=(cosio-initiate "${@:2}") && COMP_CWORD=$(($# - 1)) &&
        _cosio_initiate && ((${#COMPREPLY[@]} == 0)) || printf "%s\n" "${COMPREPLY[@]}"' \
        - "$here/../../example/completions/cosio-initiate.bash" "$@"
}

# completes 'WORD ...' WORD...: the former are what is offered for the latter.
completes() {
    local offered
    mapfile -t offered < <(bash_completes "${@:2}")
    printf '%s\n' "${offered[@]}"
    [[ ${offered[*]} == "$1" ]]
}

completes_files() {
    local option
    touch "$local_cos_folder/a file"
    for option in --batch --journal --ca-file; do
        completes "$local_cos_folder/a file" $option "$local_cos_folder/a f" || return
    done
}

attached() {
    bash -c 'source "$1" && complete -p cosio-initiate' - \
        "$here/../../example/completions/cosio-initiate.bash" |
        grep -- '-F _cosio_initiate cosio-initiate$'
}

# values_taken OPTION: each value that is offered is one that the program takes, zsh and fish have
# the same, and where the program lists them there is no other.
values_taken() {
    local value values file with=()
    mapfile -t values < <(bash_completes "$1" '')
    ((${#values[@]} >= 3)) || return
    for value in "${values[@]}"; do
        with=()
        [[ $value == c ]] && with=(--sse-c-key "$sse_c_key")
        run "${at_tls[@]}" "$1" "$value" "${with[@]}"
        ((status != 2)) || return
        for file in _cosio-initiate cosio-initiate.fish; do
            grep -qwF -e "$value" "$here/../../example/completions/$file" || return
        done
    done
    run "${at_tls[@]}" "$1" nothing-such
    ((status == 2)) &&
        [[ $err != *'must be one of '* || "${err##*must be one of }," == "${values[*]/%/,}" ]]
}

# Which of them it is, an option of the build says.
installed_together() {
    meson introspect --installed "$folder/.." | python3 -c 'import json, os.path, sys
installed = {os.path.relpath(target, sys.argv[1]) for target in json.load(sys.stdin).values()}
ours = {name for name in installed if "cosio-initiate" in name}
share = {"man/man1/cosio-initiate.1", "bash-completion/completions/cosio-initiate",
         "zsh/site-functions/_cosio-initiate", "fish/vendor_completions.d/cosio-initiate.fish"}
print(ours)
sys.exit(ours not in (set(), {"bin/cosio-initiate"} | {"share/" + name for name in share}))' \
        "$(meson introspect --buildoptions "$folder/.." | python3 -c 'import json, sys
print(*(option["value"] for option in json.load(sys.stdin) if option["name"] == "prefix"))')"
}

manual_without_warning() {
    local said
    said=$(LC_ALL=C.UTF-8 man --warnings -l "$here/../../example/cosio-initiate.1" 2>&1 >/dev/null)
    printf '%s\n' "$said"
    [[ -z $said ]]
}
