namespace Sonde.Engine.Metrics;

/// <summary>One line of the page that carries a number. Changed only under the page's lock.</summary>
internal sealed class Series(string name, string labels, double value)
{
    /// <summary>Name with suffix: <c>vllm:prompt_tokens_total</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Labels as printed, braces included; empty when there are none.</summary>
    public string Labels { get; } = labels;

    /// <summary>Present value.</summary>
    public double Value { get; set; } = value;

    /// <summary>True when the line carries <paramref name="label"/> with that value.</summary>
    public bool Carries(string label, string labelValue) =>
        Labels.Contains($"{{{label}=\"{labelValue}\"", StringComparison.Ordinal) || Labels.Contains($",{label}=\"{labelValue}\"", StringComparison.Ordinal);

    /// <summary>The label's value as printed, or null.</summary>
    public string? Label(string label)
    {
        var at = Math.Max(Labels.IndexOf($"{{{label}=\"", StringComparison.Ordinal), Labels.IndexOf($",{label}=\"", StringComparison.Ordinal));
        if (at < 0)
            return null;
        var from = at + label.Length + 3;
        return Labels[from..Labels.IndexOf('"', from)];
    }
}
