using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>The label limits of a job. A limit of 0 is none.</summary>
internal sealed class LabelLimits(ScrapeJob job)
{
    /// <exception cref="ScrapeException">The labels are more, or longer, than the job allows.</exception>
    public void Check(LabelSet labels)
    {
        if (job.LabelLimit > 0 && labels.Count > job.LabelLimit)
            throw Exceeded($"{labels.Name} has {labels.Count} labels, label_limit is {job.LabelLimit}");

        foreach (var label in labels.Labels)
        {
            if (IsLonger(label.Name, job.LabelNameLengthLimit))
                throw Exceeded($"a label name of {labels.Name} is longer than label_name_length_limit, {job.LabelNameLengthLimit} bytes");
            if (IsLonger(label.Value, job.LabelValueLengthLimit))
                throw Exceeded($"label {label.Name} of {labels.Name} is longer than label_value_length_limit, {job.LabelValueLengthLimit} bytes");
        }
    }

    private static bool IsLonger(string text, long limit) => limit > 0 && Encoding.UTF8.GetByteCount(text) > limit;

    private static ScrapeException Exceeded(string message) => new(ScrapeFailure.LabelLimit, message);
}
