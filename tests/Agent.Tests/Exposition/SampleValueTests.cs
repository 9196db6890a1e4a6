using System.Globalization;
using System.Text;
using CsCheck;
using Sonde.Agent.Core.Exposition;

namespace Sonde.Agent.Tests.Exposition;

public sealed class SampleValueTests
{
    private const long NormalNaN = 0x7ff8000000000001;

    public static TheoryData<string, double> Numbers => new()
    {
        { "0", 0 }, { "-0", -0.0 }, { "42", 42 }, { "+42", 42 }, { "123.45", 123.45 }, { "-15.5", -15.5 },
        { "1e3", 1000 }, { "1E3", 1000 }, { "1e+06", 1e6 }, { "1.5e-3", 0.0015 }, { ".5", 0.5 }, { "5.", 5 },
        { "1.7976931348623157e+308", double.MaxValue }, { "2.2250738585072014e-308", 2.2250738585072014e-308 }, { "1.23e-4", 1.23e-4 },
        { "0.123456789012345", 0.123456789012345 }, { "1.7627605561234567e+09", 1762760556.1234567 }, { "0.00015000000000000001", 0.00015000000000000001 },
        { "9007199254740993", 9007199254740993 }, { "123456789012345678901234567890", 1.2345678901234568e29 },   // more digits than a mantissa
        { "1e-400", 0 }, { "0e999", 0 },
        { "inf", double.PositiveInfinity }, { "+Inf", double.PositiveInfinity }, { "-INF", double.NegativeInfinity }, { "Infinity", double.PositiveInfinity },
    };

    public static TheoryData<string> NoNumbers => ["1e999", "-1e999", "0x10", "0x1p3", "1_000", "1e", "e1", ".", "", "+", "-", "--1", "1.2.3", "1e1.5", "abc", "1,5", "infinit", "nano"];

    [Theory]
    [MemberData(nameof(Numbers))]
    [Spec("4 values")]
    public void A_number_is_read_to_the_last_bit(string text, double expected)
    {
        Assert.True(SampleValue.TryParse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("-nan")]   // what glibc prints: case 02
    [InlineData("+NAN")]
    [Spec("4 values")]
    [Spec("2.2 +Inf, -Inf, NaN")]
    public void Every_NaN_becomes_the_ordinary_one_so_that_no_page_can_forge_a_stale_marker(string text)
    {
        Assert.True(SampleValue.TryParse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(NormalNaN, BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [MemberData(nameof(NoNumbers))]
    [Spec("4 values")]
    public void What_no_double_can_hold_or_Go_would_not_take_is_refused(string text) =>
        Assert.False(SampleValue.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    [Spec("4 fuzz")]
    public void Fast_reading_equals_the_slow_one_for_any_double_in_any_format() =>
        Gen.Select(Gen.Double, Any.Of("R", "E3", "E17", "F6", "G9")).Sample((number, format) =>
        {
            var text = number.ToString(format, CultureInfo.InvariantCulture);
            if (!double.IsFinite(number) || text.Length > 400)
                return true;

            var expected = double.Parse(text, CultureInfo.InvariantCulture);
            var isRead = SampleValue.TryParse(Encoding.UTF8.GetBytes(text), out var value);
            return double.IsFinite(expected) ? isRead && BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(expected) : !isRead;
        });
}
