using System.Globalization;
using Sonde.Agent.Core.Config.Reading;

namespace Sonde.Agent.Core.Config;

/// <summary>Writes the sections of a collector file. Settings that equal the reader's defaults are left out.</summary>
/// <param name="text">Receives the lines.</param>
/// <param name="escape">Makes a text literal but for the placeholders that are wanted.</param>
internal sealed class OtelConfigWriter(YamlText text, Func<string, string> escape)
{
    private static readonly ScrapeJob s_defaultJob = new() { JobName = "", Targets = [] };
    private static readonly RelabelRule s_defaultRule = new();

    public void Write(AgentConfig config)
    {
        text.Under("receivers", () => text.Under("prometheus", () => text.Under("config", () =>
        {
            text.Key("scrape_configs");
            text.Items(config.ScrapeJobs, Job);
        })));
        text.Under("processors", () =>
        {
            foreach (var to in config.RemoteWrites)
                text.Under(IdOf("batch", to), () => Batch(to.Batch));
        });
        WriteAuth(config.RemoteWrites);
        text.Under("exporters", () =>
        {
            foreach (var to in config.RemoteWrites)
                text.Under(to.Name, () => Exporter(to));
        });
        text.Under("service", () => Service(config));
        if (config.Extras != new AgentExtras())
            ExtrasWriter.Write(text, escape, config.Extras);
    }

    private void WriteAuth(EquatableArray<RemoteWriteDestination> destinations)
    {
        if (destinations.All(to => to.Auth is null))
            return;

        text.Under("extensions", () =>
        {
            foreach (var to in destinations)
            {
                if (to.Auth is HttpAuth.Basic basic)
                    text.Under(AuthId(to), () => text.Under("client_auth", () => Basic(basic)));
                if (to.Auth is HttpAuth.Bearer bearer)
                    text.Under(AuthId(to), () => Texts(("scheme", bearer.Scheme), InFileOr("filename", bearer.TokenFile, "token", bearer.Token)));
            }
        });
    }

    private void Service(AgentConfig config)
    {
        if (config.RemoteWrites.Any(to => to.Auth is not null))
            text.QuotedList("extensions", config.RemoteWrites.Where(to => to.Auth is not null).Select(AuthId));
        text.Under("pipelines", () =>
        {
            foreach (var to in config.RemoteWrites)
                text.Under(IdOf("metrics", to), () =>
                {
                    text.QuotedList("receivers", ["prometheus"]);
                    text.QuotedList("processors", [IdOf("batch", to)]);
                    text.QuotedList("exporters", [to.Name]);
                });
        });
        text.Under("telemetry", () => text.Under("logs", () => text.Plain("level", config.LogLevel.ToString().ToLowerInvariant())));
    }

    private void Batch(BatchOptions batch)
    {
        text.Plain("send_batch_size", Number(batch.MaxSamples));
        text.Plain("send_batch_max_size", Number(batch.MaxSamples));
        text.Plain("timeout", Durations.Write(batch.Deadline));
    }

    private void Exporter(RemoteWriteDestination to)
    {
        Texts(("endpoint", to.Url));
        if (to.Auth is not null)
            text.Under("auth", () => text.Quoted("authenticator", AuthId(to)));
        if (!to.Headers.IsEmpty)
            text.Under("headers", () => Texts([.. to.Headers.Select(header => (header.Name, header.Value))]));
        if (!to.ExternalLabels.IsEmpty)
            text.Under("external_labels", () => WriteLabels(to.ExternalLabels));
        Tls("tls", "server_name_override", to.Tls);
        text.Plain("timeout", Durations.Write(to.Timeout));
        text.Plain("max_batch_size_bytes", Number(to.Batch.MaxBytes));
        text.Quoted("protobuf_message", RemoteWriteMessage.NameOf(to.Protocol));
        Flag("send_metadata", to.SendMetadata, usual: true);
        text.Under("retry_on_failure", () => Retry(to.Retry));
        text.Under("remote_write_queue", () => text.Plain("queue_size", Number(Math.Max(1, to.Queue.MaxSamples / Math.Max(1, to.Batch.MaxSamples)))));
    }

    private void Retry(RetryOptions retry)
    {
        text.Plain("enabled", retry.MaxAge == TimeSpan.Zero ? "false" : "true");
        text.Plain("initial_interval", Durations.Write(retry.InitialDelay));
        text.Plain("max_interval", Durations.Write(retry.MaxDelay));
        if (retry.MaxAge != TimeSpan.Zero)
            text.Plain("max_elapsed_time", retry.MaxAge == Timeout.InfiniteTimeSpan ? "0s" : Durations.Write(retry.MaxAge));
    }

    private void Job(ScrapeJob job)
    {
        Texts(("job_name", job.JobName));
        text.Plain("scrape_interval", Durations.Write(job.Interval));
        text.Plain("scrape_timeout", Durations.Write(job.Timeout));
        if (!job.ScrapeProtocols.IsEmpty)
            text.QuotedList("scrape_protocols", job.ScrapeProtocols.Select(protocol => protocol.Name));
        if (job.FallbackScrapeProtocol is { } fallback)
            text.Quoted("fallback_scrape_protocol", fallback.Name);
        Texts(("metrics_path", job.MetricsPath), ("scheme", job.Scheme));
        if (!job.Parameters.IsEmpty)
            text.Under("params", () =>
            {
                foreach (var parameter in job.Parameters)
                    text.QuotedList(parameter.Name, parameter.Values.Select(escape));
            });
        if (!job.Headers.IsEmpty)
            text.Under("http_headers", () => WriteHeaders(job.Headers));
        if (job.Auth is HttpAuth.Basic basic)
            text.Under("basic_auth", () => Basic(basic));
        if (job.Auth is HttpAuth.Bearer bearer)
            text.Under("authorization", () => Texts(("type", bearer.Scheme), InFileOr("credentials_file", bearer.TokenFile, "credentials", bearer.Token)));
        Tls("tls_config", "server_name", job.Tls);
        Switches(job);
        Limits(job);
        Rules("relabel_configs", job.RelabelRules);
        Rules("metric_relabel_configs", job.MetricRelabelRules);
        text.Key("static_configs");
        text.Items(job.Targets, Target);
    }

    private void Switches(ScrapeJob job)
    {
        Flag("honor_labels", job.HonorLabels, s_defaultJob.HonorLabels);
        Flag("honor_timestamps", job.HonorTimestamps, s_defaultJob.HonorTimestamps);
        Flag("track_timestamps_staleness", job.TrackTimestampsStaleness, s_defaultJob.TrackTimestampsStaleness);
        Flag("enable_compression", job.EnableCompression, s_defaultJob.EnableCompression);
        Flag("extra_scrape_metrics", job.ExtraScrapeMetrics, s_defaultJob.ExtraScrapeMetrics);
        Flag("follow_redirects", job.FollowRedirects, s_defaultJob.FollowRedirects);
    }

    private void Limits(ScrapeJob job)
    {
        Limit("sample_limit", job.SampleLimit);
        Limit("label_limit", job.LabelLimit);
        Limit("label_name_length_limit", job.LabelNameLengthLimit);
        Limit("label_value_length_limit", job.LabelValueLengthLimit);
        Limit("target_limit", job.TargetLimit);
        if (job.BodySizeLimit > 0)
            text.Plain("body_size_limit", $"{Number(job.BodySizeLimit)}B");
    }

    private void Target(StaticTarget target)
    {
        text.QuotedList("targets", [escape(target.Address)]);
        if (!target.Labels.IsEmpty)
            text.Under("labels", () => WriteLabels(target.Labels));
    }

    private void Rules(string key, EquatableArray<RelabelRule> rules)
    {
        if (rules.IsEmpty)
            return;
        text.Key(key);
        text.Items(rules, Rule);
    }

    private void Rule(RelabelRule rule)
    {
        text.Plain("action", RelabelRules.NameOf(rule.Action));
        if (!rule.SourceLabels.IsEmpty)
            text.QuotedList("source_labels", rule.SourceLabels.Select(escape));
        TextUnless(s_defaultRule.Separator, "separator", rule.Separator);
        TextUnless(s_defaultRule.Regex, "regex", rule.Regex);
        TextUnless(s_defaultRule.TargetLabel, "target_label", rule.TargetLabel);
        TextUnless(s_defaultRule.Replacement, "replacement", rule.Replacement);
        if (rule.Modulus > 0)
            text.Plain("modulus", rule.Modulus.ToString(CultureInfo.InvariantCulture));
    }

    private void Tls(string key, string serverNameKey, TlsOptions tls)
    {
        if (tls == new TlsOptions())
            return;
        text.Under(key, () =>
        {
            TextUnless(null, "ca_file", tls.CaFile);
            TextUnless(null, "cert_file", tls.CertFile);
            TextUnless(null, "key_file", tls.KeyFile);
            TextUnless(null, serverNameKey, tls.ServerName);
            Flag("insecure_skip_verify", tls.InsecureSkipVerify, usual: false);
        });
    }

    private void WriteHeaders(EquatableArray<HttpHeader> headers)
    {
        foreach (var named in headers.GroupBy(header => header.Name, StringComparer.Ordinal))
            text.Under(named.Key, () => text.QuotedList("values", named.Select(header => escape(header.Value))));
    }

    private void WriteLabels(EquatableArray<LabelPair> labels) => Texts([.. labels.Select(label => (label.Name, label.Value))]);

    private void Basic(HttpAuth.Basic basic) =>
        Texts(InFileOr("username_file", basic.UsernameFile, "username", basic.Username), InFileOr("password_file", basic.PasswordFile, "password", basic.Password));

    private static (string Key, string Value) InFileOr(string fileKey, string? file, string key, string value) => file is null ? (key, value) : (fileKey, file);

    private void Texts(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        foreach (var (key, value) in pairs)
            text.Quoted(key, escape(value));
    }

    private void TextUnless(string? usual, string key, string? value)
    {
        if (value is not null && value != usual)
            text.Quoted(key, escape(value));
    }

    private void Flag(string key, bool value, bool usual)
    {
        if (value != usual)
            text.Plain(key, value ? "true" : "false");
    }

    private void Limit(string key, long value)
    {
        if (value > 0)
            text.Plain(key, Number(value));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string AuthId(RemoteWriteDestination to) => IdOf(to.Auth is HttpAuth.Basic ? CollectorAuth.BasicType : CollectorAuth.BearerType, to);

    /// <summary>A component that belongs to one destination carries its name.</summary>
    private static string IdOf(string type, RemoteWriteDestination to) =>
        to.Name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? type + to.Name[slash..] : type;
}
