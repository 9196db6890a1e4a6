namespace Sonde.Operator.Api;

/// <summary>Size of an instance. Sizes of GPU functions follow the GPU specification table of Function Compute, per card.</summary>
[Rule("has(self.gpu) || !has(self.cpuMilli) || (self.memoryMB * 1000 >= self.cpuMilli * 1024 && self.memoryMB * 1000 <= self.cpuMilli * 4096)",
    "memory (GB) to vCPU must be between 1:1 and 4:1")]
[Rule("!has(self.gpu) || self.gpu.type != 'fc.gpu.ada.1' || ([32768, 65536, 98304].exists(m, self.memoryMB == m * (self.gpu.memoryMB / 49152))"
    + " && (!has(self.cpuMilli) || [4000, 8000, 16000].exists(c, self.cpuMilli == c * (self.gpu.memoryMB / 49152))))",
    "fc.gpu.ada.1 takes, per card, memoryMB 32768, 65536 or 98304 and cpuMilli 4000, 8000 or 16000")]
[Rule("!has(self.gpu) || self.gpu.type != 'fc.gpu.ada.2' || ([32768, 65536].exists(m, self.memoryMB == m * (self.gpu.memoryMB / 24576))"
    + " && (!has(self.cpuMilli) || [8000, 16000].exists(c, self.cpuMilli == c * (self.gpu.memoryMB / 24576))))",
    "fc.gpu.ada.2 takes, per card, memoryMB 32768 or 65536 and cpuMilli 8000 or 16000")]
[Rule("!has(self.gpu) || self.gpu.type != 'fc.gpu.ada.3' || ([65536, 98304].exists(m, self.memoryMB == m * (self.gpu.memoryMB / 49152))"
    + " && (!has(self.cpuMilli) || [8000, 16000].exists(c, self.cpuMilli == c * (self.gpu.memoryMB / 49152))))",
    "fc.gpu.ada.3 takes, per card, memoryMB 65536 or 98304 and cpuMilli 8000 or 16000")]
[Rule("!has(self.gpu) || !(self.gpu.type in ['fc.gpu.hopper.1', 'fc.gpu.xpu.1']) || (self.memoryMB == self.gpu.memoryMB"
    + " && (!has(self.cpuMilli) || self.cpuMilli == 16000 * (self.gpu.memoryMB / 98304)))",
    "fc.gpu.hopper.1 and fc.gpu.xpu.1 take, per card, memoryMB 98304 and cpuMilli 16000")]
public sealed record ResourceSpec
{
    /// <summary>Thousandths of a vCPU, a multiple of 50. Derived from memory by the cloud when absent.</summary>
    [Bounds(50, 192000, MultipleOf = 50)]
    public int? CpuMilli { get; set; }

    /// <summary>Memory in MB, a multiple of 64.</summary>
    [Required, Bounds(128, 2097152, MultipleOf = 64)]
    public int MemoryMB { get; set; }

    /// <summary>Disk in MB: 512 or 10240, more with some GPU types.</summary>
    [Bounds(512, 102400)]
    public int? DiskMB { get; set; }

    /// <summary>GPU of the instance; a function cannot change between having one and having none.</summary>
    public GpuSpec? Gpu { get; set; }
}
