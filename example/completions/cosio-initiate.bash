# shellcheck shell=bash
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# Completion of cosio-initiate for bash 4.4 and later: source it, or install it to
# share/bash-completion/completions/cosio-initiate.

_cosio_initiate() {
    local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}
    # An option, = and its value come as three words, unless COMP_WORDBREAKS was changed.
    if [[ $current == = ]]; then
        current=''
    elif [[ $option == = ]] && ((COMP_CWORD > 1)); then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi

    local values=''
    case $option in
        --batch | --ca-file | --journal)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            compopt -o filenames 2>/dev/null
            return
            ;;
        --acl)
            values='default private public-read authenticated-read bucket-owner-read
                bucket-owner-full-control'
            ;;
        --signing) values='q sigv4 anonymous' ;;
        --sse) values='cos kms c' ;;
        --storage-class)
            values='STANDARD STANDARD_IA INTELLIGENT_TIERING ARCHIVE DEEP_ARCHIVE MAZ_STANDARD
                MAZ_STANDARD_IA MAZ_INTELLIGENT_TIERING MAZ_ARCHIVE RAPID'
            ;;
        --xml) values='property_tree pugixml scanner' ;;
        --attempts | --bucket | --cache-control | --concurrency | --connect-timeout | \
            --content-disposition | --content-encoding | --content-type | --count | --endpoint | \
            --expires | --grant-full-control | --grant-read | --grant-read-acp | \
            --grant-write-acp | --header | --io-timeout | --key | --kms-context | --kms-key-id | \
            --meta | --presign | --region | --s3-region | --sse-c-key | --tag | --timeout | \
            --traffic-limit)
            COMPREPLY=() # only the user knows
            return
            ;;
        *)
            values='--acl --attempts --batch --bucket --ca-file --cache-control --concurrency
                --connect-timeout --content-disposition --content-encoding --content-type --count
                --endpoint --expires --forbid-overwrite --grant-full-control --grant-read
                --grant-read-acp --grant-write-acp --header --help --io-timeout --journal --json
                --key --kms-context --kms-key-id --meta --no-progress --path-style --presign
                --region --s3-region --signing --sse --sse-c-key --storage-class --tag --timeout
                --traffic-limit --verbose --xml'
            ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$values" -- "$current")
}

complete -F _cosio_initiate cosio-initiate
