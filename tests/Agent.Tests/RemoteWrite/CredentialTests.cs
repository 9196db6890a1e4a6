using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;
using Sonde.Testing;

namespace Sonde.Agent.Tests.RemoteWrite;

[Collection(typeof(ClockCollection))]
public sealed class CredentialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LineLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Case_27_a_new_credential_file_is_used_without_a_restart_and_no_secret_is_told()
    {
        var file = _folder.Write("password", "old-secret\n");
        HttpAuth auth = new HttpAuth.Basic("me", "") { PasswordFile = file, Source = $"file {file}" };
        await using SenderWorld world = new(Given.Destination with { Auth = auth }, receiver =>
        {
            receiver.Always = 401;
            receiver.Text = "InvalidAccessKeyId: old-secret, Basic bWU6b2xkLXNlY3JldA==";
        }, _log);

        world.Enqueue(Given.NoonMilliseconds, count: 3);
        await world.AdvanceUntilAsync("the refusal", () => world.Receiver.Requests.Count == 1, TimeSpan.FromMilliseconds(500));
        _folder.Write("password", "new-secret\n");
        world.Enqueue(Given.NoonMilliseconds + 1, count: 5);
        world.Receiver.Next(204);
        world.Receiver.Always = 204;
        await world.AdvanceUntilAsync("recovery", () => world.Receiver.Taken.Count == 5, TimeSpan.FromMilliseconds(500));

        Assert.Equal("Basic bWU6bmV3LXNlY3JldA==", world.Receiver.Requests[1].Request.Headers.Authorization!.ToString());
        Assert.InRange(world.Receiver.Requests[1].At - Given.Noon, TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(7));
        Assert.Contains(_log.Lines, line => line.Contains($"refuses basic auth from file {file} (401)", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("secret,", StringComparison.Ordinal) || line.Contains("old-secret", StringComparison.Ordinal) || line.Contains("b2xkL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_yet_is_waited_for()
    {
        var file = _folder.File("token");
        await using SenderWorld world = new(Given.Destination with { Auth = new HttpAuth.Bearer("") { TokenFile = file } }, log: _log);

        world.Enqueue();
        await SenderWorld.UntilAsync("an attempt", () => world.Sender.Counters.Retries > 0);
        Assert.Empty(world.Receiver.Requests);
        Assert.Contains(_log.Lines, line => line.Contains(file, StringComparison.Ordinal));

        _folder.Write("token", "t\n");
        await world.AdvanceUntilAsync("delivery", () => world.Receiver.Taken.Count == 1, TimeSpan.FromMilliseconds(500));
        Assert.Equal("Bearer t", world.Receiver.Requests[0].Request.Headers.Authorization!.ToString());
    }

    [Fact]
    public void A_file_is_read_again_after_a_while_and_at_once_when_it_was_refused()
    {
        FakeTimeProvider clock = new(Given.Noon);
        Credentials credentials = new(new HttpAuth.Bearer("") { TokenFile = _folder.Write("token", "one") }, clock);
        Assert.Equal("one", credentials.Header()!.Parameter);

        _folder.Write("token", "two");
        Assert.Equal("one", credentials.Header()!.Parameter);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("two", credentials.Header()!.Parameter);

        _folder.Write("token", "three");
        credentials.Forget();
        Assert.Equal("three", credentials.Header()!.Parameter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    public void A_file_that_holds_no_credential_is_named(string content)
    {
        var file = _folder.Write("token", content);

        var fault = Assert.Throws<IOException>(() => new Credentials(new HttpAuth.Bearer("") { TokenFile = file }, TimeProvider.System).Header());

        Assert.Equal($"credential file {file} must hold one line.", fault.Message);
    }
}
