using Sonde.Agent.Machine;

namespace Sonde.Agent.Tests.Machine;

public sealed class GpuReadingTests
{
    [Fact]
    public void A_line_is_one_GPU_in_base_units()
    {
        var gpu = Assert.Single(GpuReading.Parse("0, GPU-6f5c, NVIDIA L20, 37, 1024, 46068, 54, 120.53\n"));

        Assert.Equal(("0", "GPU-6f5c", "NVIDIA L20"), (gpu.Index, gpu.Uuid, gpu.Model));
        Assert.Equal([0.37, 1024.0 * 1048576, 46068.0 * 1048576, 54, 120.53], gpu.Values.Select(value => Math.Round(value, 6)));
    }

    [Theory]
    [InlineData("[N/A]")]
    [InlineData("[Not Supported]")]
    [InlineData("N/A")]
    [InlineData("[Unknown Error]")]
    public void What_the_GPU_does_not_tell_is_not_a_number(string value)
    {
        var gpu = Assert.Single(GpuReading.Parse($"0, GPU-1, A, {value}, 1, 2, 3, {value}\n"));

        Assert.Equal([true, false, false, false, true], gpu.Values.Select(double.IsNaN));
    }

    [Theory]
    [InlineData("")]
    [InlineData("No devices were found\n")]
    [InlineData("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n")]
    [InlineData("index, uuid, name, utilization.gpu, memory.used, memory.total, temperature.gpu, power.draw\n")]
    [InlineData("0, GPU-1, A, 1, 2\n")]
    public void Anything_else_is_no_reading(string output) => Assert.Empty(GpuReading.Parse(output));
}
