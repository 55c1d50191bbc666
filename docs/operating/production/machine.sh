# shellcheck shell=bash disable=SC2154 # read by `install`, whose variables these are
# --- The machine --------------------------------------------------------------------

install_packages() {
    say 'Packages of Debian'
    local packages=(python3 python3-venv nginx postgresql openssl ca-certificates)
    [ -n "$CERTIFICATE" ] || packages+=(certbot)
    [[ $EXTRA != *pdf* ]] ||
        packages+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core)
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update
    apt-get -q -y --no-install-recommends install "${packages[@]}"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail 'Python 3.11 or newer is needed: Debian 12 or newer.'
}

make_places() {
    say 'User and folders'
    id embassy >/dev/null 2>&1 ||
        useradd --system --home-dir "$DATA" --shell /usr/sbin/nologin embassy
    install -d -m 0755 "$PLACE" "$PLACE/releases" "$PLACE/at" "$ACME" "$SEEN_AT"
    install -d -m 0755 "$SEEN_AT/static" "$SEEN_AT/media" "$SEEN_AT/fallback"
    install -d -m 0700 -o embassy -g embassy "$DATA" /var/backups/embassy
    # nginx is shown these alone, at $SEEN_AT.
    install -d -m 0755 -o embassy -g embassy "$DATA/static" "$DATA/media" "$DATA/fallback"
}

# A process that takes another's place takes what waits for it, too.
set_kernel() {
    install -d -m 0755 /etc/sysctl.d # which a bare Debian has not
    echo 'net.ipv4.tcp_migrate_req = 1' > /etc/sysctl.d/60-embassy.conf
    ! runs_systemd || systemctl restart systemd-sysctl
}

# As long as docs/operating/watching.md says, also after a restart.
keep_logs() {
    install -d /etc/systemd/journald.conf.d
    printf '[Journal]\nStorage=persistent\nMaxRetentionSec=90day\n' \
        > /etc/systemd/journald.conf.d/embassy.conf
    ! runs_systemd || systemctl restart systemd-journald
}

start_postgresql() {
    if runs_systemd; then
        systemctl enable --now postgresql
    else
        local version cluster rest
        read -r version cluster rest <<< "$(pg_lsclusters -h | head -n 1)"
        [[ $rest == *online* ]] || pg_ctlcluster "$version" "$cluster" start
    fi
}

# Two roles (docs/operating/database-roles.md) and their passwords, made once.
make_database() {
    say 'Database and environment'
    local owner app
    if [ ! -f "$CONF/embassy.env" ] || [ ! -f "$CONF/owner.env" ]; then
        owner=$(openssl rand -hex 24) app=$(openssl rand -hex 24)
        role embassy_owner "$owner"
        role embassy_app "$app"
        write_environment "$owner" "$app"
    fi
    [ "$(in_postgres -c "SELECT 1 FROM pg_database WHERE datname = 'embassy'")" ] ||
        in_postgres -c "CREATE DATABASE embassy OWNER embassy_owner ENCODING 'UTF8' TEMPLATE template0"
    in_postgres -c 'REVOKE ALL ON DATABASE embassy FROM PUBLIC' \
        -c 'GRANT CONNECT ON DATABASE embassy TO embassy_app' \
        -c 'ALTER DATABASE embassy SET jit = off' # compiling takes longer than our queries
}

# By standard input: no other process sees it.
role() {
    [ "$(in_postgres -c "SELECT 1 FROM pg_roles WHERE rolname = '$1'")" ] ||
        in_postgres -c "CREATE ROLE $1 LOGIN"
    printf "ALTER ROLE %s PASSWORD '%s';\n" "$1" "$2" | in_postgres -f -
}

write_environment() {
    (
        umask 077
        sed -e "s|@HOST@|$NAME|" -e "s|@FORMER@|$(commas "$FORMER")|" \
            -e "s|@DATA@|$DATA|" -e "s|@PASSWORD@|$2|" \
            -e "s|@SECRET@|$(openssl rand -hex 48)|" \
            -e "s|@TOKEN@|$(openssl rand -hex 24)|" "$HERE/embassy.env" > "$CONF/embassy.env.new"
        printf 'DATABASE_OWNER_URL=postgresql://embassy_owner:%s@127.0.0.1:5432/embassy\n' \
            "$1" > "$CONF/owner.env.new"
    )
    [ -f "$CONF/embassy.env" ] && cp -p "$CONF/embassy.env" "$CONF/embassy.env.before"
    mv "$CONF/embassy.env.new" "$CONF/embassy.env"
    mv "$CONF/owner.env.new" "$CONF/owner.env"
}

commas() { local names; read -ra names <<< "$1"; (IFS=,; echo "${names[*]-}"); }
