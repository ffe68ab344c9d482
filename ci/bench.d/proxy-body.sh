# 1 MiB, plain HTTP in front, beside an nginx with larger buffers and one that does not wait until they are full.
front=http
enter tenantless
enter nginx-buffers nginx 'proxy_buffers 8 64k; proxy_max_temp_file_size 0;'
enter nginx-unbuffered nginx 'proxy_buffering off;'
enter haproxy haproxy 'tune.bufsize 65536'
enter traefik
enter caddy
same /resources/bundle.js "$dir/www/resources/bundle.js"
target=http://127.0.0.1:PORT/resources/bundle.js
measure requests nginx-buffers nginx-unbuffered
claim "1 MiB" "$(compare rate tenantless "$best")" '>=' 1.0
