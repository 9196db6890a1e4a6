namespace Sonde.Agent.Core.Config;

/// <summary>Which figures of the instance itself are sent along (<c>machine</c>). What is not there is left out without a word.</summary>
public sealed record MachineOptions
{
    /// <summary>CPU and memory of the instance's control group (<c>cgroup</c>).</summary>
    public bool Cgroup { get; init; } = true;

    /// <summary>NVIDIA GPUs, as <c>nvidia-smi</c> tells of them (<c>gpu</c>).</summary>
    public bool Gpu { get; init; } = true;
}
