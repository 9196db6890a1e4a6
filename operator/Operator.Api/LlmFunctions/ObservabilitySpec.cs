namespace Sonde.Operator.Api;

/// <summary>How the engine's metrics are collected.</summary>
[Rule("!has(self.proxy) || (has(self.start) && self.start == 'Proxy')", "proxy needs start Proxy")]
public sealed record ObservabilitySpec
{
    /// <summary>The MetricsPipeline of this namespace that says what to scrape and where to send it.</summary>
    [Required]
    public ObjectRef PipelineRef { get; set; } = new();

    /// <summary>
    /// How the agent gets into the instance: OssMount (from the pipeline's bucket; the role must be able to read it) or InImage (the image has it already; only the configuration is mounted). OssMount when absent.
    /// </summary>
    public AgentInjection? Injection { get; set; }

    /// <summary>
    /// How the agent runs. Initializer: a background command in the GPU function's initializer; needs nothing of the engine's command, cannot see the start or the end of the engine.
    /// Entrypoint: the agent starts the engine, forwards signals and the exit code, flushes last and measures the cold start; needs container.command (else Stalled/CommandUnknown).
    /// Proxy: Entrypoint, and the agent owns the function's port and moves the engine to an inner one: it scrapes and pushes inside requests, while a frozen instance has CPU. Initializer when absent.
    /// </summary>
    public AgentStart? Start { get; set; }

    /// <summary>Settings of start Proxy.</summary>
    public ProxySpec? Proxy { get; set; }

    /// <summary>Port of the agent's own metrics page on loopback, 1024 to 65535.</summary>
    [Bounds(1024, 65535)]
    public int? AgentPort { get; set; }
}
