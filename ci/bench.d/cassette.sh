# ci/bench cassette: recording and replaying beside mitmdump from PyPI, the same GET through TLS on both sides; then a
# cassette of a million exchanges. The figures are exchanges per CPU-second of the process, median of the rounds.
most_cost=1.25 least_recorded=8 least_replayed=10 most_open_ms=200
ci/packages nginx-light wrk openssl procps util-linux sqlite3 python3 python3-venv

venv=.build/bench/mitmproxy
[ -x "$venv/bin/mitmdump" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --no-binary pyperclip \
    mitmproxy==11.0.2
certificates
tenant_port=$(free_port)
mkdir -p "$dir/www/api/v1"
{
    printf '{"data":['
    for number in $(seq 12); do printf '{"id":"%024d","name":"An item of the list","resourceType":"app"},' "$number"; done
    printf '{}]}'
} >"$dir/www/api/v1/items.json"
: >"$dir/answer.conf"
fill nginx-tenant.conf "$tenant_port" >"$dir/nginx.conf"
start "$load_core" nginx nginx -c "$dir/nginx.conf" -g 'daemon off;'
wait_for "$tenant_port" "the tenant"
export NIO_SINGLETON_GROUP_LOOP_COUNT=1 SSL_CERT_FILE=$dir/ca.pem

load() { # NAME SECONDS
    taskset -c "$load_core" wrk -t1 -c"$connections" -d"$2"s "https://127.0.0.1:${port[$1]}/api/v1/items" \
        -H "Host: tenant.localhost:${port[$1]}" >"$dir/$1.wrk"
}

ask() { # SECONDS NAME...: all at the same time; exchanges per CPU-second go to NAME.rate
    local name seconds=$1 loads=()
    local -A before
    shift
    for name in "$@"; do before[$name]=$(ticks "${pid[$name]}"); done
    for name in "$@"; do
        load "$name" "$seconds" &
        loads+=($!)
    done
    wait "${loads[@]}"
    # What waits is written within this time.
    sleep 0.3
    for name in "$@"; do
        if ! grep -q 'requests in' "$dir/$name.wrk" || grep -q 'Non-2xx' "$dir/$name.wrk"; then
            echo "ci/bench: $name answered with errors:" >&2
            cat "$dir/$name.wrk" "$dir/$name.log" >&2
            exit 3
        fi
        awk -v t=$(($(ticks "${pid[$name]}") - before[$name])) -v hz="$hertz" \
            '/requests in/ {printf "%.0f\n", $1 / (t / hz)}' "$dir/$name.wrk" >>"$dir/$name.rate"
    done
}

race() { # NAME[+NAME]...: rounds of all subjects in turn; those that a + joins are asked at the same time, on one core
    local group name round
    for name in ${*//+/ }; do
        wait_for "${port[$name]}" "$name"
        ask 1 "$name"
        : >"$dir/$name.rate"
    done
    for round in $(seq "$rounds"); do
        # shellcheck disable=SC2086
        for group in "$@"; do ask "$seconds" ${group//+/ }; done
        echo "ci/bench: round $round of $rounds: $(for name in ${*//+/ }; do printf '%s %s  ' "$name" "$(tail -1 "$dir/$name.rate")"; done)exchanges per CPU-second"
    done
}

rate() { median <"$dir/$1.rate"; }
for name in link recorder recorder-mitm player player-mitm; do port[$name]=$(free_port); done
mitm=("$venv/bin/mitmdump" --quiet --mode "reverse:https://localhost:$tenant_port" --listen-host 127.0.0.1
    --set ssl_insecure=true --set "confdir=$dir/mitm")
start $proxy_core link "$release/tenantless-bench" link --tenant-port "$tenant_port" --port "${port[link]}"
start $proxy_core recorder "$release/tenantless" record --tenant "https://tenant.localhost:$tenant_port" \
    --cassette "$dir/bench.cassette" --listen "127.0.0.1:${port[recorder]}"
start $proxy_core recorder-mitm "${mitm[@]}" --listen-port "${port[recorder-mitm]}" --save-stream-file "$dir/bench.mitm"
# What recording adds is less than what a machine's speed moves between two loads, so both have the same.
race link+recorder recorder-mitm
for name in link recorder recorder-mitm; do stop $name; done
cat "$dir/recorder.out"

start $proxy_core player "$release/tenantless" replay --cassette "$dir/bench.cassette" --listen "127.0.0.1:${port[player]}"
start $proxy_core player-mitm "${mitm[@]}" --listen-port "${port[player-mitm]}" --server-replay "$dir/bench.mitm" \
    --set server_replay_reuse=true --set server_replay_extra=kill --set connection_strategy=lazy
race player player-mitm
for name in player player-mitm; do stop $name; done

count=$(sqlite3 "$dir/bench.cassette" 'SELECT count(*) FROM exchange')
size=$(($(stat --format %s "$dir/bench.cassette") / count))
columns=$(sqlite3 "$dir/bench.cassette" "SELECT group_concat(name) FROM pragma_table_info('exchange') WHERE name <> 'id'")
sqlite3 "$dir/bench.cassette" "INSERT INTO exchange ($columns) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    WHERE i <= 1000000 - $count) SELECT $columns FROM n, exchange WHERE exchange.id = 1"
before=$(date +%s%N)
"$release/tenantless" cassette show "$dir/bench.cassette" 500000 >/dev/null
opened=$((($(date +%s%N) - before) / 1000000))

times() { # A B: the median of how many times as fast A was in the same round
    paste "$dir/$1.rate" "$dir/$2.rate" | awk '{printf "%.4f\n", $1 / $2}' | median
}
cost=$(printf %.2f "$(times link recorder)")
recorded=$(printf %.1f "$(times recorder recorder-mitm)")
replayed=$(printf %.1f "$(times player player-mitm)")
printf '\n%-28s %12s\n' subject "per CPU-s"
for name in link recorder recorder-mitm player player-mitm; do printf '%-28s %12.0f\n' "$name" "$(rate "$name")"; done
echo "ci/bench: $size bytes of file per exchange; of 1,000,000 exchanges one is shown in $opened ms"
verdict "$rounds rounds, recorded $recorded times as mitmdump (at least $least_recorded asked), replayed $replayed times (at least $least_replayed), a recorded request costs $cost of one without (at most $most_cost), a million open in $opened ms (less than $most_open_ms)" \
    "$recorded >= $least_recorded && $replayed >= $least_replayed && $cost <= $most_cost && $opened < $most_open_ms"
