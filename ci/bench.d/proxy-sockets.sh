# WebSocket messages to and fro over 64 sockets, in front of a tenant that echoes: 128 octets one by one, then 4 KB four
# at once, where an nginx with larger buffers takes part too.
load_messages() { # NAME SECONDS
    taskset -c "$load_core" "$release/tenantless-bench" sockets --port "${port[$1]}" --cookies "$dir/$1.cookies" \
        --sockets "$connections" --octets "$octets" --in-flight "$in_flight" --seconds "$2" \
        >"$dir/figures" 2>"$dir/load.out" || spoilt "$1"
}

relay() { # OCTETS IN-FLIGHT LEAST: the subjects in front of a tenant of their own
    local files_port=$tenant_port tuned='proxy_buffer_size 64k; proxy_buffers 8 64k;'
    octets=$1 in_flight=$2 tenant_port=$(free_port) subjects=()
    NIO_SINGLETON_GROUP_LOOP_COUNT=1 start "$load_core" echo "$release/tenantless-bench" echo --port "$tenant_port" \
        --certificate "$dir/tenant.pem" --key "$dir/tenant.key" --octets "$octets"
    wait_for "$tenant_port" "the tenant that echoes"
    for name in tenantless nginx haproxy traefik caddy; do enter $name; done
    enter nginx-buffers nginx "$tuned"
    measure messages nginx nginx-buffers
    claim "sockets with $octets B" "$(compare rate tenantless "$best")" '>=' "$3"
    for name in echo "${subjects[@]}"; do stop "$name"; done
    tenant_port=$files_port subjects=()
}

front=http
export NIO_SINGLETON_GROUP_LOOP_COUNT=1
relay 128 1 0.95
relay 4096 4 2
