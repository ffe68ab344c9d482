# Certificates for tenant and proxy, and the key of tenant logins, in $dir; read by ci/memory and ci/store.
for name in tenant.localhost proxy.localhost; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$name" \
        -addext "subjectAltName=DNS:$name" -keyout "$dir/$name.key" -out "$dir/$name.pem" 2>/dev/null
done
openssl genrsa -out "$dir/signing.key" 2048 2>/dev/null
