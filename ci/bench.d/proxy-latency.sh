# p99 of 1 KB of JSON over HTTP where everyone is asked as much: half of what nginx can do.
front=http
for name in tenantless nginx haproxy; do enter $name; done
target=http://127.0.0.1:PORT/api/v1/users/me
take requests nginx
pace=$(($(tail -1 "$dir/nginx.pace") / 2))
measure requests nginx
claim "p99 at $pace requests a second" "$(compare p99 tenantless nginx)" '<=' 1.0
pace=0
