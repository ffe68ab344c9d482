# ci/bench proxy: the proxy beside nginx and HAProxy, in front of one TLS tenant.
subjects=(nginx haproxy tenantless) least=0.80
target=http://127.0.0.1:PORT/api/v1/items

ci/packages nginx-light haproxy wrk openssl procps util-linux
body() { # about 1 KB of JSON
    printf '{"data":['
    for number in $(seq 12); do printf '{"id":"%024d","name":"An item of the list","resourceType":"app"},' "$number"; done
    printf '{}]}'
}

cookies="eas.sid=$(openssl rand -hex 16); eas.sid.sig=$(openssl rand -hex 43); _csrfToken=$(openssl rand -hex 18); _csrfToken.sig=$(openssl rand -hex 43)"
tenant_port=$(free_port)
certificates
mkdir -p "$dir/www/api/v1"
body >"$dir/www/api/v1/items.json"
fill tenant.conf 0 >"$dir/tenant.conf"
start "$load_core" tenant nginx -c "$dir/tenant.conf" -g 'daemon off;'
wait_for "$tenant_port" "the tenant"

for name in "${subjects[@]}"; do
    port[$name]=$(free_port)
    cookie[$name]="__Host-session=$(openssl rand -hex 33)"
done
fill nginx.conf "${port[nginx]}" >"$dir/nginx.conf"
fill haproxy.cfg "${port[haproxy]}" >"$dir/haproxy.cfg"
start $proxy_core nginx nginx -c "$dir/nginx.conf" -g 'daemon off;'
start $proxy_core haproxy haproxy -db -f "$dir/haproxy.cfg"
# shellcheck disable=SC2086  # the command comes with its arguments
SSL_CERT_FILE="$dir/ca.pem" NIO_SINGLETON_GROUP_LOOP_COUNT=1 start $proxy_core tenantless \
    ${BENCH_PROXY:-$release bench-proxy} --port "${port[tenantless]}" --tenant-port "$tenant_port"
for name in "${subjects[@]}"; do wait_for "${port[$name]}" "$name"; done
cookie[tenantless]=$(sed -n 's/^cookie //p' "$dir/tenantless.out")

for name in "${subjects[@]}"; do host[$name]=127.0.0.1:${port[$name]}; done
measure
verdict "$rounds rounds, tenantless at $ratio of nginx (at least $least asked)" "$ratio >= $least"
