namespace Sonde.Operator.Api;

/// <summary>GPU cards of an instance. For the types whose slices are not sold the memory is that of whole cards.</summary>
[Rule("!(self.type in ['fc.gpu.ada.1', 'fc.gpu.ada.3']) || self.memoryMB % 49152 == 0", "fc.gpu.ada.1 and fc.gpu.ada.3 come as whole cards: memoryMB must be a multiple of 49152")]
[Rule("self.type != 'fc.gpu.ada.2' || self.memoryMB % 24576 == 0", "fc.gpu.ada.2 comes as whole cards: memoryMB must be a multiple of 24576")]
[Rule("!(self.type in ['fc.gpu.hopper.1', 'fc.gpu.xpu.1']) || self.memoryMB % 98304 == 0", "fc.gpu.hopper.1 and fc.gpu.xpu.1 come as whole cards: memoryMB must be a multiple of 98304")]
public sealed record GpuSpec
{
    /// <summary>Type of the card, for example fc.gpu.tesla.1 or fc.gpu.ada.1; the list grows with the cloud.</summary>
    [Required, Length(64, Min = 1), Pattern(@"^fc\.gpu\.[a-z0-9.]+$")]
    public string Type { get; set; } = "";

    /// <summary>GPU memory in MB, a multiple of 1024; several cards are a multiple of one.</summary>
    [Required, Bounds(1024, 2097152, MultipleOf = 1024)]
    public int MemoryMB { get; set; }
}
