namespace Sonde.Emulator.FunctionCompute;

/// <summary>What one card of a GPU type allows (fc.md 3.2). Several cards multiply everything.</summary>
/// <param name="Memory">GPU memory of a full card in MB.</param>
/// <param name="Cpus">Allowed sizes; two numbers with <paramref name="Ranges"/> are the ends of a range.</param>
/// <param name="Memories">In MB, like <paramref name="Cpus"/>.</param>
internal sealed record GpuCard(int Memory, double[] Cpus, double[] Memories, bool Ranges)
{
    private static readonly Dictionary<string, GpuCard> s_cards = new(StringComparer.Ordinal)
    {
        ["fc.gpu.tesla.1"] = new(16384, [0.05, 8], [128, 32768], Ranges: true),
        ["fc.gpu.ada.1"] = new(49152, [4, 8, 16], [32768, 65536, 98304], Ranges: false),
        ["fc.gpu.ada.2"] = new(24576, [8, 16], [32768, 65536], Ranges: false),
        ["fc.gpu.ada.3"] = new(49152, [8, 16], [65536, 98304], Ranges: false),
        ["fc.gpu.hopper.1"] = new(98304, [16], [98304], Ranges: false),
        ["fc.gpu.xpu.1"] = new(98304, [16], [98304], Ranges: false),
        ["fc.gpu.ampere.1"] = new(24576, [0.05, 16], [128, 65536], Ranges: true),
    };

    /// <exception cref="Http.Refusal">The type is unknown, or a size does not fit it.</exception>
    public static void Check(string type, double gpuMemory, double? cpu, double? memory)
    {
        if (!s_cards.TryGetValue(type, out var card))
            throw FcErrors.Invalid($"gpuType '{type}' is not supported, it must be one of {string.Join(", ", s_cards.Keys)}");
        var cards = gpuMemory / card.Memory;
        if (cards < 1 || cards != Math.Floor(cards))
            throw FcErrors.Invalid($"gpuMemorySize {gpuMemory} of {type} must be a multiple of {card.Memory}");
        if (cpu is { } cpus && !card.Fits(card.Cpus, cpus, cards))
            throw FcErrors.Invalid($"cpu {cpus} does not fit {cards} x {type}, it must be {card.Words(card.Cpus, cards)}");
        if (memory is { } megabytes && !card.Fits(card.Memories, megabytes, cards))
            throw FcErrors.Invalid($"memorySize {megabytes} does not fit {cards} x {type}, it must be {card.Words(card.Memories, cards)}");
    }

    private bool Fits(double[] allowed, double asked, double cards) =>
        Ranges ? asked >= allowed[0] && asked <= allowed[1] * cards : Array.Exists(allowed, one => one * cards == asked);

    private string Words(double[] allowed, double cards) =>
        Ranges ? $"between {allowed[0]} and {allowed[1] * cards}" : $"one of {string.Join(", ", allowed.Select(one => one * cards))}";
}
