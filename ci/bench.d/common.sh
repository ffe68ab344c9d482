# What every subject of ci/bench needs; read by ci/bench.
# A subject sets `subjects`, `port`, `host` and `target`, writes the cookies, starts its processes and calls `measure`.

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
        # Below those that the system gives to outgoing connections.
        port=$((20000 + RANDOM % 12000))
        (: </dev/tcp/127.0.0.1/$port) 2>/dev/null || { echo $port; return; }
    done
}

wait_for() { # PORT NAME
    for _ in $(seq 300); do
        (: </dev/tcp/127.0.0.1/"$1") 2>/dev/null && return
        sleep 0.1
    done
    echo "$0: $2 did not listen within 30 s" >&2
    cat "$dir"/*.log >&2 || true
    exit 3
}

wait_until() { # LINE NAME: it has written a line that begins so
    for _ in $(seq 1200); do
        if grep -q "^$1" "$dir/$2.out"; then return; fi
        kill -0 "${pid[$2]}" || break
        sleep 0.1
    done
    echo "$0: $2 did not write \"$1\"" >&2
    cat "$dir/$2.log" >&2
    exit 3
}

fill() { # TEMPLATE PORT [NAME]
    sed -e "s|@DIR@|$dir|g" -e "s|@PORT@|$2|g" -e "s|@NAME@|${3:-}|g" -e "s|@TENANT_PORT@|${tenant_port:-}|g" \
        -e "s|@COOKIES@|${cookies:-}|g" -e "s|@SSL@|${ssl:-}|g" -e "s|@TUNING@|${tuning:-}|g" "ci/bench.d/$1"
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
    # What one of the same name has written before is not to be taken for this one's.
    : >"$dir/$name.out"
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

stop() { # NAME: it ends what it does
    kill -TERM "${pid[$1]}"
    wait "${pid[$1]}" || true
}

spoilt() { # NAME: what it did is no figure
    echo "$0: $1 answered with errors:" >&2
    tail -n 20 "$dir/load.out" "$dir/$1.log" >&2
    exit 3
}

# A load is named after what it counts. It leaves the number in the file `figures`, and the milliseconds that half and
# 99 % of them took, if it knows these.
load_requests() { # NAME SECONDS: as many requests as can be, or as many a second as `pace` says; cookies from the file NAME.cookies
    taskset -c "$load_core" wrk -t1 -c"$connections" -d"$2"s --latency -s ci/bench.d/load.lua -H "Host: ${host[$1]}" \
        "${target/PORT/${port[$1]}}" -- "$dir/$1.cookies" "${pace:-0}" "$connections" >"$dir/load.out"
    if grep -qE 'Non-2xx|Socket errors' "$dir/load.out"; then spoilt "$1"; fi
    awk '
        function milliseconds(text) { return text ~ /us$/ ? text / 1000 : text ~ /ms$/ ? text + 0 : text * 1000 }
        $1 == "50%" || $1 == "99%" { print "p" $1 + 0, milliseconds($2) }
        /requests in/ { print "count", $1 }
    ' "$dir/load.out" >"$dir/figures"
}

median() { sort -n | awk '{a[NR] = $1} END {print NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2}'; }

declare -A pid port host
hertz=$(getconf CLK_TCK)

take() { # UNIT NAME: one more figure of each kind
    local name=$2 before after
    before=$(ticks "${pid[$name]}")
    "load_$1" "$name" "$seconds"
    after=$(ticks "${pid[$name]}")
    awk -v file="$dir/$name" -v ticks=$((after - before)) -v hz="$hertz" -v seconds="$seconds" '
        $1 == "count" { printf "%.0f\n", $2 / (ticks / hz) >>(file ".rate"); printf "%.0f\n", $2 / seconds >>(file ".pace") }
        $1 ~ /^p/ { print $2 >>(file "." $1) }
    ' "$dir/figures"
}

compare() { # KIND NAME OTHER: the median of the ratios of two subjects in the same rounds
    paste "$dir/$2.$1" "$dir/$3.$1" | awk '{printf "%.3f\n", $1 / $2}' | median
}

measure() { # UNIT REFERENCE...: rounds of all subjects in turn, then a table; `best` is the fastest of the references
    local unit=$1 name round
    shift
    for name in "${subjects[@]}"; do
        "load_$unit" "$name" 1
        rm -f "$dir/$name".{rate,pace,p50,p99}
    done
    for round in $(seq "$rounds"); do
        for name in "${subjects[@]}"; do take "$unit" "$name"; done
        echo "ci/bench: round $round of $rounds: $(for name in "${subjects[@]}"; do printf '%s %s  ' "$name" "$(tail -1 "$dir/$name.rate")"; done)$unit per CPU-second"
    done

    best=$(for name in "$@"; do echo "$(median <"$dir/$name.rate") $name"; done | sort -rn | awk 'NR == 1 {print $2}')
    printf '\n%-18s %18s %24s %12s %9s %9s %8s\n' subject "$unit/CPU-s" "ratio to $best" "$unit/s" "p50 ms" "p99 ms" "RSS MB"
    for name in "${subjects[@]}"; do
        printf '%-18s %18.0f %24.2f %12.0f %9s %9s %8s\n' "$name" "$(median <"$dir/$name.rate")" \
            "$(compare rate "$name" "$best")" "$(median <"$dir/$name.pace")" "$(latency p50 "$name")" "$(latency p99 "$name")" \
            "$(resident "${pid[$name]}")"
    done
    echo
}

latency() { # KIND NAME: a load may not know it
    if [ -s "$dir/$2.$1" ]; then printf %.2f "$(median <"$dir/$2.$1")"; else echo -; fi
}

verdict() { # SENTENCE CONDITION: the last line, and the exit status
    if awk "BEGIN {exit !($2)}"; then
        echo "ci/bench: $1"
    else
        echo "ci/bench: $1: not reached"
        exit 1
    fi
}
