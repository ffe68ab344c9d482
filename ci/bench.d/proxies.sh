# The proxies that ci/bench compares, each on one core with one thread, and the tenant behind them.
# `front` is what browsers speak to them, http or https. Ours enters first, for it makes the cookies.

begin_tenant() { # 1 KB about a user, and a script of 1 MiB that is the same every time
    local number
    mkdir -p "$dir/www/api/v1/users" "$dir/www/resources"
    {
        printf '{"id":"%024d","tenantId":"%032d","subject":"auth0|%024d","name":"Ana","email":"ana@example.com",' 7 7 7
        printf '"status":"active","assignedGroups":['
        for number in $(seq 9); do printf '{"id":"%024d","name":"A group of the user","providerType":"idp"},' "$number"; done
        printf '{}],"locale":"en","zoneinfo":"Europe/Berlin"}'
    } >"$dir/www/api/v1/users/me.json"
    head -c $((1 << 20)) <(yes 'export const text = "A line of a script.";') >"$dir/www/resources/bundle.js"
    tenant_port=$(free_port)
    fill tenant.conf 0 >"$dir/tenant.conf"
    start "$load_core" tenant nginx -c "$dir/tenant.conf" -g 'daemon off;'
    wait_for "$tenant_port" "the tenant"
}

enter() { # NAME [PROGRAM [TUNING]]: starts a subject; the tuning is a line of its own configuration
    local name=$1 program=${2:-$1} tuning=${3:-} ssl=
    port[$name]=$(free_port)
    host[$name]=127.0.0.1:${port[$name]}
    subjects+=("$name")
    "begin_$program" "$name"
    wait_for "${port[$name]}" "$name"
    cp "$dir/cookies" "$dir/$name.cookies"
}

begin_nginx() {
    [ "$front" = http ] || ssl=" ssl"
    fill nginx.conf "${port[$1]}" "$1" >"$dir/$1.conf"
    start $proxy_core "$1" nginx -c "$dir/$1.conf" -g 'daemon off;'
}

begin_haproxy() {
    [ "$front" = http ] || ssl="ssl crt $dir/both.pem ssl-min-ver TLSv1.3"
    fill haproxy.cfg "${port[$1]}" >"$dir/$1.conf"
    start $proxy_core "$1" haproxy -db -f "$dir/$1.conf"
}

begin_traefik() {
    [ "$front" = http ] || ssl=", tls: {}"
    fill traefik.yml "${port[$1]}" >"$dir/$1.yml"
    GOMAXPROCS=1 start $proxy_core "$1" "$venv/bin/traefik" --log.level=ERROR --global.checkNewVersion=false \
        --global.sendAnonymousUsage=false --entryPoints.browsers.address="127.0.0.1:${port[$1]}" \
        --entryPoints.browsers.transport.keepAliveMaxRequests=0 --providers.file.filename="$dir/$1.yml"
}

begin_caddy() {
    ssl=$front
    [ "$front" = http ] || tuning="tls $dir/tenant.pem $dir/tenant.key"
    fill Caddyfile "${port[$1]}" >"$dir/$1.conf"
    GOMAXPROCS=1 start $proxy_core "$1" "$venv/bin/caddy" run --adapter caddyfile --config "$dir/$1.conf"
}

begin_tenantless() {
    local identity=()
    [ "$front" = http ] || identity=(--certificate "$dir/tenant.pem" --key "$dir/tenant.key")
    SSL_CERT_FILE="$dir/ca.pem" NIO_SINGLETON_GROUP_LOOP_COUNT=1 start $proxy_core "$1" \
        "$release/tenantless-bench" proxy --port "${port[$1]}" --tenant-port "$tenant_port" "${identity[@]}"
    wait_until listening "$1"
    # Every session that is stored takes its turn; the others look none up, and are sent the same cookies.
    sed -n 's/^cookie //p' "$dir/$1.out" >"$dir/cookies"
}
