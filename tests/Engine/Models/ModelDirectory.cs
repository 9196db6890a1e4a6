using System.Text.Json;

namespace Sonde.Engine.Models;

/// <summary>What the stand-in reads of a model: its <c>config.json</c>. Weights are not looked at.</summary>
internal sealed record ModelDirectory(string Architecture, int ContextLength)
{
    private const int ContextOfUnsaid = 32_768;

    /// <summary>Reads <paramref name="path"/>.</summary>
    /// <exception cref="ModelException">There is no such directory, or its <c>config.json</c> is absent or no JSON object.</exception>
    public static ModelDirectory Read(string path)
    {
        var file = Path.Combine(path, "config.json");
        if (!File.Exists(file))
        {
            throw new ModelException(
                $"Invalid repository ID or local directory specified: '{path}'.\nPlease verify the following requirements:\n"
                + "1. Provide a valid Hugging Face repository ID (the stand-in downloads nothing).\n"
                + "2. Specify a local directory that contains a recognized configuration file.\n   - For Hugging Face models: ensure the presence of a 'config.json'.");
        }

        try
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = config.RootElement;
            var architecture = root.TryGetProperty("architectures", out var names) && names.ValueKind == JsonValueKind.Array && names.GetArrayLength() > 0 ? names[0].GetString() : null;
            var length = root.TryGetProperty("max_position_embeddings", out var most) && most.TryGetInt32(out var tokens) ? tokens : ContextOfUnsaid;
            return new ModelDirectory(architecture ?? "unknown", length);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ModelException($"It looks like the config file at '{file}' is not a valid JSON file.");
        }
    }
}
