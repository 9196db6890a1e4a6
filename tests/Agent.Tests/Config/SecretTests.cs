using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

/// <summary>Credentials in the config, in variables and in files.</summary>
public sealed class SecretTests
{
    private const string Head = "scrape_configs: [{job_name: a, static_configs: [{targets: [h]}]}]\n";

    [Theory]
    [InlineData("basic_auth: {username: u, password: p}", "u", null, "p", null, "username at a.yaml:4:18, password at a.yaml:4:31")]
    [InlineData("basic_auth: {username: u, password_file: /c/p}", "u", null, "", "/c/p", "username at a.yaml:4:18, file /c/p")]
    [InlineData("basic_auth: {username_file: /c/u, password_file: /c/p}", "", "/c/u", "", "/c/p", "file /c/u, file /c/p")]
    [InlineData("basic_auth: {username: '${env:USER_A}', password: '${env:PASS_A:-x}'}", "v", null, "v", null, "environment variable USER_A, environment variable PASS_A")]
    public void Basic_auth_knows_where_it_comes_from(string auth, string username, string? usernameFile, string password, string? passwordFile, string source)
    {
        var read = Assert.IsType<HttpAuth.Basic>(Read(auth));

        Assert.Equal(new HttpAuth.Basic(username, password) { UsernameFile = usernameFile, PasswordFile = passwordFile }, read);
        Assert.Equal(source, read.Source);
        Assert.Equal($"basic auth from {source}", read.ToString());
    }

    [Theory]
    [InlineData("authorization: {credentials_file: /c/t}")]
    [InlineData("bearer_token_file: /c/t")]
    public void A_token_may_be_in_a_file(string auth) => Assert.Equal(new HttpAuth.Bearer("") { TokenFile = "/c/t" }, Read(auth));

    [Theory]
    [InlineData("basic_auth: {username: u}", "basic_auth.password: is required, or password_file.")]
    [InlineData("basic_auth: {username: u, password: p, password_file: f}", "basic_auth.password: stands beside password_file; keep one of them.")]
    [InlineData("bearer_token: t\n    bearer_token_file: f", "bearer_token: stands beside bearer_token_file; keep one of them.")]
    public void A_fault_is_told(string auth, string expected) =>
        Assert.Contains(Reading(auth).Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void What_is_written_of_a_file_reads_the_same()
    {
        var config = Given.Config(Given.Job with { Auth = new HttpAuth.Basic("u", "") { PasswordFile = "/c/p" } },
            Given.Destination with { Auth = new HttpAuth.Basic("", "") { UsernameFile = "/c/u", PasswordFile = "/c/p" } },
            Given.Destination with { Name = "prometheusremotewrite/b", Auth = new HttpAuth.Bearer("") { TokenFile = "/c/t" } });

        var read = ConfigFiles.Good(AgentConfigReader.Read(ConfigFiles.Text(OtelConfigText.Write(config, new HashSet<string>(StringComparer.Ordinal))), ConfigFiles.Environment()));

        Assert.Equal(config.RemoteWrites.Select(to => to.Auth), read.RemoteWrites.Select(to => to.Auth));
        Assert.Equal(config.ScrapeJobs[0].Auth, read.ScrapeJobs[0].Auth);
    }

    private static HttpAuth? Read(string auth) => ConfigFiles.Good(Reading(auth)).RemoteWrites[0].Auth;

    private static ConfigReading Reading(string auth) =>
        AgentConfigReader.Read(ConfigFiles.Text($"{Head}remote_write:\n  - url: http://r/w\n    {auth}\n"), ConfigFiles.Environment(("USER_A", "v"), ("PASS_A", "v")));
}
