# The server of the function that fc.js deploys: it tells what it was asked, so that the caller can see the whole way. Perl is in every Debian.
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
my $port = $ENV{FC_CUSTOM_LISTEN_PORT};
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => $port, Listen => 16, ReuseAddr => 1) or die "port $port: $!";
print "listening on $port\n";
while (my $client = $server->accept) {
    my $first = <$client> // next;
    my ($method, $path) = split ' ', $first;
    my %header;
    while (defined(my $line = <$client>)) {
        $line =~ s/\r?\n$//;
        last if $line eq '';
        my ($name, $value) = split /:\s*/, $line, 2;
        $header{lc $name} = $value;
    }
    my $body = '';
    read $client, $body, $header{'content-length'} if $header{'content-length'};
    print "$method $path\n";
    my $initialized = -e '/tmp/initialized' ? 'yes' : 'no';
    my $answer = join "\n", "$method $path", "model=" . ($ENV{MODEL} // ''), "A=" . ($ENV{A} // ''), "qualifier=" . ($header{'x-fc-qualifier'} // ''),
        "version=" . ($header{'x-fc-version-id'} // ''), "request=" . ($header{'x-fc-request-id'} // ''), "initialized=$initialized", "body=$body";
    print $client "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " . length($answer) . "\r\nConnection: close\r\n\r\n$answer";
    close $client;
}
