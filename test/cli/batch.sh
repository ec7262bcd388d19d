# shellcheck shell=bash disable=SC2154,SC2030,SC2031 # variables of run, and of a subshell
# Copyright (c) 2026 The cosio authors
# Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)
#
# Sourced by run: `--batch`. What the local COS says it has is what counts.

batch_checks() (
    # A local COS that lists its uploads without a signature.
    printf '#!/bin/sh\nexec %q --anonymous "$@"\n' "$cosio_local" >"$local_cos_folder/lists"
    chmod +x "$local_cos_folder/lists"
    start_local_cos "$local_cos_folder/lists"
    cd "$local_cos_folder" || return
    host=$local_cos_bucket.cos.$local_cos_region.myqcloud.com
    at=(--bucket "$local_cos_bucket" --region "$local_cos_region" --endpoint "$local_cos_http")

    check 'batch: a line of JSON for each key' each_key
    check 'batch: from standard input, over TLS' from_standard_input
    check 'batch: bad lines do not end it' bad_lines
    check 'batch: a bad option does' bad_option
    check 'batch: a refusal' refused_lines
    check 'batch: a key that comes again' duplicates
    check 'batch: killed, and done to its end' killed
    check 'batch: another place is another upload' another_place
    check 'batch: a journal that was cut off' torn
    check 'batch: a journal that is none' no_journal
    check 'batch: a journal in use' two_at_once
    check 'batch: interrupted' interrupted INT 130
    check 'batch: terminated' interrupted TERM 143
    check 'batch: terminated while nobody reads' interrupted_in_a_write
    check 'batch: a second signal' interrupted_twice
    check 'batch: an answer that got lost' lost_answer
    check 'batch: standard output is full' batch_full
    check 'batch: the journal is full' journal_full
    check 'batch: the reader goes' reader_goes
    check 'batch: a bar on a terminal' bar
    check 'batch: no bar elsewhere' no_bar
    local other
    for other in '--key k' '--count 2' '--presign 60'; do
        # shellcheck disable=SC2086 # option and value
        words "batch with $other" "--batch and ${other% *} exclude each other$" "${at[@]}" \
            --batch keys $other
    done
    words 'batch that is not there' "--batch '/nowhere/keys' cannot be read" "${at[@]}" \
        --batch /nowhere/keys --journal j
    words 'batch of a folder' "--batch '/' cannot be read: it is a folder" "${at[@]}" --batch / \
        --journal j
    words 'batch without a name' '--journal is needed with --batch -' "${at[@]}" --batch -
    words 'journal without a batch' '--journal goes with --batch' "${at[@]}" --key k --journal j
    words 'journal that cannot be' "--journal '/nowhere/j' cannot be opened" "${at[@]}" \
        --batch /dev/null --journal /nowhere/j
    words 'journal that is no file' "--journal '/dev/null' must be a regular file" "${at[@]}" \
        --batch /dev/null --journal /dev/null
)

# uploads PREFIX: `UploadId Key` a line, sorted, says the server.
uploads() { "$here/uploads.py" "$local_cos_http" "$host" "$1" | sort; }

# begun FILE: the same of lines of JSON that tell of success.
begun() {
    python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    result = json.loads(line)
    if "Error" not in result:
        print(result["UploadId"], result["Key"])' "$1" | sort
}

# lines FILE: how many.
lines() { wc -l <"$1"; }

# same_as_server PREFIX JOURNAL COUNT: server and journal tell of the same uploads, and so many.
same_as_server() {
    diff <(uploads "$1") <(begun "$2") && (($(lines "$2") == $3))
}

each_key() {
    printf 'each/a\n\neach/b "c" \\ d\r\neach/é 漢' >keys
    run "${at[@]}" --batch keys --concurrency 2
    ((status == 0)) && [[ -z $err ]] && same_as_server each/ keys.done.jsonl 3 &&
        diff <(sort <<<"$out") <(sort keys.done.jsonl) || return
    run "${at[@]}" --batch keys
    ((status == 0)) && [[ -z $out$err ]] && same_as_server each/ keys.done.jsonl 3
}

from_standard_input() {
    seq -f 'stdin/%g' 20 >keys
    run "${at[@]}" --endpoint "$local_cos_https" --ca-file "$local_cos_ca_file" --batch - \
        --journal stdin.journal --concurrency 4 <keys
    ((status == 0)) && [[ -z $err ]] && same_as_server stdin/ stdin.journal 20
}

# A line too long, much too long, not UTF-8, and one that no key begins with, among good ones.
bad_lines() {
    {
        printf 'bad/1\n%s\n' "$(printf 'x%.0s' {1..851})"
        printf 'y%.0s' {1..9000}
        printf '\nbad/\xff\n/bad\nbad/2\n'
    } >keys
    run "${at[@]}" --batch keys --journal bad.journal
    ((status == 2)) && [[ $(grep -c '^error: stage build, key ' <<<"$err") == 4 ]] &&
        [[ $err == *'must have at most 850 bytes'*', line 2'*', line 3'*', line 4'*', line 5' ]] &&
        same_as_server bad/ bad.journal 2 &&
        python3 -c 'import json, sys
results = [json.loads(line) for line in sys.stdin.buffer.read().splitlines()]
failed = [result for result in results if "Error" in result]
names = {"Endpoint", "Host", "Bucket", "Key", "Error", "Code", "RequestId", "Line"}
sys.exit(len(results) != 6 or [result["Line"] for result in failed] != [2, 3, 4, 5]
         or any(set(result) != names for result in failed))' <<<"$out"
}

bad_option() {
    seq -f 'option/%g' 20 >keys
    run "${at[@]}" --batch keys --journal option.journal --meta $'a=\n'
    ((status == 2)) && [[ $(wc -l <<<"$out") == 1 ]] && same_as_server option/ option.journal 0
}

refused_lines() {
    seq -f 'refused/%g' 3 >keys
    run "${at[@]}" --batch keys --journal refused.journal --bucket nobodysbucket-1250000000
    ((status == 1)) && [[ ! -s refused.journal ]] &&
        [[ $(grep -c '"Code":"NoSuchBucket","RequestId":"[^"]' <<<"$out") == 3 ]] &&
        [[ $(grep -c '^error: stage judge, HTTP 404, NoSuchBucket' <<<"$err") == 3 ]]
}

duplicates() {
    printf 'twice/%s\n' a a b a b >keys
    run "${at[@]}" --batch keys --journal twice.journal --concurrency 5 --verbose
    ((status == 0)) && same_as_server twice/ twice.journal 2 &&
        [[ $err == *'ok: 2 begun, 3 twice in the input' ]]
}

# start_batch ARGUMENT...: sets results (what it prints) and batch_pid; errors go to the file err.
start_batch() {
    exec {results}< <(exec "$initiate" "${at[@]}" "$@" 2>err)
    batch_pid=$!
}

# read_results N: takes so many lines of them.
read_results() {
    local i
    for ((i = 0; i < $1; ++i)); do read -r -t 30 -u "$results" || return; done
}

# end_batch: closes what it prints; sets status.
end_batch() {
    exec {results}<&-
    status=0
    wait "$batch_pid" || status=$?
}

# The lines are so long that no more than some 100 of them fit into the pipe: the program cannot
# have come to the end of its 300 keys when it is killed. Those in flight may be begun twice.
killed() {
    local long concurrency=8 before extra
    long=$(printf 'x%.0s' {1..280})
    seq -f "killed/%03g-$long" 300 >keys
    start_batch --batch keys --journal killed.journal --concurrency $concurrency
    read_results 50 || return
    kill -KILL "$batch_pid"
    end_batch
    head -n "$(lines killed.journal)" killed.journal >whole_lines # another may have been cut off
    begun whole_lines >before
    before=$(lines before)
    ((status == 137 && before >= 50 && before < 200)) || return

    run "${at[@]}" --batch keys --journal killed.journal --concurrency $concurrency --verbose
    ((status == 0)) && [[ $err == *"ok: $((300 - before)) begun, $before begun before" ]] || return
    uploads killed/ >listed
    begun killed.journal >kept
    extra=$(($(lines listed) - 300))
    echo "$before begun when it was killed, $extra twice"
    # All of the journal is there, each key once; and what it had when killed is not done again.
    ((extra >= 0 && extra <= concurrency && $(lines kept) == 300)) &&
        [[ -z $(comm -13 listed kept) ]] && diff <(cut -d' ' -f2 kept | sort) keys &&
        diff <(grep -Ff <(cut -d' ' -f2 before) listed) before
}

# The same journal serves another bucket or endpoint, which has begun nothing yet.
another_place() {
    printf 'place/%s\n' a b >keys
    run "${at[@]}" --batch keys --journal place.journal
    run "${at[@]}" --batch keys --journal place.journal --endpoint "$local_cos_https" \
        --ca-file "$local_cos_ca_file"
    ((status == 0)) && same_as_server place/ place.journal 4 || return
    run "${at[@]}" --batch keys --journal place.journal --region ap-guangzhou
    ((status == 0)) && same_as_server place/ place.journal 6 || return
    run "${at[@]}" --batch keys --journal place.journal
    ((status == 0)) && [[ -z $out ]] && same_as_server place/ place.journal 6
}

# Wherever its last line is cut off, that upload is begun once more and no other, unless only the
# line feed is missing.
torn() {
    local size last cut
    printf 'torn/%s\n' a b >keys
    run "${at[@]}" --batch keys --journal whole
    last=$(tail -n 1 whole | wc -c) size=$(wc -c <whole)
    for cut in 2 9 100 $((last - 14)) $((last - 13)) $((last - 1)); do
        head -c -$cut whole >torn
        run "${at[@]}" --batch keys --journal torn
        ((status == 0)) && [[ $err == "note: --journal 'torn' ended in a part of a line"* ]] &&
            [[ $(wc -l <<<"$out") == 1 && $(lines torn) == 2 ]] &&
            cmp -n $((size - last)) whole torn && begun torn >/dev/null || return
    done
    head -c -1 whole >torn
    run "${at[@]}" --batch keys --journal torn
    ((status == 0)) && [[ -z $out$err ]] && cmp whole torn
}

# not_a_journal RULE: the file `text` is refused, and stays as it is.
not_a_journal() {
    cp text before
    run "${at[@]}" --batch keys --journal text
    ((status == 2)) && cmp text before &&
        [[ -z $out && $err == "error: stage usage, --journal 'text' is no journal: $1"* ]]
}

no_journal() {
    printf 'none/%s\n' a b >keys
    run "${at[@]}" --batch keys --journal good
    cp keys text && not_a_journal 'line 1 ' || return
    printf 'one line' >text && not_a_journal 'its end ' || return
    { cat good && echo '{}' && cat good; } >text && not_a_journal 'line 3 ' || return
    { head -c -9 good && echo && cat good; } >text && not_a_journal 'line 2 ' || return
    same_as_server none/ good 2
}

# The first one holds the journal as long as its input is open.
two_at_once() {
    printf 'held/%s\n' 1 2 >keys
    mkfifo input
    start_batch --batch input --journal held
    exec {held}>input
    head -n 1 keys >&"$held"
    read_results 1 || return
    run "${at[@]}" --batch keys --journal held
    ((status == 2)) && [[ $err == *"--journal 'held' is in use by another process" ]] || return
    exec {held}>&-
    end_batch
    ((status == 0)) && same_as_server held/ held 1
}

# interrupted SIGNAL STATUS: nothing that was begun is lost, and the rest is not begun.
interrupted() {
    seq -f "$1/%03g-$(printf 'x%.0s' {1..280})" 300 >keys
    start_batch --batch keys --journal "$1" --concurrency 8
    read_results 20 || return
    kill -"$1" "$batch_pid"
    cat <&"$results" >rest
    end_batch
    cat err
    ((status == $2 && $(lines rest) == $(lines "$1") - 20 && $(lines "$1") < 300)) &&
        same_as_server "$1/" "$1" "$(lines "$1")" &&
        [[ $(tail -n 1 err) == "error: stage batch, interrupted by signal "*' begun; the '* ]] ||
        return
    run "${at[@]}" --batch keys --journal "$1" --concurrency 8
    ((status == 0)) && same_as_server "$1/" "$1" 300
}

# The pipe is full, so the first result waits for room when the signal comes, and must not be lost.
interrupted_in_a_write() {
    local both reader
    seq -f 'write/%g' 20 >keys
    mkfifo full.pipe
    # shellcheck disable=SC2094 # a pipe
    exec {both}<>full.pipe {reader}<full.pipe
    dd if=/dev/zero of=full.pipe bs=4096 oflag=nonblock 2>/dev/null # until there is no room
    "$initiate" "${at[@]}" --batch keys --journal write >full.pipe 2>err {both}<&- {reader}<&- &
    batch_pid=$!
    until [[ -s write ]] || ! kill -0 "$batch_pid"; do :; done
    kill -TERM "$batch_pid"
    exec {both}<&-
    tr -d '\0' <&"$reader" >rest
    exec {reader}<&-
    status=0
    wait "$batch_pid" || status=$?
    cat err
    ((status == 143 && $(lines rest) == $(lines write) && $(lines write) < 20)) &&
        same_as_server write/ write "$(lines write)"
}

# The server of bad answers never answers the second key, which is in flight once the first one's
# result can be read.
interrupted_twice() {
    local note
    exec {results}< <(exec "$initiate" "${at_answers[@]}" --batch - --journal silent 2>&1 \
        <<<$'forged\nsilence\nforged')
    batch_pid=$!
    read_results 1 && kill -TERM "$batch_pid" && read -r -t 30 -u "$results" note || return
    [[ $note == 'note: signal 15, waiting for 1 in flight; a second signal cancels them' ]] &&
        kill -INT "$batch_pid" || return
    cat <&"$results" >rest
    end_batch
    cat rest
    ((status == 143 && $(lines silent) == 1)) &&
        grep -q '"Key":"silence","Error":.*"Line":2,"MayHaveActed":true}$' rest
}

lost_answer() {
    run "${at_answers[@]}" --batch - --journal lost <<<nothing
    ((status == 3)) && [[ ! -s lost && $out == *'"Line":1,"MayHaveActed":true}' ]] &&
        [[ $err == *'the service may have acted'*$'\nwarning: of 1 keys an upload may have '* ]]
}

# What has begun is in the journal, and named by an error.
batch_full() {
    seq -f 'full/%g' 20 >keys
    status=0
    "$initiate" "${at[@]}" --batch keys --journal full >/dev/full 2>err || status=$?
    cat err
    ((status == 3)) && is_error_line "$(<err)" && same_as_server full/ full 1 &&
        grep -q "UploadId $(begun full | cut -d' ' -f1)" err
}

# A line has more than 300 bytes, and a file of 1 KB no room for the fourth, which leaves no trace
# in the journal. It is begun once more when there is room.
journal_full() {
    seq -f 'no-room/%g' 20 >keys
    status=0
    out=$(trap '' XFSZ && ulimit -f 1 &&
        exec "$initiate" "${at[@]}" --batch keys --journal no-room 2>&1) || status=$?
    printf '%s\n' "$out"
    ((status == 3 && $(lines no-room) == 3)) && begun no-room >/dev/null &&
        [[ $out == *"error: stage output, --journal 'no-room' cannot be written, "* ]] &&
        [[ $out == *"UploadId $(uploads no-room/4 | cut -d' ' -f1), request id"* ]] || return
    run "${at[@]}" --batch keys --journal no-room
    ((status == 0 && $(lines no-room) == 20 && $(uploads no-room/ | wc -l) == 21))
}

reader_goes() {
    seq -f "gone/%03g-$(printf 'x%.0s' {1..280})" 300 >keys
    start_batch --batch keys --journal gone --concurrency 4
    read_results 1
    end_batch
    cat err
    ((status == 3 && $(lines gone) < 300)) && grep -q 'standard output cannot be written' err &&
        same_as_server gone/ gone "$(lines gone)"
}

# terminal_sees ARGUMENT...: standard error of a batch on a terminal, without standard output.
terminal_sees() {
    local command
    printf -v command '%q ' "$initiate" "${at[@]}" --batch keys "$@"
    script -qec "$command >results" /dev/null </dev/null
}

bar() {
    local seen
    seq -f 'bar/%g' 20 >keys
    seen=$(terminal_sees --journal bar)
    printf '%q\n' "$seen"
    [[ $seen == $'\r[........................] 0%, 0 begun'* ]] &&
        [[ $seen == *$'\r[########################] 100%, 20 begun'$'\e[K'?($'\r') ]] &&
        (($(lines results) == 20)) || return
    seen=$(terminal_sees --journal bar)
    [[ $seen == *'100%, 0 begun, 20 begun before'* ]] || return
    [[ -z $(terminal_sees --journal no-bar --no-progress) ]]
}

no_bar() {
    seq -f 'no-bar/%g' 20 >keys
    run "${at[@]}" --batch keys --journal no-bar2
    ((status == 0)) && [[ -z $err ]]
}
