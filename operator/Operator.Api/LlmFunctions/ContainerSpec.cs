namespace Sonde.Operator.Api;

/// <summary>Image and start command.</summary>
public sealed record ContainerSpec
{
    /// <summary>Port that Function Compute assumes when <see cref="Port"/> is absent.</summary>
    public const int DefaultPort = 9000;

    /// <summary>Image in a registry of the same region, linux/amd64.</summary>
    [Required, Length(512, Min = 1)]
    public string Image { get; set; } = "";

    /// <summary>Pin the tag to the digest that it had when the spec last changed. False when absent.</summary>
    public bool? ResolveTag { get; set; }

    /// <summary>Replaces the image's ENTRYPOINT (customContainerConfig.entrypoint), one word an item: [vllm, serve, /mnt/qwen3, --port, "9000"].</summary>
    [Items(64, Min = 1), AtomicList, ItemLength(4096)]
    public List<string>? Command { get; set; }

    /// <summary>Replaces the image's CMD (customContainerConfig.command), one word an item.</summary>
    [Items(128, Min = 1), AtomicList, ItemLength(4096)]
    public List<string>? Args { get; set; }

    /// <summary>Port that the engine listens on, on 0.0.0.0. 9000 when absent.</summary>
    [Bounds(1, 65535)]
    public int? Port { get; set; }
}
