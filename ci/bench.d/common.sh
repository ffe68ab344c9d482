# What every subject of ci/bench needs; read by ci/bench.
# A subject sets `subjects`, `port`, `cookie`, `target` and `least`, starts its processes and calls `measure`.

dir=$(mktemp -d)
# nginx's workers are another user and read the document from here.
chmod 755 "$dir"
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT

# With a single core all share it: the ratios stay fair, the latencies do not mean much.
proxy_core=0 load_core=$(($(nproc) > 1 ? 1 : 0))

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 30000))
        (: </dev/tcp/127.0.0.1/$port) 2>/dev/null || { echo $port; return; }
    done
}

wait_for() { # PORT NAME
    for _ in $(seq 300); do
        (: </dev/tcp/127.0.0.1/"$1") 2>/dev/null && return
        sleep 0.1
    done
    echo "ci/bench: $2 did not listen within 30 s" >&2
    cat "$dir"/*.log >&2 || true
    exit 3
}

fill() { # TEMPLATE PORT
    sed -e "s|@DIR@|$dir|g" -e "s|@PORT@|$2|g" -e "s|@TENANT_PORT@|${tenant_port:-}|g" -e "s|@COOKIES@|${cookies:-}|g" "ci/bench.d/$1"
}

certificates() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=bench" \
        -keyout "$dir/ca.key" -out "$dir/ca.pem" 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=tenant.localhost" \
        -keyout "$dir/tenant.key" -out "$dir/tenant.csr" 2>/dev/null
    openssl x509 -req -in "$dir/tenant.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -days 2 \
        -extfile <(echo "subjectAltName=DNS:tenant.localhost") -out "$dir/tenant.pem" 2>/dev/null
}

start() { # CORE NAME COMMAND...
    local core=$1 name=$2
    shift 2
    taskset -c "$core" "$@" >"$dir/$name.out" 2>>"$dir/$name.log" &
    pids+=($!)
    pid[$name]=$!
}

ticks() { # PID: user and system time of it and its children, in clock ticks
    local total=0 process
    for process in "$1" $(pgrep -P "$1" || true); do
        total=$((total + $(awk '{print $14 + $15}' "/proc/$process/stat")))
    done
    echo $total
}

resident() { # PID: megabytes
    local process
    for process in "$1" $(pgrep -P "$1" || true); do awk '/^VmRSS/ {print $2}' "/proc/$process/status"; done |
        awk '{sum += $1} END {printf "%.0f", sum / 1024}'
}

load() { # NAME SECONDS
    taskset -c "$load_core" wrk -t1 -c"$connections" -d"$2"s --latency -H "Cookie: ${cookie[$1]}" -H "Host: ${host[$1]}" \
        "${target/PORT/${port[$1]}}" >"$dir/wrk.out"
    if grep -q 'Non-2xx' "$dir/wrk.out"; then
        echo "ci/bench: $1 answered with errors:" >&2
        cat "$dir/wrk.out" "$dir/$1.log" >&2
        exit 3
    fi
}

milliseconds() { # wrk's 1.23ms, 800.00us, 1.02s
    awk -v text="$1" 'BEGIN { n = text + 0; if (text ~ /us$/) n /= 1000; else if (text !~ /ms$/) n *= 1000; printf "%.2f", n }'
}

median() { sort -n | awk '{a[NR] = $1} END {print NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2}'; }

declare -A pid port cookie host
hertz=$(getconf CLK_TCK)

measure() { # Rounds of all subjects in turn, then a table.
    local name round
    for name in "${subjects[@]}"; do load "$name" 1; done
    for round in $(seq "$rounds"); do
        for name in "${subjects[@]}"; do
            before=$(ticks "${pid[$name]}")
            load "$name" "$seconds"
            after=$(ticks "${pid[$name]}")
            requests=$(awk '/requests in/ {print $1}' "$dir/wrk.out")
            p50=$(milliseconds "$(awk '$1 == "50%" {print $2}' "$dir/wrk.out")")
            p99=$(milliseconds "$(awk '$1 == "99%" {print $2}' "$dir/wrk.out")")
            awk -v r="$requests" -v t=$((after - before)) -v hz="$hertz" 'BEGIN {printf "%.0f\n", r / (t / hz)}' >>"$dir/$name.rate"
            echo "$p50" >>"$dir/$name.p50"
            echo "$p99" >>"$dir/$name.p99"
        done
        for name in "${subjects[@]}"; do
            paste <(tail -1 "$dir/$name.rate") <(tail -1 "$dir/nginx.rate") | awk '{printf "%.3f\n", $1 / $2}' >>"$dir/$name.ratio"
        done
        echo "ci/bench: round $round of $rounds: $(for name in "${subjects[@]}"; do printf '%s %s  ' "$name" "$(tail -1 "$dir/$name.rate")"; done)requests per CPU-second"
    done

    printf '\n%-12s %18s %16s %9s %9s %8s\n' subject "requests/CPU-s" "ratio to nginx" "p50 ms" "p99 ms" "RSS MB"
    for name in "${subjects[@]}"; do
        printf '%-12s %18.0f %16.2f %9.2f %9.2f %8s\n' "$name" "$(median <"$dir/$name.rate")" "$(median <"$dir/$name.ratio")" \
            "$(median <"$dir/$name.p50")" "$(median <"$dir/$name.p99")" "$(resident "${pid[$name]}")"
    done
    ratio=$(median <"$dir/tenantless.ratio")
    echo
}

verdict() { # SENTENCE CONDITION: the last line, and the exit status
    if awk "BEGIN {exit !($2)}"; then
        echo "ci/bench: $1"
    else
        echo "ci/bench: $1: not reached"
        exit 1
    fi
}
