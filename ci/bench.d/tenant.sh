# ci/bench tenant: GET /api/v1/users/me of the mock tenant, signed in, witness on, beside nginx with the same bytes; then
# the memory of the same process with 1,000 sessions and 1,000 sockets open.
subjects=(nginx tenantless) least=0.25 crowd=${BENCH_CROWD:-1000} most_mb=200
target=https://127.0.0.1:PORT/api/v1/users/me
ulimit -n 16384
# One core for subject and load. To wake a second core costs the one who wakes it, in a virtual machine as much as half
# an answer, and only a subject that is slower than its load would pay: with two cores the ratio is about 0.04 lower.
load_core=$proxy_core

ci/packages nginx-light wrk openssl procps util-linux curl
certificates
port[nginx]=$(free_port)
NIO_SINGLETON_GROUP_LOOP_COUNT=1 start $proxy_core tenantless "$release/tenantless" serve tenant
wait_until SSL_CERT_FILE tenantless
said() { sed -n "s/^$1 *//p" "$dir/tenantless.out"; } # WORD: what the mock tenant has written after it
port[tenantless]=$(said tenantUri | sed 's/.*://')

join() { # NAME USERS: they sign in, and each holds a socket
    SSL_CERT_FILE=$(said SSL_CERT_FILE) start "$load_core" "$1" "$release/tenantless-bench" crowd \
        --port "${port[tenantless]}" --signing-key "$(said privateKey)" --users "$2"
    wait_until "open $2\$" "$1"
}

join one 1
for name in "${subjects[@]}"; do
    sed -n 's/^cookie //p' "$dir/one.out" >"$dir/$name.cookies"
    host[$name]=tenant.localhost:${port[tenantless]}
done

# The same answer from nginx: its body as a file, its other lines as they came.
mkdir -p "$dir/www/api/v1/users"
curl --silent --show-error --fail --cacert "$(said SSL_CERT_FILE)" --resolve "${host[tenantless]}:127.0.0.1" \
    --cookie "$(cat "$dir/tenantless.cookies")" --dump-header "$dir/answer.head" --output "$dir/www/api/v1/users/me.json" \
    "https://${host[tenantless]}/api/v1/users/me"
tr -d '\r' <"$dir/answer.head" | awk '
    NR > 1 && NF && tolower($1) !~ /^(content-length|content-type|connection|date):$/ {
        name = $1; sub(/:$/, "", name); value = $0; sub(/^[^:]*: */, "", value)
        printf "add_header %s \047%s\047;\n", name, value
    }' >"$dir/answer.conf"
fill nginx-tenant.conf "${port[nginx]}" >"$dir/nginx.conf"
start $proxy_core nginx nginx -c "$dir/nginx.conf" -g 'daemon off;'
wait_for "${port[nginx]}" nginx

measure requests nginx
ratio=$(compare rate tenantless nginx)
join crowd "$crowd"
megabytes=$(resident "${pid[tenantless]}")
echo "ci/bench: $((crowd + 1)) sessions and sockets open: $megabytes MB resident"
verdict "$rounds rounds, the mock tenant at $ratio of nginx (at least $least asked), $megabytes MB with $crowd sockets (less than $most_mb asked)" \
    "$ratio >= $least && $megabytes < $most_mb"
