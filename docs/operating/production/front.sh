# shellcheck shell=bash disable=SC2154 # read by `install`, whose variables these are
# --- The front ------------------------------------------------------------------------

front() {
    say 'nginx and its certificate'
    local given=() lineage="/etc/letsencrypt/live/$NAME"
    [ -z "$CERTIFICATE" ] || given=(--certificate "$CERTIFICATE" --key "$KEY")
    local folders=/etc/systemd/system/nginx.service.d/embassy.conf
    install -d "$(dirname "$folders")"
    manage front_configuration folders --seen-at "$SEEN_AT" > "$folders.new"
    if ! cmp -s "$folders.new" "$folders"; then
        mv "$folders.new" "$folders"
        systemctl daemon-reload
        systemctl restart nginx
    fi
    [ -n "$CERTIFICATE" ] || [ -e "$lineage/fullchain.pem" ] || get_certificate
    manage front_configuration nginx --seen-at "$SEEN_AT" --application "127.0.0.1:$1" \
        "${given[@]}" > /etc/nginx/sites-available/embassy.new
    use_configuration
}

use_configuration() {
    local at=/etc/nginx/sites-available/embassy
    [ -f "$at" ] && cp -p "$at" "$at.before"
    mv "$at.new" "$at"
    ln -sfn "$at" /etc/nginx/sites-enabled/embassy
    rm -f /etc/nginx/sites-enabled/default
    if ! nginx -q -t; then
        [ -f "$at.before" ] && mv "$at.before" "$at"
        fail 'nginx refuses the configuration; the one before is in place again.'
    fi
    systemctl reload-or-restart nginx
}

# Debian's certbot.timer renews it.
get_certificate() {
    local names=(-d "$NAME") name
    for name in $FORMER; do names+=(-d "$name"); done
    printf 'server { listen 80; server_name %s; location /.well-known/acme-challenge/ { root %s; } }\n' \
        "$NAME $FORMER" "$ACME" > /etc/nginx/sites-available/embassy.new
    use_configuration
    certbot certonly --non-interactive --agree-tos -m "$MAIL" --webroot -w "$ACME" \
        --cert-name "$NAME" "${names[@]}" --deploy-hook 'systemctl reload nginx'
}
