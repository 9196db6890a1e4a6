using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Scrape;

namespace Sonde.Agent.Core;

/// <summary>Every line that scraping and sending write. Ids are part of the interface: alerts match on them, so they are never reused.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Scrape of {Target} failed ({Reason}): {Message}")]
    public static partial void ScrapeFailed(this ILogger log, ScrapeTarget target, ScrapeFailure reason, string message);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "Scrape of {Target} works: {Samples} samples (after {Failures} failures)")]
    public static partial void ScrapeWorks(this ILogger log, ScrapeTarget target, int samples, int failures);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "The page of {Target} has {Duplicates} duplicates, {Skipped} lines without a number, {BadTimestamps} unusable timestamps; such samples are left out")]
    public static partial void PageHasFaults(this ILogger log, ScrapeTarget target, int duplicates, int skipped, int badTimestamps);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "{Target} escapes the colons of its names; they were put back for {Series} series")]
    public static partial void NamesRestored(this ILogger log, ScrapeTarget target, int series);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "The page of {Target} has no samples: check metrics_path and the engine's settings")]
    public static partial void PageWithoutSamples(this ILogger log, ScrapeTarget target);

    [LoggerMessage(EventId = 1006, Level = LogLevel.Information, Message = "The process stood still and goes on (thaw {Thaws})")]
    public static partial void Thawed(this ILogger log, int thaws);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "Remote write to {Destination} lost {Samples} samples: answered {Status}: {Text}")]
    public static partial void SamplesRefused(this ILogger log, string destination, int samples, int status, string text);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Remote write to {Destination} will be repeated: {Status} {Text}")]
    public static partial void WillRetry(this ILogger log, string destination, int? status, string text);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "Remote write to {Destination} works again")]
    public static partial void Recovered(this ILogger log, string destination);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Error, Message = "Remote write to {Destination}: the receiver refuses {Auth} ({Status}): {Text}. Trying once in {Pause}")]
    public static partial void Unauthorized(this ILogger log, string destination, string auth, int status, string text, TimeSpan pause);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Error, Message = "The queue of {Destination} is full; its oldest {Samples} samples were dropped")]
    public static partial void QueueFull(this ILogger log, string destination, long samples);

    [LoggerMessage(EventId = 1106, Level = LogLevel.Error, Message = "{Samples} samples of {Destination} were given up at the stop")]
    public static partial void LostAtStop(this ILogger log, string destination, long samples);

    [LoggerMessage(EventId = 1107, Level = LogLevel.Error, Message = "Remote write to {Destination} gave up {Samples} samples older than {Age}")]
    public static partial void TooOld(this ILogger log, string destination, int samples, TimeSpan age);

    [LoggerMessage(EventId = 1108, Level = LogLevel.Information, Message = "Remote write to {Destination}: first samples delivered")]
    public static partial void FirstDelivery(this ILogger log, string destination);

    [LoggerMessage(EventId = 1110, Level = LogLevel.Information, Message = "Remote write to {Destination}: 2.0 is answered by {Status} as a receiver of 1.0 would; the same samples go in 1.0")]
    public static partial void OlderProtocol(this ILogger log, string destination, int status);

    [LoggerMessage(EventId = 1120, Level = LogLevel.Error, Message = "Spool: {Directory} cannot be used for {Destination}: {Why} Samples are held in memory only")]
    public static partial void NoSpool(this ILogger log, string directory, string destination, string why);

    [LoggerMessage(EventId = 1121, Level = LogLevel.Information, Message = "Spool of {Destination}: {Samples} samples of an earlier process are sent first")]
    public static partial void SpoolFound(this ILogger log, string destination, long samples);

    [LoggerMessage(EventId = 1122, Level = LogLevel.Error, Message = "Spool of {Destination}: {Path} does not take what is written: {Why} Samples are held in memory only; the disk is tried again every minute")]
    public static partial void SpoolBroke(this ILogger log, string destination, string path, string why);

    [LoggerMessage(EventId = 1123, Level = LogLevel.Information, Message = "Spool of {Destination}: the disk works again")]
    public static partial void SpoolWorks(this ILogger log, string destination);

    [LoggerMessage(EventId = 1124, Level = LogLevel.Error, Message = "Spool of {Destination} is full (sonde.spool.max_bytes); its oldest {Samples} samples were dropped")]
    public static partial void SpoolFull(this ILogger log, string destination, long samples);

    [LoggerMessage(EventId = 1125, Level = LogLevel.Warning, Message = "Spool of {Destination}: {Path} is torn or damaged at byte {Place}; what can be read is sent")]
    public static partial void SpoolDamaged(this ILogger log, string destination, string path, long place);

    [LoggerMessage(EventId = 1126, Level = LogLevel.Warning, Message = "Spool of {Destination}: {Samples} samples are kept on disk at the stop")]
    public static partial void SpoolKept(this ILogger log, string destination, long samples);

    [LoggerMessage(EventId = 1109, Level = LogLevel.Critical, Message = "A stage of the pipeline broke; this is a bug")]
    public static partial void StageBroke(this ILogger log, Exception error);
}
