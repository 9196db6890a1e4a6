using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sonde.Demo;

/// <summary>What <c>artifacts/demo.json</c> holds: the figures that decide whether the demo held true.</summary>
internal sealed class DemoReport
{
    /// <summary>Functions, one in each start mode. All must report, the one that freezes too.</summary>
    public int Functions { get; set; }

    /// <summary>Of those, the ones whose <c>AgentReporting</c> is True.</summary>
    public int AgentsReporting { get; set; }

    /// <summary>Sum of <c>usage.prompt_tokens</c> over every answer.</summary>
    public long PromptTokensSent { get; set; }

    /// <summary>The same sum as Prometheus tells it.</summary>
    public long PromptTokensQueried { get; set; }

    /// <summary>Callers get the metrics page where the agent is no proxy, with a warning in the status, and 404 behind one.</summary>
    public bool MetricsHidden { get; set; }

    /// <summary>A field changed behind the operator's back was named in <c>status.drift</c>.</summary>
    public bool DriftDetected { get; set; }

    /// <summary>The cloud holds the declared value again.</summary>
    public bool DriftCorrected { get; set; }

    /// <summary>Cloud objects that Sonde created and that are still there after deletion, less the orphaned instance.</summary>
    public int Leftovers { get; set; } = -1;

    /// <summary>Each step with its duration.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>True only if everything that the demo claims was seen.</summary>
    [JsonIgnore]
    public bool HoldsTrue =>
        Functions >= 3 && AgentsReporting == Functions && PromptTokensSent > 0 && PromptTokensSent == PromptTokensQueried
        && MetricsHidden && DriftDetected && DriftCorrected && Leftovers == 0;

    /// <summary>One line of progress.</summary>
    internal sealed record Step(string Name, double Seconds);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the report, creating the folder.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, s_json) + "\n");
    }
}
