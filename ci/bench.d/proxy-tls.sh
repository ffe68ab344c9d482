# 1 KB of JSON, HTTPS in front.
front=https
for name in tenantless nginx haproxy traefik caddy; do enter $name; done
same /api/v1/users/me "$dir/www/api/v1/users/me.json"
target=https://127.0.0.1:PORT/api/v1/users/me
measure requests nginx
claim "JSON over HTTPS" "$(compare rate tenantless nginx)" '>=' 1.1
