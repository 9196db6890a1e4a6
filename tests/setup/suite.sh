# Sourced after lib.sh: packages of another Debian suite, without touching the machine's own.

# open_suite SUITE FOLDER LOG: a private apt state with the mirror of this machine; apt-get and apt-cache use it from then on.
# On failure it returns 1 and says in $problem what was wrong.
open_suite() {
  local suite=$1 apt=$2 log=$3 mirror
  mirror=$(awk '/^URIs:/ && /debian/ && !/security/ {print $2; exit}' /etc/apt/sources.list.d/*.sources 2> /dev/null || true)
  [ -n "$mirror" ] || mirror=$(awk '$1 == "deb" && /debian/ && !/security/ {for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) {print $i; exit}}' \
    /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null || true)
  [ -n "$mirror" ] || { problem="no Debian mirror in /etc/apt (sources.list, sources.list.d)"; return 1; }
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$apt/sources.list"
  : > "$apt/status"
  cat > "$apt/apt.conf" << CONF
Dir::Etc::SourceList "$apt/sources.list"; Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$apt/lists"; Dir::State::status "$apt/status"; Dir::Cache "$apt"; Dir::Cache::archives "$apt/archives";
Acquire::Languages "none"; Acquire::Retries "3"; APT::Install-Recommends "false"; APT::Sandbox::User "";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false"; Acquire::IndexTargets::deb::CNF::DefaultEnabled "false";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
CONF
  export APT_CONFIG=$apt/apt.conf
  say "package lists of Debian $suite from $mirror"
  apt-get update > "$log" 2>&1 || { tail -n 5 "$log" >&2; problem="apt-get update of $suite (whole output: $log)"; return 1; }
}
